using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>A configured default of a WAN with all that would take it out of use.</summary>
internal sealed record GuardedDefault(ConfiguredDefault Default, WanLink Wan, ImmutableArray<Guard> Guards)
{
    public string Table => Default.Table;
    public bool InMain => Default.InMain;
    public int Distance => Default.Distance;
    public DefaultPath? Path => Default.Path;

    /// <summary>Made by a DHCP, PPPoE or LTE client rather than written by a person.</summary>
    public bool ByClient => Default.Path is null;

    public bool IsRecursive => Default.Path is { IsRecursive: true };

    /// <summary>How far the best of its guards sees. A session ends when its keep-alive is not answered; all else is noticed only by the plug.</summary>
    public GuardReach Reach => Guards.Where(guard => guard.Certain).Select(guard => guard.Reach)
        .Append(Wan.Kind is WanKind.Pppoe or WanKind.Lte ? GuardReach.Session : GuardReach.Link).Max();

    /// <summary>A script that cannot be followed may guard it.</summary>
    public bool MayBeGuarded => Guards.Any(guard => !guard.Certain);

    public bool IsChecked => Guards.Any(guard => guard.Certain && guard.Reach >= GuardReach.NextHop);
}
