using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// The router as it is when every line is well: nothing that a gate holds back, nothing that netwatch or a script of the site has switched off and switches on again. What a
/// plan rests on, and what makes it stale, is this: a failover is no change of the configuration, neither one that begins nor one that is over.
/// </summary>
internal static class AtRest
{
    public static RouterModel Of(RouterModel live)
    {
        var released = HeldDefaults.Released(live);
        return SwitchedDefaults.On(released, SwitchedDefaults.Of(released));
    }
}
