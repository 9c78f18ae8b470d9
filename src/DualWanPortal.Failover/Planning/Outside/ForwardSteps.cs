using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>
/// Port forwards that are written for one WAN get a copy for each other one. The lines that are there stay as they are, those for hairpin among them: copies name the way
/// in and so take nothing that comes from inside. What nobody could reach anyway, behind the provider's own NAT, gets none.
/// </summary>
internal static class ForwardSteps
{
    private const string Menu = "/ip/firewall/nat";

    public static void Plan(PlanContext context)
    {
        var own = context.Live.Nat.Where(rule => IsOwn(context, rule)).ToList();
        var kept = new HashSet<FirewallRuleEntry>();
        if (context.Policy.PortForwards == ForwardStrategy.AllWans)
        {
            foreach (var wan in context.Wans.Where(wan => wan.Kind != WanKind.WireGuard))
                Plan(context, wan, own, kept);
        }
        foreach (var rule in own.Where(rule => !rule.Disabled && !kept.Contains(rule)))
            context.Do(StepOf.Set(context.Live, rule.Item, "an earlier plan made it, and no forward of another WAN asks for it any more", ("disabled", "yes")));
    }

    private static void Plan(PlanContext context, WanLink wan, List<FirewallRuleEntry> own, HashSet<FirewallRuleEntry> kept)
    {
        var model = context.SoFar();
        var written = model.Nat.Where(rule => rule is { Disabled: false, Dynamic: false, Invalid: false, Chain: "dstnat" } && rule.Action is "dst-nat" or "netmap" or "redirect" && !IsOwn(context, rule)).ToList();
        var there = written.Where(rule => PortForwards.MayComeBy(model, rule, wan)).Select(PortForwards.Service).ToHashSet(StringComparer.Ordinal);
        var sources = written.Where(rule => !there.Contains(PortForwards.Service(rule)) && context.Wans.Any(other => other.Kind != WanKind.WireGuard && PortForwards.MayComeBy(model, rule, other)))
            .DistinctBy(PortForwards.Service).ToList();
        var answered = context.Policy.Inbound != InboundStrategy.None || new MangleMarks(context.Live).ReturnsBy(wan);
        if (sources.Count > 0 && !answered && wan != context.Wans[0])
            context.Say("pbr-reply", $"what comes in by {wan.Interface} while another WAN carries the traffic is answered by that one, so forwards of {wan.Interface} serve only while it carries; the policy's inbound: both-addresses mends that where hosts are watched");
        foreach (var source in sources)
        {
            var present = own.Find(rule => IsFor(rule, wan) && !kept.Contains(rule) && PortForwards.Service(rule) == PortForwards.Service(source));
            if (present is null && WhyNot(context, model, wan, source) is { } reason)
            {
                context.Say(reason.Id, reason.Sentence);
                continue;
            }
            Copy(context, wan, source, present);
            if (present is not null)
                kept.Add(present);
        }
    }

    private static void Copy(PlanContext context, WanLink wan, FirewallRuleEntry source, FirewallRuleEntry? present)
    {
        var why = $"{PortForwards.Service(source)} is forwarded, but not by {wan.Interface}: while it carries the traffic nobody outside would get there";
        var wanted = Wanted(source, wan);
        if (present is not null)
        {
            context.Do(StepOf.Set(context.Live, present.Item, why, [.. wanted, ("disabled", "no")]));
            return;
        }
        var tag = Enumerable.Range(1, 999).Select(number => string.Create(CultureInfo.InvariantCulture, $"{wan.Interface}-forward{number}")).First(name => context.IsFree(Menu, "dwp:" + name));
        var step = StepOf.Add(Menu, tag, why, wanted);
        context.Do(WanAddress.IsPrivate(context.Live, wan) ? step with { Remark = $"{wan.Interface} has a private address: the device in front of it has to forward the same port." } : step);
    }

    /// <summary>Why a copy would be of no use; null when it is.</summary>
    private static (string Id, string Sentence)? WhyNot(PlanContext context, RouterModel model, WanLink wan, FirewallRuleEntry source)
    {
        var service = PortForwards.Service(source);
        if (WanAddress.IsCarriers(context.Live, wan))
            return ("inbound-cgnat", $"{service} is not forwarded by {wan.Interface}: its address belongs to the provider's own NAT, where nobody can open a connection; while {wan.Interface} carries the traffic the service is lost");
        if (context.Live.IsLive && WanAddress.Of(context.Live, wan) is null)
            return ("nat-in-one-wan", $"{service} is not forwarded by {wan.Interface}: it has no address now, so nobody can tell whether it could be reached; plan again when it has one");
        if (source.InInterface is ['!', ..] || source.InInterfaceList is ['!', ..])
            return ("nat-in-one-wan", $"{service} is kept off {wan.Interface} by a condition with an exclamation mark; change it by hand if that is not meant");
        return Port(source) is { } port && new FirewallChains(model, context.Wans).Forwarded(wan, port.Protocol, port.Number) is { } earlier
            ? ("nat-shadowed", $"{service} cannot be forwarded by {wan.Interface} as well: {PortForwards.Service(earlier)} has that port there already")
            : null;
    }

    private static (string Protocol, int Number)? Port(FirewallRuleEntry rule) =>
        rule.Item["protocol"] is "tcp" or "udp" && int.TryParse(rule.Item["dst-port"]?.Split(',', '-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (rule.Item["protocol"]!, number) : null;

    private static (string, string)[] Wanted(FirewallRuleEntry source, WanLink wan)
    {
        var values = source.Item.Values.Where(value => value.Value.Length > 0 && !s_others.Contains(value.Key) && value.Key[0] != '.').OrderBy(value => value.Key is "chain" ? 0 : value.Key is "action" ? 1 : 2)
            .ThenBy(value => value.Key, StringComparer.Ordinal).Select(value => (value.Key, value.Value)).ToList();
        values.Insert(Math.Min(2, values.Count), ("in-interface", wan.Interface));
        // The address of the other WAN is none of this one; what is routed through to elsewhere is not meant.
        if (source.Item["dst-address"] is { Length: > 0 } && source.Item["dst-address-type"] is not { Length: > 0 })
            values.Add(("dst-address-type", "local"));
        return [.. values];
    }

    /// <summary>The place, the way in, and what is the router's own word about the rule.</summary>
    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "in-interface", "in-interface-list", "dst-address", "comment", "disabled", "dynamic", "invalid", "bytes", "packets", "creation-time", "log", "log-prefix",
    };

    private static bool IsFor(FirewallRuleEntry rule, WanLink wan) => rule.Comment?.StartsWith($"dwp:{wan.Interface}-forward", StringComparison.Ordinal) == true;

    private static bool IsOwn(PlanContext context, FirewallRuleEntry rule) => context.Wans.Any(wan => IsFor(rule, wan));
}
