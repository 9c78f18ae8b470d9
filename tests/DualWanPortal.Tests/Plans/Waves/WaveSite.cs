using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Lab;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Simulation.Router;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans.Waves;

/// <summary>A portal with several lab routers, all of which the policy <c>distance</c> would change.</summary>
internal sealed class WaveSite : IAsyncDisposable
{
    private readonly List<LabHost> _labs = [];

    private WaveSite(TestPortal portal, ShiftedTime time) => (Portal, Time) = (portal, time);

    public TestPortal Portal { get; private set; }
    public ShiftedTime Time { get; }

    /// <summary>Their ids, in the order of their names.</summary>
    public List<int> Routers { get; } = [];

    public static async Task<WaveSite> StartAsync(int routers, CancellationToken cancellationToken)
    {
        var time = new ShiftedTime();
        var site = new WaveSite(await TestPortal.StartAsync(cancellationToken, keepData: true, customize: builder => On(builder, time)), time);
        var inventory = site.Portal.Services.GetRequiredService<Inventory>();
        for (var number = 1; number <= routers; number++)
        {
            var lab = await LabHost.StartAsync(new LabOptions { Scenario = "two-isps", Port = 0, Profile = RouterProfile.V721, Tls = false }, time, cancellationToken);
            site._labs.Add(lab);
            var added = await inventory.AddAsync(new RouterInput { Name = $"shop-{number}", Address = "127.0.0.1", Port = lab.Routers[0].Port, User = "admin", Password = "lab", Site = "Shops", Tags = ["shop"] }, cancellationToken);
            site.Routers.Add(Assert.IsType<InventoryResult.Saved>(added).Router.Id);
        }
        return site;
    }

    public async Task RestartPortalAsync(CancellationToken cancellationToken)
    {
        var former = Portal.Options;
        await Portal.DisposeAsync();
        Portal = await TestPortal.StartAsync(cancellationToken, options: options => options with { Data = former.Data, PostgreSql = former.PostgreSql }, customize: builder => On(builder, Time), keepData: true);
    }

    /// <summary>Somebody changes a router by hand.</summary>
    public async Task TouchAsync(int number, CancellationToken cancellationToken)
    {
        await using var client = await RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", _labs[number].Routers[0].Port), new RouterOsCredentials("admin", "lab"), RouterOsClientOptions.Default, cancellationToken);
        await client.RunAsync(new RouterOsCommand("/ip/route/add").With("dst-address", "203.0.113.0/24").With("gateway", "192.0.2.1"), cancellationToken);
    }

    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await Portal.Client.PostAsync(new Uri("/api/v1/" + path, UriKind.Relative), JsonContent.Create(body), cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => await Portal.Client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/" + path, UriKind.Relative), cancellationToken);

    /// <summary>The rollout once this holds.</summary>
    public async Task<JsonElement> UntilAsync(int id, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var rollout = await GetAsync($"waves/{id}", cancellationToken);
        while (!wanted(rollout))
        {
            Assert.False(deadline.IsCancellationRequested, rollout.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            rollout = await GetAsync($"waves/{id}", cancellationToken);
        }
        return rollout;
    }

    public Task<JsonElement> UntilAsync(int id, string state, CancellationToken cancellationToken) => UntilAsync(id, rollout => rollout.GetProperty("state").GetString() == state, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        Directory.Delete(Portal.Options.Data, recursive: true);
        foreach (var lab in _labs)
            await lab.DisposeAsync();
    }

    private static void On(WebApplicationBuilder builder, TimeProvider time) => builder.Services.AddSingleton(time);
}
