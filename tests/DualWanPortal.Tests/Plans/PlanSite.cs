using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Lab;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Simulation.Router;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans;

/// <summary>A portal with one lab router in its inventory, and a connection of the test's own to that router.</summary>
internal sealed class PlanSite : IAsyncDisposable
{
    private readonly TimeProvider _time;

    private PlanSite(LabHost lab, TestPortal portal, int routerId, TimeProvider time) => (Lab, Portal, RouterId, _time) = (lab, portal, routerId, time);

    public LabHost Lab { get; }
    public TestPortal Portal { get; private set; }
    public int RouterId { get; }

    public static async Task<PlanSite> StartAsync(
        string scenario, RouterProfile profile, CancellationToken cancellationToken, bool keepData = false, Func<PortalOptions, PortalOptions>? options = null, TimeProvider? time = null)
    {
        var lab = await LabHost.StartAsync(new LabOptions { Scenario = scenario, Port = 0, Profile = profile, Tls = false }, time ?? TimeProvider.System, cancellationToken);
        var portal = await TestPortal.StartAsync(cancellationToken, options: options, keepData: keepData, customize: On(time ?? TimeProvider.System));
        var router = lab.Routers[0];
        var added = await portal.Services.GetRequiredService<Inventory>().AddAsync(
            new RouterInput { Name = router.Name, Address = "127.0.0.1", Port = router.Port, User = "admin", Password = "lab", Site = "Workshop" }, cancellationToken);
        return new PlanSite(lab, portal, Assert.IsType<InventoryResult.Saved>(added).Router.Id, time ?? TimeProvider.System);
    }

    /// <summary>Starts the portal anew on the same data.</summary>
    /// <param name="meanwhile">What happens while it is away.</param>
    public async Task RestartPortalAsync(CancellationToken cancellationToken, Func<Task>? meanwhile = null)
    {
        var former = Portal.Options;
        await Portal.DisposeAsync();
        if (meanwhile is not null)
            await meanwhile();
        Portal = await TestPortal.StartAsync(cancellationToken, options: options => options with { Data = former.Data, PostgreSql = former.PostgreSql }, customize: On(_time));
    }

    private static Action<WebApplicationBuilder> On(TimeProvider time) => builder => builder.Services.AddSingleton(time);

    public Task<RouterOsClient> ConnectAsync(CancellationToken cancellationToken) => RouterOsClient.ConnectAsync(
        new RouterOsEndpoint("127.0.0.1", Lab.Routers[0].Port), new RouterOsCredentials("admin", "lab"), RouterOsClientOptions.Default, cancellationToken);

    /// <summary>What a person would compare: every configured row of the menus that plans touch, without ids, counters and state.</summary>
    public async Task<List<string>> ConfigurationAsync(CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(cancellationToken);
        (string Menu, string[] Keys)[] menus =
        [
            ("/ip/route", ["dst-address", "gateway", "distance", "check-gateway", "scope", "target-scope", "comment", "disabled"]),
            ("/ip/dhcp-client", ["interface", "add-default-route", "default-route-distance", "check-gateway", "comment"]),
            ("/interface/list", ["name", "include", "exclude"]), ("/interface/list/member", ["list", "interface"]),
            ("/ip/firewall/nat", ["chain", "action", "out-interface", "out-interface-list", "comment", "disabled"]), ("/ip/dns", ["servers"]),
        ];
        var lines = new List<string>();
        foreach (var (menu, keys) in menus)
        {
            var reply = await client.RunAsync(new RouterOsCommand(menu + "/print").Select([.. keys, "dynamic"]), cancellationToken);
            lines.AddRange(reply.Rows.Where(row => row["dynamic"] is null or "false").Select(row => menu + " " + string.Join(' ', keys.Where(key => row[key] is not (null or "")).Select(key => $"{key}={row[key]}"))));
        }
        return lines;
    }

    public async Task<List<string>> FilesAsync(CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(cancellationToken);
        var reply = await client.RunAsync(new RouterOsCommand("/file/print").Select("name"), cancellationToken);
        return [.. reply.Rows.Select(row => row["name"] ?? "")];
    }

    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await Portal.Client.PostAsync(new Uri("/api/v1/" + path, UriKind.Relative), JsonContent.Create(body), cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await Portal.Client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/" + path, UriKind.Relative), cancellationToken);

    /// <summary>The plan once its state is one of these.</summary>
    public async Task<JsonElement> PlanInAsync(int planId, CancellationToken cancellationToken, params string[] states)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            var plan = await GetAsync($"plans/{planId}", either.Token);
            if (states.Contains(plan.GetProperty("state").GetString()))
                return plan;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, either.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Lab.DisposeAsync();
    }
}
