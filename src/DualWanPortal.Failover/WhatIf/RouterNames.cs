using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>
/// Whether the router finds a name now: static entries, then each of its resolvers in turn (reference 3.8). What it remembers from better times does not count.
/// </summary>
internal static class RouterNames
{
    /// <returns>The address, and who said it; null where nobody had to be asked.</returns>
    public static (Ipv4? Address, Ipv4? Server) Find(SimulatedSite site, string name)
    {
        if (Ipv4.Parse(name) is { } literal)
            return (literal, null);
        if (site.Router.Find("/ip/dns/static")?.Rows.FirstOrDefault(row => !row.Disabled && row["name"] == name) is { } entry && Ipv4.Parse(entry["address"]) is { } known)
            return (known, null);
        foreach (var server in Servers(site))
        {
            if (Attempts.Any(() => site.Running.Origin.Probe(server, ProbeKind.Dns).Good))
                return (Internet.AddressOf(name), server);
        }
        return default;
    }

    /// <summary>Those of the configuration, then those of leases and sessions.</summary>
    public static IEnumerable<Ipv4> Servers(SimulatedSite site)
    {
        var settings = site.Router["/ip/dns"].Settings;
        return $"{settings["servers"]},{settings["dynamic-servers"]}".Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => Ipv4.Parse(text)).OfType<Ipv4>();
    }
}
