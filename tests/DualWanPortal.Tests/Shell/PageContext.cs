using Bunit;
using DualWanPortal.Live;
using DualWanPortal.Shell;
using DualWanPortal.Tests.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Shell;

/// <summary>A browser page without a browser: live state, a clock that stands at noon, an administrator.</summary>
internal sealed class PageContext : BunitContext
{
    public PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(Live);
        Services.AddSingleton<TimeProvider>(new ManualClock(Snapshots.Noon));
        Services.AddScoped<ViewerZone>();
        this.AddAuthorization().SetAuthorized("anna").SetPolicies(DualWanPortal.Access.Permissions.View, DualWanPortal.Access.Permissions.Operate, DualWanPortal.Access.Permissions.Administer);
    }

    public LiveState Live { get; } = new();

    public void Show(params IEnumerable<RouterSnapshot> routers) => Live.Update(_ => Snapshots.Fleet(routers));
}
