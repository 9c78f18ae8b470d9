using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>What the firewall does with somebody in the Internet who knocks: raw, then destination NAT, then filter.</summary>
internal sealed class FirewallChains
{
    private const string FilterMenu = "/ip/firewall/filter";
    private readonly RouterModel _model;
    private readonly ImmutableArray<(AddressRange Range, string Interface)> _lans;
    private readonly FilterChain _raw;
    private readonly FilterChain _filter;
    private readonly FilterChain _filter6;
    private readonly InboundMatchers _matchers;

    public FirewallChains(RouterModel model, ImmutableArray<WanLink> wans)
    {
        _model = model;
        _matchers = new InboundMatchers(model, new PacketAddresses(model, "/ip/firewall/address-list"));
        _raw = new FilterChain(model.Raw, _matchers);
        _filter = new FilterChain(model.Filter, _matchers);
        _filter6 = new FilterChain(model.Menu("/ipv6/firewall/filter").Select(item => new FirewallRuleEntry(item)),
            new InboundMatchers(model, new PacketAddresses(model, "/ipv6/firewall/address-list")));
        var outside = wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        _lans = [.. model.Addresses
            .Where(entry => !entry.Disabled && !entry.Invalid && entry.Address is { IsIPv4: true, IsHost: false } && !outside.Contains(entry.Interface)
                && entry.Interface != "lo" && !LinkSide.IsTunnel(model, entry.Interface) && !LinkSide.OnWanList(model, entry.Interface))
            .Select(entry => (AddressRange.Of(entry.Address!.Value), LinkSide.SlaveOf(model, entry.Interface)?.Bridge ?? entry.Interface))];
    }

    /// <summary>Whether the filter was read at all; without it every verdict would be a guess.</summary>
    public bool IsKnown => _model.Knows(FilterMenu);

    /// <summary>A new connection from the Internet over that WAN to a port of the router itself.</summary>
    /// <param name="wan">Carrying interface.</param>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="port">Destination port.</param>
    public ChainVerdict Input(WanLink wan, string protocol, int port) => Input(wan.Interface, protocol, port, null);

    /// <param name="way">Interface that it comes in by.</param>
    /// <param name="sender">Who opens it; null for a stranger.</param>
    public ChainVerdict Input(string way, string protocol, int port, AddressRange? sender)
    {
        var packet = Knock(way, protocol, port, sender);
        if (!IsKnown)
            return new ChainVerdict(Fate.Unknown, null);
        return SentElsewhere(packet) is { } nat ? new ChainVerdict(Fate.Drop, nat) : Judge(_filter, "input", packet);
    }

    /// <summary>The port forward that surely takes what a stranger sends to this port by that WAN; null when none does.</summary>
    public FirewallRuleEntry? Forwarded(WanLink wan, string protocol, int port) => SentElsewhere(Knock(wan.Interface, protocol, port, null));

    /// <summary>What becomes of all that no rule names: the verdict for a port that nothing is known to use.</summary>
    public ChainVerdict InputDefault(WanLink wan) =>
        Open(Input(wan, "tcp", InboundPacket.UnnamedPort), Input(wan, "udp", InboundPacket.UnnamedPort));

    /// <summary>A new connection from the Internet over that WAN to a host behind the router that no port forward asks for; the most open of all LANs.</summary>
    public ChainVerdict ForwardDefault(WanLink wan)
    {
        if (!IsKnown)
            return new ChainVerdict(Fate.Unknown, null);
        var targets = _lans.IsEmpty ? [(null, null)] : _lans.Select(lan => ((AddressRange?)lan.Range, (string?)lan.Interface));
        return targets.SelectMany(lan => new[] { "tcp", "udp" }.Select(protocol => Judge(_filter, "forward", new InboundPacket("forward", wan.Interface, protocol, InboundPacket.UnnamedPort, lan.Item1, lan.Item2))))
            .Aggregate(Open);
    }

    /// <summary>The same over IPv6, without raw and destination NAT.</summary>
    public ChainVerdict Default6(WanLink wan, string chain) =>
        _model.Knows("/ipv6/firewall/filter")
            ? Open(_filter6.Judge(chain, Of6(wan, chain, "tcp")), _filter6.Judge(chain, Of6(wan, chain, "udp")))
            : new ChainVerdict(Fate.Unknown, null);

    /// <summary>A new connection over IPv6 to a port of the router itself; who opens it is not looked at.</summary>
    public ChainVerdict Input6(string way, string protocol, int port) =>
        _model.Knows("/ipv6/firewall/filter") ? _filter6.Judge("input", new InboundPacket("input", way, protocol, port, null, null)) : new ChainVerdict(Fate.Unknown, null);

    private InboundPacket Knock(string way, string protocol, int port, AddressRange? sender)
    {
        var own = _model.Addresses.FirstOrDefault(entry => !entry.Disabled && entry.Interface == way && entry.Address is { IsIPv4: true });
        return new InboundPacket("input", way, protocol, port, own is null ? null : AddressRange.Of(new AddressWithPrefix(own.Address!.Value.Address, 32)), null) { Source = sender };
    }

    private static InboundPacket Of6(WanLink wan, string chain, string protocol) => new(chain, wan.Interface, protocol, InboundPacket.UnnamedPort, null, null);

    private ChainVerdict Judge(FilterChain filter, string chain, InboundPacket packet)
    {
        var before = _raw.Judge("prerouting", packet);
        if (before.Fate == Fate.Drop)
            return before;
        var verdict = filter.Judge(chain, packet);
        return before.Fate == Fate.Unknown && verdict.Fate == Fate.Accept ? before : verdict;
    }

    /// <summary>A port forward that surely takes the packet away from the router.</summary>
    private FirewallRuleEntry? SentElsewhere(InboundPacket packet)
    {
        foreach (var rule in _model.Nat.Where(rule => !rule.Disabled && !rule.Invalid && rule.Chain == "dstnat"))
        {
            if (_matchers.Matches(rule, packet, System.Collections.Frozen.FrozenSet<string>.Empty) != Match.Yes)
                continue;
            if (rule.Action is "dst-nat" or "netmap")
                return rule;
            if (rule.Action is "accept" or "redirect" or "jump")
                return null;
        }
        return null;
    }

    private static ChainVerdict Open(ChainVerdict one, ChainVerdict other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(ChainVerdict verdict) => verdict.Fate switch { Fate.Accept => 2, Fate.Unknown => 1, _ => 0 };
}
