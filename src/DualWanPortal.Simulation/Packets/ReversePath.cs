using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Packets;

/// <summary>
/// <c>rp-filter</c> of <c>/ip/settings</c>: <c>strict</c> drops what comes by another interface than the one by which its source is reached, <c>loose</c> what has a
/// source that is not reached at all (reference 4.6).
/// </summary>
internal sealed class ReversePath(SimulatedRouter router, PolicyRouting policy)
{
    /// <summary>Why a packet is dropped where it comes in; null: it is not.</summary>
    public string? Refuses(Packet packet)
    {
        if (packet.Source.IsV6 || router.Find("/ip/settings")?.Settings["rp-filter"] is not ("strict" or "loose") || packet.InInterface is not { } name)
            return null;
        var mode = router["/ip/settings"].Settings["rp-filter"];
        var back = new Packet { Source = packet.Destination, Destination = packet.Source, Protocol = packet.Protocol };
        var reached = mode == "loose" ? policy.Decide(back) is { Hop: not null } or { Local: true } : policy.HopBy(name, back) is not null;
        return reached ? null : $"rp-filter={mode} drops what comes by {name} from {packet.Source}: the way back is another";
    }
}
