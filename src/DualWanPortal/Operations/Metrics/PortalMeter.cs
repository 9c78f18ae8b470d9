using System.Diagnostics.Metrics;
using DualWanPortal.Live;

namespace DualWanPortal.Operations.Metrics;

/// <summary>Numbers about the fleet as the portal sees it now.</summary>
internal sealed class PortalMeter
{
    public const string Name = "DualWanPortal.Fleet";

    public PortalMeter(IMeterFactory meters, LiveState live)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("dualwan.routers", () => ByState(live.Current), description: "Routers by state.");
        meter.CreateObservableGauge("dualwan.routers.unreachable", () => live.Current.Routers.Values.Count(router => !router.Reachable), description: "Routers that do not answer.");
        meter.CreateObservableGauge("dualwan.live.subscribers", () => live.Subscribers, description: "Pages, hubs and streams that listen.");
    }

    private static IEnumerable<Measurement<int>> ByState(FleetSnapshot fleet) => fleet.Routers.Values
        .CountBy(router => router.Verdict.State)
        .Select(state => new Measurement<int>(state.Value, new KeyValuePair<string, object?>("state", state.Key.ToString())));
}
