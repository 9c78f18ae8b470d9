using System.Collections.Immutable;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>
/// Writes down what happens on a site: its log, its routes, and where packets go. It looks again only when something changed that could make a difference, so that a
/// quiet minute costs nothing.
/// </summary>
internal sealed class SiteWatch
{
    private const int MostLines = 60;

    private static readonly ImmutableArray<string> s_menus =
    [
        "/ip/firewall/nat", "/ip/firewall/filter", "/ip/firewall/mangle", "/ip/firewall/raw", "/ip/firewall/address-list", "/interface/list/member", "/interface/list", "/ip/address", "/routing/rule",
        "/ip/route/rule", "/routing/table",
    ];

    private readonly SimulatedSite _site;
    private readonly Looker _looker;
    private readonly List<TraceLine> _lines = [];
    private readonly List<Look> _looks = [];
    private ImmutableArray<RouteVerdict> _verdicts;
    private Dictionary<string, string> _routes = new(StringComparer.Ordinal);
    private DateTimeOffset _start;
    private bool _dirty;
    private int _calls;
    private int _kept;

    /// <param name="ipv6">The router has IPv6, so that is watched too.</param>
    public SiteWatch(SimulatedSite site, bool ipv6)
    {
        Ipv6 = ipv6 ? new Ipv6Watch(site) : null;
        (_site, _looker, _start) = (site, new Looker(site), site.Clock.Now);
        foreach (var menu in s_menus.Select(site.Router.Find).OfType<Menu>())
            menu.Changed += _ => _dirty = true;
        site.Router["/log"].Changed += OnLog;
        site.Router.PowerChanged += _ => _dirty = true;
        site.Running.Interfaces.RunningChanged += (_, _) => _dirty = true;
    }

    /// <summary>In order; calls of scripts stand at their time.</summary>
    public ImmutableArray<TraceLine> Lines
    {
        get
        {
            var calls = _site.RecordedCalls.Skip(_calls).Select(call => new TraceLine(Math.Round((call.At - _start).TotalSeconds, 1), $"{call.Kind} to {Host(call.Target)} {(call.Delivered ? "got out" : "did not get out")}")).ToList();
            var now = _lines.Skip(_kept).Concat(calls).OrderBy(line => line.At);
            return [.. _lines.Take(_kept), .. now];
        }
    }

    public Ipv6Watch? Ipv6 { get; }
    public IReadOnlyList<Look> Looks => _looks;
    public Look Last => _looks[^1];

    /// <summary>From now on seconds are counted anew, and what was seen before does not count.</summary>
    /// <param name="keepLines">What was written down stays, before the new start.</param>
    public void Begin(bool keepLines)
    {
        var kept = keepLines ? Lines : [];
        _lines.Clear();
        _lines.AddRange(kept);
        _start = _site.Clock.Now;
        _kept = _lines.Count;
        _looks.Clear();
        _calls = _site.RecordedCalls.Length;
        _verdicts = _site.Running.Routing.Verdicts;
        _routes = Routes();
        _dirty = true;
        Ipv6?.Begin();
    }

    public void Say(string text)
    {
        if (_lines.Count < MostLines)
            _lines.Add(new TraceLine(Seconds, text));
        else if (_lines.Count == MostLines)
            _lines.Add(new TraceLine(Seconds, "and so on"));
    }

    /// <summary>To be called after everything that happened.</summary>
    public void Notice()
    {
        if (_verdicts != _site.Running.Routing.Verdicts)
        {
            _verdicts = _site.Running.Routing.Verdicts;
            SayRoutes();
            _dirty = true;
        }
        Ipv6?.Notice(Seconds, Say);
        if (!_dirty)
            return;
        _dirty = false;
        var look = _looker.At(Seconds);
        if (_looks.Count > 0 && _looks[^1].SaysTheSameAs(look))
            return;
        _looks.Add(look);
        Say(Words(look));
    }

    private double Seconds => Math.Round((_site.Clock.Now - _start).TotalSeconds, 1);

    private static string Words(Look look) => look switch
    {
        { Via: null } => $"new connections go nowhere: {look.Ways[0].Why}",
        { AllAnswered: true } => $"new connections are answered by {look.Via}",
        { Answered: 0 } => $"new connections leave by {look.Via} and are not answered",
        _ => $"new connections leave by {look.Via}; {look.Answered} of {look.Ways.Length} are answered",
    };

    private void OnLog(MenuChange change)
    {
        if (change.Kind == MenuChangeKind.Added && change.Row["topics"] is { } topics && !topics.Contains("debug", StringComparison.Ordinal))
            Say($"log: {topics} {change.Row["message"]}");
    }

    private void SayRoutes()
    {
        var now = Routes();
        foreach (var (route, state) in now)
        {
            if (!_routes.TryGetValue(route, out var before))
                Say($"route {route} appears, {state}");
            else if (before != state)
                Say($"route {route}: {before}, now {state}");
        }
        foreach (var gone in _routes.Keys.Where(route => !now.ContainsKey(route)))
            Say($"route {gone} is gone");
        _routes = now;
    }

    /// <summary>Defaults and host routes; what else a router has does not decide about its WANs.</summary>
    private Dictionary<string, string> Routes()
    {
        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var verdict in _verdicts)
        {
            if (verdict.Route is not { Connected: false, Destination.Length: 0 or 32 } route)
                continue;
            var target = route.Action == RouteAction.Unicast ? $"by {string.Join(',', route.Hops)}" : "blackhole";
            var name = FormattableString.Invariant($"{route.Destination} {target} distance {route.Distance}{(route.Table == "main" ? "" : $" in {route.Table}")}");
            states[name] = verdict switch
            {
                { Active: true, Route.Action: RouteAction.Unicast } => $"active by {string.Join(',', verdict.ImmediateHops.Select(hop => hop.Interface).Distinct(StringComparer.Ordinal))}",
                { Active: true } => "active",
                { Reachable: true } => "standby",
                _ when verdict.Hops.Any(hop => hop.CheckFailed) => "inactive: its gateway does not answer the check",
                _ => "inactive: its gateway is not reachable",
            };
        }
        return states;
    }

    /// <summary>What follows the host may hold a token.</summary>
    internal static string Host(string target) => Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : target;
}
