using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary><c>dynamic-servers</c> of <c>/ip/dns</c>: what leases and sessions name, in the order they came (reference 3.8).</summary>
internal sealed class DynamicResolvers(SimulatedRouter router)
{
    private readonly List<(string Owner, Ipv4 Server)> _servers = [];

    public void Put(string owner, IEnumerable<Ipv4> servers)
    {
        _servers.RemoveAll(entry => entry.Owner == owner);
        _servers.AddRange(servers.Select(server => (owner, server)));
        var dns = router["/ip/dns"];
        dns.Set(dns.Settings, byHand: false, ("dynamic-servers", string.Join(',', _servers.Select(entry => entry.Server.ToString()).Distinct())));
    }
}
