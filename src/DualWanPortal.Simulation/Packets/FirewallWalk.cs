using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>The rules of filter, NAT and mangle, walked for the first packet of a connection; the first one that decides wins (reference 3.7, 4.6).</summary>
public sealed class FirewallWalk(SimulatedRouter router, RuleMatch match, Func<string, Ipv4?> addressOf)
{
    private const int MaxJumps = 16;

    /// <summary>Routing and connection marks of the output chain of mangle.</summary>
    public Packet MarkOutput(Packet packet, string outInterface) => Mangle("output", packet, outInterface, null);

    public Packet MarkPrerouting(Packet packet, Action<TraceStep>? trace) => Mangle("prerouting", packet, null, trace);

    /// <summary>The rule that decides about a packet in a chain of the filter; null: none does, the packet passes.</summary>
    public MenuRow? Filter(string chain, Packet packet, string? outInterface, Action<TraceStep>? trace) =>
        Walk("/ip/firewall/filter", chain, packet, outInterface, trace, static action => action is "accept" or "drop" or "reject" or "tarpit", 0, out var decided) ? decided : null;

    /// <summary>The source address after the srcnat chain; null when no rule translates.</summary>
    public Ipv4? SourceNat(Packet packet, string outInterface) => SourceNat(packet, outInterface, null, out _);

    /// <param name="rule">The rule that decided, also where it decides not to translate.</param>
    public Ipv4? SourceNat(Packet packet, string outInterface, Action<TraceStep>? trace, out MenuRow? rule)
    {
        if (!Walk("/ip/firewall/nat", "srcnat", packet, outInterface, trace, static action => action is "accept" or "masquerade" or "src-nat" or "netmap" or "same", 0, out rule))
            return null;
        return rule?["action"] switch
        {
            "masquerade" => addressOf(outInterface),
            "src-nat" or "same" or "netmap" => Ipv4.Parse((rule["to-addresses"] ?? "").Split('-', '/', ',')[0]) ?? addressOf(outInterface),
            _ => null,
        };
    }

    private bool Walk(string path, string chain, Packet packet, string? outInterface, Action<TraceStep>? trace, Func<string, bool> decides, int jumps, out MenuRow? decided)
    {
        decided = null;
        foreach (var rule in router.Find(path)?.Rows ?? [])
        {
            if (rule.Disabled || rule["chain"] != chain)
                continue;
            if (trace is not null && RuleMatch.Unjudged(rule) is { } matcher)
                trace(new TraceStep(Stage(path), $"rule skipped: {matcher} is not judged here", rule.Id));
            if (!match.Matches(rule, packet, outInterface))
                continue;
            var action = rule["action"] ?? "accept";
            if (action == "return")
                return false;
            if (action == "jump" && jumps < MaxJumps)
            {
                if (Walk(path, rule["jump-target"] ?? "", packet, outInterface, trace, decides, jumps + 1, out decided))
                    return true;
                continue;
            }
            if (!decides(action))
                continue;
            trace?.Invoke(new TraceStep(Stage(path), $"{chain}: {action}{(rule["comment"] is { Length: > 0 } comment ? $" ({comment})" : "")}", rule.Id));
            decided = rule;
            return true;
        }
        return false;
    }

    private Packet Mangle(string chain, Packet packet, string? outInterface, Action<TraceStep>? trace)
    {
        foreach (var rule in router.Find("/ip/firewall/mangle")?.Rows ?? [])
        {
            if (rule.Disabled || rule["chain"] != chain || !match.Matches(rule, packet, outInterface))
                continue;
            var action = rule["action"] ?? "accept";
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

    private static string Stage(string path) => path[(path.LastIndexOf('/') + 1)..];
}
