using System.Collections.Immutable;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>A default route that a packet of this site may take, as the router shows it.</summary>
/// <param name="Carries">Packets with the router's own address find their way by it and back.</param>
internal sealed record ShownPath(RouteVerdict Route, ImmediateHop Hop, bool Carries);

/// <summary>Where packets of the inside go at one moment, and which way the router shows.</summary>
/// <param name="At">Seconds after the fault.</param>
/// <param name="Ways">What became of new connections of several machines to several places; of one by the router itself where it has no inside.</param>
internal sealed record Look(double At, ImmutableArray<ConnectionOutcome> Ways, ImmutableArray<ShownPath> Shown)
{
    public int Answered { get; } = Ways.Count(way => way.Answered);
    public bool AllAnswered => Answered == Ways.Length;

    /// <summary>Interfaces by which packets leave, answered or not, each once.</summary>
    public ImmutableArray<string> Vias { get; } = [.. Ways.Select(way => way.Via).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public string? Via => Vias.IsEmpty ? null : string.Join(',', Vias);

    public bool SaysTheSameAs(Look other) => Answered == other.Answered && Ways.Length == other.Ways.Length && Via == other.Via && ShownBy(this) == ShownBy(other);

    private static string ShownBy(Look look) => string.Join(';', look.Shown.Select(path => $"{path.Hop} {path.Carries}"));
}

/// <summary>Looks at a site without leaving anything behind.</summary>
internal sealed class Looker
{
    private static readonly ImmutableArray<Ipv4> s_places =
        [.. new[] { "www.example.com", "mail.example.org", "video.example.net", "shop.example.com" }.Select(name => Internet.AddressOf(name)!.Value)];

    private readonly SimulatedSite _site;
    private readonly bool _spreads;

    public Looker(SimulatedSite site)
    {
        _site = site;
        _spreads = site.Router.Find("/ip/firewall/mangle")?.Rows.Any(row => !row.Disabled && row["action"] == "mark-routing") ?? false;
    }

    public static Ipv4 Somewhere => s_places[0];

    public Look At(double seconds)
    {
        var ways = Ways();
        return new Look(seconds, ways, Shown());
    }

    private ImmutableArray<ConnectionOutcome> Ways()
    {
        var running = _site.Running;
        if (!_site.Router.IsUp)
            return [new ConnectionOutcome(false, null, default, null, "the router restarts", [])];
        if (running.Clients.Inside() is not { } inside)
            return [FromRouter()];
        var first = running.Clients.Try(inside.Interface, inside.Client, s_places[0], "tcp", 443);
        // Where nothing spreads packets, all go the way of the first.
        if (!_spreads && !SeveralDefaults())
            return [first];
        var second = inside.Client.Next(1);
        IpAddress[] clients = running.Policy.IsLocal(second) ? [inside.Client] : [inside.Client, second];
        return [.. clients.SelectMany(client => s_places.Select(place => client == inside.Client && place == s_places[0] ? first : running.Clients.Try(inside.Interface, client, place, "tcp", 443)))];
    }

    private bool SeveralDefaults() => _site.Running.Routing.Verdicts.Any(verdict => verdict is { Active: true, Route.Destination.Length: 0 } && (verdict.Ecmp || verdict.Hops.Length > 1));

    /// <summary>A router without an inside speaks for itself.</summary>
    private ConnectionOutcome FromRouter()
    {
        var decision = _site.Running.Policy.Decide(new Packet { Source = default, Destination = s_places[0], Protocol = "tcp", DestinationPort = 443 });
        var answered = Attempts.Any(() => _site.Running.Origin.Probe(s_places[0], ProbeKind.Tcp).Good);
        var via = decision.Hop?.Interface;
        return new ConnectionOutcome(answered, via, default, null,
            answered ? $"the router itself is answered by way of {via}" : decision.Drop is { } drop ? $"the router itself finds {drop}" : $"the router itself gets no answer by {via}", []);
    }

    private ImmutableArray<ShownPath> Shown() =>
    [
        .. from verdict in _site.Running.Routing.Verdicts
           where verdict is { Active: true, Route: { Destination.Length: 0, Action: RouteAction.Unicast } } && (verdict.Route.Table == "main" || _spreads)
           from hop in verdict.ImmediateHops
           select new ShownPath(verdict, hop, Carries(hop)),
    ];

    private bool Carries(ImmediateHop hop)
    {
        if (_site.Internet.On(hop.Interface) is not { } link)
            return false;
        var neighbour = _site.Running.Interfaces.IsPointToPoint(hop.Interface) ? (IpAddress?)null : hop.Address ?? s_places[0];
        var source = _site.Running.Policy.SourceOn(hop.Interface, hop.Address) ?? default;
        return ProbePath.Send(_site.Internet, link, neighbour, source, s_places[0], ProbeKind.Tcp, lucky: true).Good;
    }
}
