using DualWanPortal.Failover.Audit;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>Names are found: by the router, and by the machines of the inside with the resolvers that DHCP hands to them (reference 3.8).</summary>
internal static class DnsCheck
{
    private sealed record Part(CellVerdict Verdict, string Why);

    public static Cell Judge(ScenarioFacts facts)
    {
        if (!facts.Site.Router.IsUp)
            return facts.Cell(CheckIds.Dns, CellVerdict.Fails, "The router restarts.");
        var way = new List<string>();
        var router = Router(facts, way);
        var clients = Clients(facts, router, way);
        var verdict = (router?.Verdict, clients?.Verdict) switch
        {
            (null, null) => CellVerdict.NotApplicable,
            (null, { } only) => only,
            ({ } only, null) => only,
            // People are on the inside: what the router finds for itself only helps it.
            (CellVerdict.Fails, CellVerdict.Works) => CellVerdict.Degraded,
            (_, { } theirs) => theirs,
        };
        var why = router is null && clients is null ? "No resolver is configured." : string.Join(" ", new[] { clients?.Why, router?.Why }.OfType<string>());
        if (verdict == CellVerdict.Works && !facts.LossyVias.IsEmpty)
            return facts.Cell(CheckIds.Dns, CellVerdict.Degraded, $"Questions and answers get lost on {Words.And(facts.LossyVias)}.", facts.End.Via, null, way);
        return facts.Cell(CheckIds.Dns, verdict, why, verdict == CellVerdict.NotApplicable ? null : facts.End.Via, null, way);
    }

    private static Part? Router(ScenarioFacts facts, List<string> way)
    {
        var settings = facts.Site.Router["/ip/dns"].Settings;
        if (settings["use-doh-server"] is { Length: > 0 } doh && Uri.TryCreate(doh, UriKind.Absolute, out var server))
            return OverHttps(facts, server.Host, way);
        if ($"{settings["servers"]}{settings["dynamic-servers"]}".Length == 0)
        {
            // It asked for those of its leases, and has none of them now.
            if (!facts.Subject.Audit.Resolvers.IsKnown)
                return new Part(CellVerdict.Unknown, "The router's resolvers were not read.");
            return facts.Subject.Audit.Resolvers.Peers.IsEmpty ? null : new Part(CellVerdict.Fails, "The router has no resolver while no lease or session names one.");
        }
        var (address, answering) = RouterNames.Find(facts.Site, "www.example.com");
        var answered = address is not null;
        way.Add(answered ? $"the router asks {settings["servers"]},{settings["dynamic-servers"]}: {answering} answers" : $"the router asks {settings["servers"]},{settings["dynamic-servers"]}: nobody answers");
        return answered
            ? new Part(CellVerdict.Works, $"The router is answered by {answering}.")
            : new Part(CellVerdict.Fails, "None of the router's resolvers answers.");
    }

    private static Part OverHttps(ScenarioFacts facts, string host, List<string> way)
    {
        var running = facts.Site.Running;
        // Plain resolvers serve only to find the one that is asked over HTTPS.
        var address = RouterNames.Find(facts.Site, host).Address;
        var reached = address is { } server && Attempts.Any(() => running.Origin.Probe(server, ProbeKind.Tcp).Good);
        way.Add($"the router asks {host} over HTTPS: {(reached ? "it answers" : address is null ? "its address is not found" : "no answer")}");
        return reached ? new Part(CellVerdict.Works, $"The router is answered by {host} over HTTPS.") : new Part(CellVerdict.Fails, $"{host}, the router's only resolver (HTTPS), cannot be reached.");
    }

    private static Part? Clients(ScenarioFacts facts, Part? router, List<string> way)
    {
        if (facts.Site.Router.Find("/ip/dhcp-server/network") is not { } networks || facts.Site.Running.Clients.Inside() is not { } inside)
            return null;
        var parts = new List<Part>();
        foreach (var network in networks.Rows.Where(row => !row.Disabled))
        {
            var servers = Handed(facts, network);
            if (servers.Length > 0)
                parts.Add(Client(facts, router, network["address"] ?? "", servers, inside, way));
        }
        return parts.OrderBy(part => part.Verdict switch { CellVerdict.Fails => 0, CellVerdict.Degraded => 1, CellVerdict.Unknown => 2, _ => 3 }).FirstOrDefault();
    }

    /// <summary>What DHCP hands out: what the network names, else the router itself where it answers others, else the router's own resolvers.</summary>
    private static string[] Handed(ScenarioFacts facts, MenuRow network)
    {
        if (network["dns-server"] is { Length: > 0 } named)
            return named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (network.Flag("dns-none"))
            return [];
        var settings = facts.Site.Router["/ip/dns"].Settings;
        if (settings.Flag("allow-remote-requests") && network["gateway"] is { Length: > 0 } gateway)
            return [gateway];
        return $"{settings["servers"]},{settings["dynamic-servers"]}".Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Part Client(ScenarioFacts facts, Part? router, string network, string[] servers, (string Interface, IpAddress Client) inside, List<string> way)
    {
        var answers = servers.Select(server => Ask(facts, router, server, inside)).ToList();
        for (var i = 0; i < servers.Length; i++)
            way.Add($"a machine of {network} asks {servers[i]}: {answers[i] switch { CellVerdict.Works => "it answers", CellVerdict.Unknown => "it stands inside and is not simulated", _ => "no answer" }}");
        var list = Words.And(servers);
        return answers[0] == CellVerdict.Works ? new Part(CellVerdict.Works, $"Machines of {network} are answered by {servers[0]}.")
            : answers[0] == CellVerdict.Unknown ? new Part(CellVerdict.Unknown, $"{servers[0]}, which machines of {network} ask, stands inside and is not simulated.")
            : answers.Contains(CellVerdict.Works) ? new Part(CellVerdict.Degraded, $"{servers[0]} does not answer machines of {network}; they wait for it before they ask {servers[answers.IndexOf(CellVerdict.Works)]}.")
            : new Part(CellVerdict.Fails, $"{list} {(servers.Length == 1 ? "does" : "do")} not answer machines of {network}.");
    }

    private static CellVerdict Ask(ScenarioFacts facts, Part? router, string server, (string Interface, IpAddress Client) inside)
    {
        var running = facts.Site.Running;
        if (Ipv4.Parse(server) is not { } address)
            return CellVerdict.Unknown;
        if (running.Policy.IsLocal(address))
        {
            var question = new Packet { Source = inside.Client, Destination = address, Protocol = "udp", SourcePort = 40000, DestinationPort = 53, InInterface = inside.Interface };
            var open = facts.Site.Router["/ip/dns"].Settings.Flag("allow-remote-requests") && (running.Firewall.Filter("input", question, null, null) is not { } rule || rule["action"] == "accept");
            return open ? router?.Verdict ?? CellVerdict.Fails : CellVerdict.Fails;
        }
        var asked = running.Clients.Try(inside.Interface, inside.Client, address, "udp", 53);
        return asked.Answered ? CellVerdict.Works : asked.Via is { } via && facts.Site.Internet.On(via) is null ? CellVerdict.Unknown : CellVerdict.Fails;
    }
}
