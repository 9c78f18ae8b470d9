using System.Collections.Immutable;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>How new connections over IPv6 end, for all addresses that a machine may begin them with.</summary>
internal enum Ipv6State { NoPrefix, Answered, SomeAnswered, Refused, Silent }

/// <summary>What became of one new connection over IPv6 from each address that a machine of the inside has; none where nothing is advertised.</summary>
internal sealed record Ipv6Look(double At, ImmutableArray<ConnectionOutcome> Ways)
{
    public int Answered { get; } = Ways.Count(way => way.Answered);

    public Ipv6State State { get; } = Ways.IsEmpty ? Ipv6State.NoPrefix : Ways.All(way => way.Answered) ? Ipv6State.Answered : Ways.Any(way => way.Answered) ? Ipv6State.SomeAnswered
        : Ways.All(way => way.Refused) ? Ipv6State.Refused : Ipv6State.Silent;

    public string? Via { get; } = Ways.Select(way => way.Via).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } vias ? string.Join(',', vias) : null;
}

/// <summary>Writes down where packets of IPv6 go. Only a router that has IPv6 is watched, and looked at only when something changed that could make a difference.</summary>
internal sealed class Ipv6Watch
{
    private static readonly ImmutableArray<string> s_menus =
    [
        "/ipv6/firewall/filter", "/ipv6/firewall/nat", "/ipv6/firewall/mangle", "/ipv6/firewall/address-list", "/ipv6/address", "/ipv6/nd", "/ipv6/nd/prefix", "/interface/list/member",
        "/routing/rule",
    ];

    private static readonly IpAddress s_place = Internet.Address6Of("www.example.com")!.Value;

    private readonly SimulatedSite _site;
    private readonly List<Ipv6Look> _looks = [];
    private ImmutableArray<RouteVerdict> _verdicts;
    private bool _dirty = true;

    public Ipv6Watch(SimulatedSite site)
    {
        _site = site;
        foreach (var menu in s_menus.Select(site.Router.Find).OfType<Menu>())
            menu.Changed += _ => _dirty = true;
        site.Router.PowerChanged += _ => _dirty = true;
        site.Running.Interfaces.RunningChanged += (_, _) => _dirty = true;
    }

    public IReadOnlyList<Ipv6Look> Looks => _looks;

    public void Begin()
    {
        _looks.Clear();
        _dirty = true;
    }

    public void Notice(double seconds, Action<string> say)
    {
        if (!_dirty && _verdicts == _site.Running.Ipv6.Routing.Verdicts)
            return;
        (_dirty, _verdicts) = (false, _site.Running.Ipv6.Routing.Verdicts);
        var look = new Ipv6Look(seconds, Ways());
        if (_looks.Count > 0 && _looks[^1].State == look.State && _looks[^1].Via == look.Via && _looks[^1].Answered == look.Answered)
            return;
        _looks.Add(look);
        say(Words(look));
    }

    private ImmutableArray<ConnectionOutcome> Ways() => !_site.Router.IsUp
        ? [new ConnectionOutcome(false, null, default, null, "the router restarts", [])]
        : [.. _site.Running.Ipv6.Inside.All().Select(one => _site.Running.Ipv6.Clients.Try(one.Interface, one.Client, s_place, "tcp", 443))];

    private static string Words(Ipv6Look look) => look.State switch
    {
        Ipv6State.NoPrefix => "IPv6: machines of the inside have no address of it",
        Ipv6State.Answered => $"IPv6: new connections are answered by {look.Via}",
        Ipv6State.SomeAnswered => $"IPv6: {look.Answered} of {look.Ways.Length} addresses of a machine are answered, by {look.Via}",
        Ipv6State.Refused => $"IPv6: new connections are refused at once: {look.Ways[0].Why}",
        _ => $"IPv6: new connections are not answered: {look.Ways[0].Why}",
    };
}
