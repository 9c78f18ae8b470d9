using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>
/// Strangers get in by no WAN over IPv6: neither to machines of the inside, before which no NAT stands, nor to what manages the router. By every WAN that is up and has
/// IPv6, the backup too: a neighbour on its wire needs no provider to lead the prefix here.
/// </summary>
internal static class Ipv6ClosedCheck
{
    private const int MostNamed = 4;
    private static readonly IpAddress s_stranger = Internet.Address6Of("visitor.example.net")!.Value;

    public static Cell Judge(ScenarioFacts facts)
    {
        var up = facts.Subject.Ipv6.Where(leg => facts.IsAlive(leg.Wan.Interface)).Select(leg => leg.Wan.Interface).ToList();
        if (up.Count == 0)
            return facts.Cell(CheckIds.Ipv6Closed, CellVerdict.NotApplicable, "No WAN with IPv6 is up by which a stranger could knock.");
        if (!facts.Subject.Model.Knows("/ipv6/firewall/filter"))
            return facts.Cell(CheckIds.Ipv6Closed, CellVerdict.Unknown, "The filter of IPv6 was not read.");
        var services = ManagementService.Open(facts.Subject.Model);
        var steps = ImmutableArray.CreateBuilder<string>();
        var open = new List<(string Wan, string What)>();
        foreach (var wan in up)
        {
            var machine = facts.Site.Running.Ipv6.Inside.All() is [var first, ..] ? first : ((string Interface, IpAddress Client)?)null;
            if (machine is { } one && IsOpen(facts, "forward", wan, one.Client, "tcp", 22, one.Interface))
                open.Add((wan, "machines of the inside"));
            foreach (var service in services)
            {
                if (IsOpen(facts, "input", wan, facts.Site.Running.Ipv6.Policy.SourceOn(wan, null) ?? Ipv6Plan.LinkLocalGateway, service.Protocol, service.Port, null))
                    open.Add((wan, service.ToString()));
            }
            steps.Add($"{wan}: {(open.Where(found => found.Wan == wan).Select(found => found.What).ToList() is { Count: > 0 } found ? $"open to {Words.And(found)}" : "closed")}");
        }
        if (open.Count == 0)
            return facts.Cell(CheckIds.Ipv6Closed, CellVerdict.Works, $"Strangers on {Words.And(up)} reach nothing over IPv6.", string.Join(',', up), null, steps);
        var (wans, names) = (open.Select(found => found.Wan).Distinct(StringComparer.Ordinal).ToList(), open.Select(found => found.What).Distinct(StringComparer.Ordinal).ToList());
        return facts.Cell(CheckIds.Ipv6Closed, CellVerdict.Fails,
            $"Strangers on {Words.And(wans)} reach {Words.And(names.Take(MostNamed))}{(names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "")} over IPv6.", string.Join(',', wans), null, steps);
    }

    private static bool IsOpen(ScenarioFacts facts, string chain, string wan, IpAddress to, string protocol, int port, string? exit) =>
        facts.Site.Running.Ipv6.Firewall.Filter(chain, new Packet { Source = s_stranger, Destination = to, Protocol = protocol, SourcePort = 51000, DestinationPort = port, InInterface = wan }, exit, null)
            is not { } rule || rule["action"] == "accept";
}
