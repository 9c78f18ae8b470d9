using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>Port forwards: reached on the address of the WAN that carries, and answered by the same WAN.</summary>
internal static class InboundCheck
{
    private const int MostServices = 40;

    public static Cell Judge(ScenarioFacts facts)
    {
        var rules = Forwards(facts);
        if (rules.IsEmpty)
            return facts.Cell(CheckIds.Inbound, CellVerdict.NotApplicable, "No port is forwarded to the inside.");
        var services = rules.Where(rule => !IsForSome(rule)).Take(MostServices).Select(Service).Distinct().ToList();
        if (services.Count == 0)
            return facts.Cell(CheckIds.Inbound, CellVerdict.Unknown, "Ports are forwarded for certain callers only; a stranger is what is simulated.");
        var carrying = facts.End.Vias.Where(via => facts.Wans.Has(via) && facts.IsAlive(via)).ToList();
        if (carrying.Count == 0)
            return facts.Cell(CheckIds.Inbound, CellVerdict.Fails, "No WAN carries: nobody gets in.");
        var tries = (from via in carrying from service in services select (Via: via, Service: service, Outcome: facts.Site.Running.Outside.Connect(via, service.Protocol, service.Port))).ToList();
        var failed = tries.Where(one => !one.Outcome.Answered || one.Outcome.Server is not { } server || facts.Site.Running.Policy.IsLocal(server)).ToList();
        var used = string.Join(',', carrying);
        if (failed.Count == 0)
        {
            return carrying.Find(via => facts.Wans.Named(via)?.Kind == Wans.WanKind.Lte) is { } mobile
                ? facts.Cell(CheckIds.Inbound, CellVerdict.Unknown, $"It would be answered by {mobile}, if its mobile provider gave it a public address; most do not.", used, null, tries[0].Outcome.Steps)
                : facts.Cell(CheckIds.Inbound, CellVerdict.Works, $"{(services.Count == 1 ? "The forwarded port is" : FormattableString.Invariant($"All {services.Count} forwarded ports are"))} reached and answered by {Words.And(carrying)}.", used, null, tries[0].Outcome.Steps);
        }
        var first = failed[0];
        var reason = first.Outcome.Answered ? $"no forward takes it in by {first.Via}: it ends at the router" : first.Outcome.Why;
        var some = failed.Count < tries.Count;
        return facts.Cell(CheckIds.Inbound, some ? CellVerdict.Degraded : CellVerdict.Fails,
            FormattableString.Invariant($"{(some ? $"{failed.Count} of {tries.Count} are not reached: " : "")}{first.Service.Protocol} port {first.Service.Port} by {first.Via}: {reason}."), used, null, first.Outcome.Steps);
    }

    private static ImmutableArray<MenuRow> Forwards(ScenarioFacts facts) =>
        [.. facts.Site.Router.Find("/ip/firewall/nat")?.Rows.Where(row => !row.Disabled && row["chain"] == "dstnat" && row["action"] is "dst-nat" or "netmap" && row["to-addresses"] is { Length: > 0 }) ?? []];

    private static bool IsForSome(MenuRow rule) => rule["src-address-list"] is { Length: > 0 } list ? list[0] != '!' : rule["src-address"] is { Length: > 0 } source && source[0] != '!';

    private static (string Protocol, int Port) Service(MenuRow rule)
    {
        var protocol = rule["protocol"] is "udp" or "17" ? "udp" : "tcp";
        return (protocol, int.TryParse((rule["dst-port"] ?? rule["port"] ?? "").Split(',', '-')[0], System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : 443);
    }
}
