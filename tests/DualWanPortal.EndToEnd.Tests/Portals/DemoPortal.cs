using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.LabNetwork;
using DualWanPortal.Live;
using DualWanPortal.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.EndToEnd.Tests.Portals;

/// <summary>The portal as <c>--demo</c> starts it, with its three sites, allowed to send webhooks to this machine.</summary>
public sealed class DemoPortal : IAsyncLifetime
{
    public const string FibreLte = "harbour-fibre-lte";
    public const string Mistaken = "workshop-two-isps";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private string? _signedIn;

    public TestPortal Portal { get; private set; } = null!;

    public PracticeNetwork Practice => Portal.Services.GetRequiredService<PracticeNetwork>();

    private FleetSnapshot Fleet => Portal.Services.GetRequiredService<LiveState>().Current;

    public async ValueTask InitializeAsync()
    {
        Portal = await TestPortal.StartAsync(CancellationToken.None, people: false, options: options => options with { Demo = true }, customize: builder =>
            builder.Configuration.AddInMemoryCollection([new("Alerts:AllowPrivateDestinations", "true")]));
        await UntilAsync(() => Fleet.Routers.Count == 3 && Fleet.Routers.Values.All(router => router.Reachable), "the three sites were read");
    }

    /// <summary>A visitor who is signed in as the demo's administrator and sees the fleet.</summary>
    internal async Task<Visitor> EnterAsync(BrowserFixture browser)
    {
        var visitor = await browser.VisitAsync(Portal.Address, _signedIn);
        if (_signedIn is not null)
        {
            await visitor.GoAsync("/");
            return visitor;
        }
        await visitor.SignInAsync(DemoAccount.Name, Portal.Services.GetRequiredService<DemoAccount>().Password);
        // Kept for the next: who signs in twenty times a minute is taken for a guesser.
        _signedIn = await visitor.StateAsync();
        return visitor;
    }

    public RouterSnapshot Router(string name) => Fleet.Routers.Values.Single(router => router.Name == name);

    public static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_patience, $"Waited in vain until {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
