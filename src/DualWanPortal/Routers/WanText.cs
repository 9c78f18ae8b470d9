using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Routers;

/// <summary>The numbers of a WAN that may be shown. Of a WAN that went down since the last probes they would tell of a line that is no more.</summary>
public static class WanText
{
    public static double? Rtt(WanVerdict wan) => IsPast(wan) ? null : wan.RttMs;

    public static double? Loss(WanVerdict wan) => IsPast(wan) ? null : wan.LossPercent;

    private static bool IsPast(WanVerdict wan) => wan is { State: WanState.Down, LossPercent: < 100 };
}
