using DualWanPortal.Failover.Audit;
using DualWanPortal.Simulation.Packets;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>Port forwards: reached on the address of the WAN that carries, and answered by the same WAN.</summary>
internal static class InboundCheck
{
    public static Cell Judge(ScenarioFacts facts)
    {
        var rules = OutsideServices.Forwards(facts.Subject.Model).ToList();
        if (rules.Count == 0)
            return facts.Cell(CheckIds.Inbound, CellVerdict.NotApplicable, "No port is forwarded to the inside.");
        var services = rules.Where(rule => !OutsideServices.IsForSome(rule)).Take(OutsideServices.MostForwards).Select(OutsideServices.Service).Distinct().ToList();
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
                : facts.Cell(CheckIds.Inbound, CellVerdict.Works, $"{(services.Count == 1 ? "The forwarded port is" : FormattableString.Invariant($"All {services.Count} forwarded ports are"))} reached and answered by {Words.And(carrying)}{Besides(facts, carrying, services)}.", used, null, tries[0].Outcome.Steps);
        }
        var first = failed[0];
        var reason = first.Outcome.Answered ? $"no forward takes it in by {first.Via}: it ends at the router" : first.Outcome.Why;
        var some = failed.Count < tries.Count;
        return facts.Cell(CheckIds.Inbound, some ? CellVerdict.Degraded : CellVerdict.Fails,
            FormattableString.Invariant($"{(some ? $"{failed.Count} of {tries.Count} are not reached: " : "")}{first.Service.Protocol} port {first.Service.Port} by {first.Via}: {reason}."), used, null, first.Outcome.Steps);
    }

    /// <summary>By which other WANs that are up strangers get in as well, while these do not carry the traffic.</summary>
    private static string Besides(ScenarioFacts facts, List<string> carrying, List<(string Protocol, int Port)> services)
    {
        var others = facts.Wans.Links.Select(link => link.Interface).Where(via => !carrying.Contains(via) && facts.IsAlive(via)).ToList();
        var open = others.Where(via => services.TrueForAll(service => facts.Site.Running.Outside.Connect(via, service.Protocol, service.Port) is { Answered: true, Server: { } server } && !facts.Site.Running.Policy.IsLocal(server))).ToList();
        return others.Count == 0 ? "" : open.Count == others.Count ? $", and by {Words.And(open)} as well" : $", but not by {Words.And(others.Except(open))} at the same time";
    }
}
