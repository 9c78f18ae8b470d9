using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Planning.Watching;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// The methods that watch hosts in the Internet. Order (reference 5.x): what pins the hosts, what keeps the pins current, the new defaults from the last WAN to the first,
/// who judges them, and only then do the old defaults step back.
/// </summary>
internal static class CanarySteps
{
    public static void Plan(PlanContext context)
    {
        var legs = context.Legs;
        foreach (var leg in legs)
            PinSteps.Plan(context, leg);
        foreach (var leg in legs)
            LeaseSteps.Plan(context, leg);
        foreach (var leg in legs.Reverse())
        {
            if (leg.IsPlain)
                DistanceSteps.Plan(context, leg.Wan, leg.Distances[0]);
            else
                CanaryDefaults.Plan(context, leg);
        }
        if (context.Policy.Method == FailoverMethod.Netwatch)
            WatchSteps.Plan(context, legs);
        for (var i = legs.Length - 1; i >= 0; i--)
        {
            if (!legs[i].IsPlain && !legs[i].IsAdopted && !LeaseSteps.WaitsForAPerson(context, legs[i]))
                LastResortSteps.Plan(context, legs[i], i);
        }
        LastResortSteps.SwitchOffOthers(context, legs);
        RetireSteps.Plan(context);
        LeasedGateway.Tell(context);
    }
}
