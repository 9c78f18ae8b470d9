using System.Collections.Immutable;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Packets.Connections;

/// <summary>
/// Lasting connections of the people on the inside. Applications over TCP give up after a while without an answer and connect anew; a telephone over UDP keeps sending
/// for ever, so that a dead mapping never goes by itself (reference 4.6). What happened since the last look is worked out when somebody looks, or before the way
/// changes.
/// </summary>
internal sealed class LanFlows(SimulatedRouter router, LanClients clients)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ImmutableArray<Flow> _flows =
    [
        new("www.example.com", "tcp", 443, GivesUp: true), new("mail.example.org", "tcp", 993, GivesUp: true), new("sip.example.net", "udp", 5060, GivesUp: false),
    ];

    private DateTimeOffset _looked = router.Clock.Now;

    public void Settle((string Interface, IpAddress Client) inside)
    {
        var now = router.Clock.Now;
        var since = _looked;
        _looked = now;
        foreach (var flow in _flows)
        {
            if (flow.Current is { Gone: false } current)
                Continue(flow, current, since, now);
        }
        foreach (var flow in _flows.Where(flow => flow.Current is not { Gone: false }))
        {
            flow.Current = clients.Open(inside.Interface, inside.Client, Internet.AddressOf(flow.Host)!.Value, flow.Protocol, flow.Port).Connection;
            flow.SilentSince = flow.Current is { SeenReply: false } ? now : null;
            if (flow.Current is { } opened)
                opened.Steady = opened.SeenReply;
        }
    }

    private void Continue(Flow flow, TrackedConnection current, DateTimeOffset since, DateTimeOffset now)
    {
        var answered = clients.Send(current).Answered;
        var seconds = (now - since).TotalSeconds;
        current.SentSeconds += answered ? seconds : seconds / 10;
        if (answered)
            current.AnsweredSeconds += seconds;
        flow.SilentSince = answered ? null : flow.SilentSince ?? since;
        current.Steady = current.SeenReply;
        if (!flow.GivesUp || flow.SilentSince is not { } silent || now - silent < s_patience)
            return;
        // An application that gave up sent its last packet then and not now; its entry waits for its time to run out.
        current.LastSeen = silent + s_patience;
        current.Steady = false;
        flow.Current = null;
    }

    private sealed record Flow(string Host, string Protocol, int Port, bool GivesUp)
    {
        public TrackedConnection? Current { get; set; }
        public DateTimeOffset? SilentSince { get; set; }
    }
}
