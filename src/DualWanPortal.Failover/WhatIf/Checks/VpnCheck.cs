using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>Whether each tunnel can be brought up again by the WAN that carries; what keeps sending by a dead mapping hangs until that is removed.</summary>
internal static class VpnCheck
{
    private const int MostTunnels = 20;

    private sealed record Part(CellVerdict Verdict, string? Via, string Why);

    public static Cell Judge(ScenarioFacts facts)
    {
        var tunnels = VpnEndpoints.Of(facts.Subject.Model, facts.Subject.Found).Take(MostTunnels).ToList();
        if (tunnels.Count == 0)
            return facts.Cell(CheckIds.Vpn, CellVerdict.NotApplicable, "No tunnel crosses the Internet.");
        var stuck = ConnectionsCheck.KeepsDeadMappings(facts) && facts.End.Answered > 0;
        var parts = tunnels.Select(tunnel => tunnel.Host is null ? DialledIn(facts, tunnel) : DialledOut(facts, tunnel, stuck)).ToList();
        ImmutableArray<string> way = [.. parts.Select(part => part.Why)];
        var worst = parts.MinBy(part => Rank(part.Verdict))!;
        var verdict = worst.Verdict == CellVerdict.Fails && parts.Exists(part => part.Verdict == CellVerdict.Works) ? CellVerdict.Degraded : worst.Verdict;
        if (verdict == CellVerdict.Works && !facts.LossyVias.IsEmpty)
            return facts.Cell(CheckIds.Vpn, CellVerdict.Degraded, $"Tunnels lose packets on {Words.And(facts.LossyVias)}.", facts.End.Via, null, way);
        return facts.Cell(CheckIds.Vpn, verdict, worst.Why, worst.Via, null, way);
    }

    private static Part DialledOut(ScenarioFacts facts, VpnEndpoint tunnel, bool stuck)
    {
        var running = facts.Site.Running;
        var address = IpAddress.Parse(tunnel.Host);
        address ??= RouterNames.Find(facts.Site, tunnel.Host!).Address;
        if (address is not { } target)
            return new Part(CellVerdict.Fails, null, $"{tunnel.Name} cannot find the address of {tunnel.Host}.");
        var source = tunnel.Source is null ? null : IpAddress.Parse(tunnel.Source);
        var via = (target.IsV6 ? running.Ipv6.Policy : running.Policy).Decide(new Packet { Source = source ?? default, Destination = target, Protocol = tunnel.Protocol, DestinationPort = tunnel.Port }).Hop?.Interface;
        if (via is not null && facts.Site.Internet.On(via) is null)
            return new Part(CellVerdict.Unknown, via, $"{tunnel.Name} leaves by {via}, behind which nothing is simulated.");
        if (!facts.Site.Internet.HasHost(target))
            return new Part(CellVerdict.Unknown, via, $"{target}, which {tunnel.Name} dials, is no address of the Internet.");
        var reached = Attempts.Any(() => running.Origin.Probe(target, ProbeKind.Tcp, source).Good);
        return !reached ? new Part(CellVerdict.Fails, via, $"{tunnel.Name} does not reach {tunnel.Target()}{(via is null ? ": there is no route" : $" by {via}")}.")
            : stuck && tunnel.Protocol == "udp" ? new Part(CellVerdict.Degraded, via, $"{tunnel.Name} can be brought up by {via}, but hangs on its old mapping until that is removed.")
            : new Part(CellVerdict.Works, via, $"{tunnel.Name} reaches {tunnel.Target()} by {via}.");
    }

    private static Part DialledIn(ScenarioFacts facts, VpnEndpoint tunnel)
    {
        var carrying = facts.End.Vias.Where(via => facts.Wans.Has(via) && facts.IsAlive(via)).ToList();
        if (carrying.Count == 0)
            return new Part(CellVerdict.Fails, null, $"No WAN carries: nobody dials {tunnel.Name}.");
        foreach (var via in carrying)
        {
            var outcome = facts.Site.Running.Outside.Connect(via, tunnel.Protocol, tunnel.Port);
            if (!outcome.Answered)
                return new Part(CellVerdict.Fails, via, $"{tunnel.Name} is not reached by {via}: {outcome.Why}.");
            if (outcome.Server is { } other && !facts.Site.Running.Policy.IsLocal(other))
                return new Part(CellVerdict.Fails, via, $"{tunnel.Name} is not reached by {via}: {other} answers instead.");
            if (facts.Wans.Named(via)?.Kind == Wans.WanKind.Lte)
                return new Part(CellVerdict.Unknown, via, $"{tunnel.Name} is reached by {via} only if its mobile provider gives it a public address; most do not.");
        }
        return new Part(CellVerdict.Works, string.Join(',', carrying), $"{tunnel.Name} is reached by {Words.And(carrying)}, by those who dial that address.");
    }

    private static int Rank(CellVerdict verdict) => verdict switch { CellVerdict.Fails => 0, CellVerdict.Degraded => 1, CellVerdict.Unknown => 2, _ => 3 };
}
