using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Where machines of the inside are, in either family.</summary>
public interface IInside
{
    /// <summary>An interface of the inside with an address for a machine on it; null where there is none.</summary>
    (string Interface, IpAddress Client)? Find();
}

/// <summary>The first network of <c>/ip/address</c> that is no provider's and has room for machines.</summary>
internal sealed class Ipv4Inside(SimulatedRouter router, InterfaceTable interfaces, PolicyRouting policy, Internet internet) : IInside
{
    public (string Interface, IpAddress Client)? Find()
    {
        foreach (var row in router["/ip/address"].Rows)
        {
            var name = row["actual-interface"] ?? row["interface"] ?? "";
            if (row.Disabled || row.Dynamic || internet.On(name) is not null || !interfaces.IsRunning(name) || Ipv4Prefix.Parse(row["address"]) is not { Length: <= 29 } network)
                continue;
            var client = new Ipv4(network.Network.Value + 10 % (1u << (32 - network.Length)));
            return (name, policy.IsLocal(client) ? new Ipv4(client.Value + 1) : client);
        }
        return null;
    }
}
