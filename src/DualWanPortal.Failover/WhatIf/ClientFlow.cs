using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

internal enum FlowState { Continues, Reconnected, Breaks, Stuck, Silent }

/// <summary>
/// One long-lived connection of the inside. An application over TCP that hears nothing for half a minute connects anew; a telephone over UDP keeps sending by the same
/// entry for ever (reference 4.6).
/// </summary>
internal sealed class ClientFlow
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SimulatedSite _site;
    private readonly (string Interface, IpAddress Client) _inside;
    private readonly TrackedConnection _first;
    private TrackedConnection? _current;
    private DateTimeOffset? _silentSince;
    private ScheduledAction? _next;
    private int _lost;

    private ClientFlow(SimulatedSite site, (string Interface, IpAddress Client) inside, string protocol, IpAddress destination, int port, TrackedConnection first)
    {
        (_site, _inside, Protocol, Destination, Port, _first, _current) = (site, inside, protocol, destination, port, first, first);
        _next = site.Clock.After(s_every, Tick);
    }

    public string Protocol { get; }
    public IpAddress Destination { get; }
    public int Port { get; }

    /// <summary>Interface by which it left when it began.</summary>
    public string Via => _first.Via;

    /// <summary>Seconds that it was silent the last time, until it was answered again.</summary>
    public TimeSpan LongestSilence { get; private set; }

    /// <summary>Null where it could not even begin.</summary>
    public static ClientFlow? Open(SimulatedSite site, (string Interface, IpAddress Client) inside, string protocol, IpAddress destination, int port)
    {
        var (outcome, connection) = site.Running.Clients.Open(inside.Interface, inside.Client, destination, protocol, port);
        return outcome.Answered && connection is not null ? new ClientFlow(site, inside, protocol, destination, port, connection) : null;
    }

    public void Stop() => _next?.Cancel();

    /// <summary>One more packet now, and what that says.</summary>
    public (FlowState State, string Why) Judge()
    {
        Beat();
        var answered = _current is not null && _silentSince is null;
        if (ReferenceEquals(_current, _first) && !_first.Gone)
            return answered
                ? (FlowState.Continues, $"{this} goes on by {Via}")
                : (FlowState.Stuck, $"{this} still has the mapping {_first.Mapped} of {Via}, and nothing comes back");
        if (_lost > 2)
            return (FlowState.Breaks, $"{this} begins anew again and again: its later packets take another way than the first");
        return answered
            ? (FlowState.Reconnected, $"{this} began anew by {_current!.Via}")
            : (FlowState.Silent, $"{this} gets no answer");
    }

    public override string ToString() => FormattableString.Invariant($"{Protocol.ToUpperInvariant()} to port {Port}");

    private void Tick()
    {
        _next = _site.Clock.After(s_every, Tick);
        Beat();
    }

    private void Beat()
    {
        if (!_site.Router.IsUp)
            return;
        var now = _site.Clock.Now;
        if (_current is { Gone: true } || (Protocol == "tcp" && _silentSince is { } since && now - since >= s_patience))
        {
            _lost += _current is { SeenReply: true } ? 1 : 0;
            _current = null;
        }
        bool answered;
        if (_current is { } open)
        {
            answered = _site.Running.Clients.Send(open).Answered;
        }
        else
        {
            var (outcome, connection) = _site.Running.Clients.Open(_inside.Interface, _inside.Client, Destination, Protocol, Port);
            (_current, answered) = (connection, outcome.Answered);
        }
        if (answered && _silentSince is { } began)
            LongestSilence = now - began;
        _silentSince = answered ? null : _silentSince ?? now;
    }
}
