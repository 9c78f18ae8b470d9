using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>The rules of filter, NAT and mangle, walked for the first packet of a connection; the first one that decides wins (reference 3.7, 4.6).</summary>
public sealed class FirewallWalk
{
    private const int MaxJumps = 16;
    private readonly RuleBook _filter;
    private readonly RuleBook _nat;
    private readonly RuleBook _mangle;
    private readonly Func<string, IpAddress?> _addressOf;

    internal FirewallWalk(SimulatedRouter router, AddressFamily family, RuleMatch match, Func<string, IpAddress?> addressOf)
    {
        _addressOf = addressOf;
        _filter = new RuleBook(router, family.Firewall + "filter", match);
        _nat = new RuleBook(router, family.Firewall + "nat", match);
        _mangle = new RuleBook(router, family.Firewall + "mangle", match);
    }

    /// <summary>Routing and connection marks of the output chain of mangle.</summary>
    public Packet MarkOutput(Packet packet, string outInterface) => Mangle("output", packet, outInterface, null);

    public Packet MarkPrerouting(Packet packet, Action<TraceStep>? trace) => Mangle("prerouting", packet, null, trace);

    /// <summary>The rule that decides about a packet in a chain of the filter; null: none does, the packet passes.</summary>
    public MenuRow? Filter(string chain, Packet packet, string? outInterface, Action<TraceStep>? trace) =>
        Walk(_filter, "filter", chain, packet, outInterface, trace, static action => action is "accept" or "drop" or "reject" or "tarpit", 0, out var decided) ? decided : null;

    /// <summary>
    /// Whether packets like this one, of a connection that is established, go past mangle and filter from now on: the rule stands before every other that decides about
    /// them (reference 4.6).
    /// </summary>
    public bool FastTracks(Packet packet, string? outInterface) =>
        Walk(_filter, "filter", "forward", packet with { Imagined = true }, outInterface, null, static action => action is "accept" or "drop" or "reject" or "tarpit" or "fasttrack-connection", 0, out var rule)
        && rule?["action"] == "fasttrack-connection";

    /// <summary>The packet with the destination that the dstnat chain gives it.</summary>
    public Packet DestinationNat(Packet packet, IpAddress own, Action<TraceStep>? trace)
    {
        if (!Walk(_nat, "nat", "dstnat", packet, null, trace, static action => action is "accept" or "dst-nat" or "redirect" or "netmap", 0, out var rule) || rule!["action"] == "accept")
            return packet;
        var to = rule["action"] == "redirect" ? own : Translated(rule, packet.Destination) ?? packet.Destination;
        var port = int.TryParse((rule["to-ports"] ?? "").Split('-')[0], CultureInfo.InvariantCulture, out var number) ? number : packet.DestinationPort;
        return packet with { Destination = to, DestinationPort = port, NatState = "dstnat" };
    }

    /// <summary>The source address after the srcnat chain; null when no rule translates.</summary>
    public IpAddress? SourceNat(Packet packet, string outInterface) => SourceNat(packet, outInterface, null, out _);

    /// <param name="rule">The rule that decided, also where it decides not to translate.</param>
    public IpAddress? SourceNat(Packet packet, string outInterface, Action<TraceStep>? trace, out MenuRow? rule)
    {
        if (!Walk(_nat, "nat", "srcnat", packet, outInterface, trace, static action => action is "accept" or "masquerade" or "src-nat" or "netmap" or "same", 0, out rule))
            return null;
        return rule?["action"] switch
        {
            "masquerade" => _addressOf(outInterface),
            "src-nat" or "same" or "netmap" => Translated(rule, packet.Source) ?? _addressOf(outInterface),
            _ => null,
        };
    }

    /// <summary>
    /// IPv6 calls it <c>to-address</c>, and its netmap puts another prefix before the same host: that this is how prefixes are translated is a guess, the reference is silent.
    /// </summary>
    private static IpAddress? Translated(MenuRow rule, IpAddress from)
    {
        var text = rule["to-addresses"] ?? rule["to-address"] ?? "";
        return from.IsV6 && rule["action"] == "netmap" && IpPrefix.Parse(text) is { IsHost: false, Network.IsV6: true } prefix
            ? from.Behind(prefix.Network, prefix.Length)
            : IpAddress.Parse(text.Split('-', '/', ',')[0]);
    }

    private static bool Walk(RuleBook rules, string stage, string chain, Packet packet, string? outInterface, Action<TraceStep>? trace, Func<string, bool> decides, int jumps, out MenuRow? decided)
    {
        decided = null;
        foreach (var rule in rules.Chain(chain))
        {
            if (rule.Unjudged is not null)
                trace?.Invoke(new TraceStep(stage, $"rule skipped: {rule.Unjudged} is not judged here", rule.Row.Id));
            if (!rule.Matches(packet, outInterface))
                continue;
            if (rule.Action == "return")
                return false;
            if (rule.Action == "jump" && jumps < MaxJumps)
            {
                if (Walk(rules, stage, rule.Row["jump-target"] ?? "", packet, outInterface, trace, decides, jumps + 1, out decided))
                    return true;
                continue;
            }
            if (!decides(rule.Action))
                continue;
            trace?.Invoke(new TraceStep(stage, $"{chain}: {rule.Action}{(rule.Row["comment"] is { Length: > 0 } comment ? $" ({comment})" : "")}", rule.Row.Id));
            decided = rule.Row;
            return true;
        }
        return false;
    }

    internal Packet Mangle(string chain, Packet packet, string? outInterface, Action<TraceStep>? trace)
    {
        foreach (var known in _mangle.Chain(chain))
        {
            if (!known.Matches(packet, outInterface))
                continue;
            var (rule, action) = (known.Row, known.Action);
            if (action is "accept")
                break;
            var marked = action switch
            {
                "mark-routing" => packet with { RoutingMark = rule["new-routing-mark"] },
                "mark-connection" => packet with { ConnectionMark = rule["new-connection-mark"] },
                "mark-packet" => packet with { PacketMark = rule["new-packet-mark"] },
                _ => packet,
            };
            if (!ReferenceEquals(marked, packet))
                trace?.Invoke(new TraceStep("mangle", string.Create(CultureInfo.InvariantCulture, $"{chain}: {action} {rule["new-routing-mark"] ?? rule["new-connection-mark"] ?? rule["new-packet-mark"]}"), rule.Id));
            packet = marked;
            if (rule["passthrough"] is "no" or "false" && action.StartsWith("mark-", StringComparison.Ordinal))
                break;
        }
        return packet;
    }
}
