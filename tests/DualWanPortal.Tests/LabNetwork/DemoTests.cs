using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.LabNetwork;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.LabNetwork;

public sealed class DemoTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_StartedTwice_HasThreeSitesOnceAndOneToken()
    {
        var first = await StartAsync(TestPortal.NewFolder());
        await first.DisposeAsync();
        await using var portal = await StartAsync(first.Options.Data, keepData: false);

        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        var routers = await db.Routers.OrderBy(row => row.Name).ToListAsync(Cancelled);
        var sites = await portal.Services.GetRequiredService<PracticeNetwork>().ListAsync(Cancelled);
        Assert.Equal(3, routers.Count);
        Assert.Equal(sites.Select(site => (site.Name, site.Port)), routers.Select(row => (row.Name, row.Port)));
        Assert.Contains("broken", sites[^1].Scenario, StringComparison.Ordinal);
        Assert.Equal(1, await db.Tokens.CountAsync(token => token.Name == DemoAccount.Name, Cancelled));
    }

    [Fact]
    public async Task Demo_TokenFile_IsForItsOwnerOnlyAndOpensTheApi()
    {
        await using var portal = await StartAsync(TestPortal.NewFolder(), keepData: false);
        var file = Path.Combine(portal.Options.Data, "demo.token");

        using var client = portal.NewClient((await File.ReadAllTextAsync(file, Cancelled)).Trim());
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/lab/routers", Cancelled);

        Assert.Equal(3, answer.GetProperty("items").GetArrayLength());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Demo_PrintedPassword_SignsIn()
    {
        await using var portal = await StartAsync(TestPortal.NewFolder(), keepData: false);

        using var answer = await Access.Forms.SignInAsync(portal.NewBrowser(), DemoAccount.Name, portal.Services.GetRequiredService<DemoAccount>().Password, Cancelled);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Faults_ByHttpAndByPage_AreTheSame()
    {
        await using var portal = await StartAsync(TestPortal.NewFolder(), keepData: false);
        using var client = await portal.ClientOfAsync(DualWanPortal.Access.Roles.Operator, Cancelled);
        using var viewer = await portal.ClientOfAsync(DualWanPortal.Access.Roles.Viewer, Cancelled);
        var practice = portal.Services.GetRequiredService<PracticeNetwork>();
        var site = (await practice.ListAsync(Cancelled))[0];
        var faults = $"/api/v1/lab/routers/{site.Name}/faults";

        using var refused = await viewer.PostAsJsonAsync(faults, new { wan = site.Wans[0].Interface, fault = "cable-out" }, Cancelled);
        using var applied = await client.PostAsJsonAsync(faults, new { wan = site.Wans[0].Interface, fault = "cable-out" }, Cancelled);
        var during = (await practice.ListAsync(Cancelled))[0];
        var wrong = await practice.ApplyFaultAsync(site.Name, "ether99", "cable-out", Cancelled);
        var cleared = await practice.ClearFaultsAsync(site.Name, null, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True(applied.IsSuccessStatusCode);
        Assert.Equal(["cable-out"], during.Wans[0].Faults);
        Assert.NotNull(wrong);
        Assert.Null(cleared);
        Assert.Empty((await practice.ListAsync(Cancelled))[0].Wans[0].Faults);
    }

    [Fact]
    public async Task PracticeNetwork_WithoutDemo_IsEmptyAndSaysHowToStartOne()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var practice = portal.Services.GetRequiredService<PracticeNetwork>();

        using var answer = await portal.Client.GetAsync("/api/v1/lab/routers", Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(practice.IsRunning);
        Assert.Contains("--demo", await practice.ApplyFaultAsync("x", null, "reboot", Cancelled), StringComparison.Ordinal);
    }

    private static Task<TestPortal> StartAsync(string data, bool keepData = true) =>
        TestPortal.StartAsync(Cancelled, people: false, options: options => options with { Data = data, Demo = true }, keepData: keepData);
}
