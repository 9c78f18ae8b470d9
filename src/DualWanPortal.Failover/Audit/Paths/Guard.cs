using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>How far something that takes a default route out can see: only the plug, the session with the ISP, the neighbour, or a host in the Internet.</summary>
internal enum GuardReach { Link, Session, NextHop, Internet }

internal enum GuardKind { CheckGateway, ClientCheck, Netwatch, Script }

/// <summary>Something that takes a default route out of use when what it looks at does not answer.</summary>
/// <param name="Target">The host it asks; null when the configuration does not tell.</param>
/// <param name="Certain">False where a script may or may not mean this default.</param>
internal sealed record Guard(GuardKind Kind, GuardReach Reach, string? Target, ConfigItem Item, bool Certain = true)
{
    /// <summary><c>ping</c>, <c>arp</c> or <c>bfd</c> of a gateway check; else empty.</summary>
    public string Method { get; init; } = "";

    public Evidence Evidence => Kind switch
    {
        GuardKind.CheckGateway => RowText.Evidence(Item, "dst-address", "gateway", "distance", "scope", "target-scope", "check-gateway", "routing-table", "routing-mark"),
        GuardKind.ClientCheck => RowText.Evidence(Item, "interface", "check-gateway"),
        GuardKind.Netwatch => RowText.Evidence(Item, "name", "host", "type", "interval", "timeout", "up-script", "down-script"),
        _ => RowText.Evidence(Item, "name", "interval", "on-event"),
    };
}
