using System.Collections.Immutable;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>One address of the router itself.</summary>
internal readonly record struct OwnAddress(string Interface, IpAddress Address, IpPrefix Network);

/// <summary>The rows that say which addresses the router has, in either family.</summary>
internal interface IAddressRows
{
    /// <summary>Grows with each change of what <see cref="Read"/> returns.</summary>
    int Edition { get; }

    /// <summary>Of the rows that are switched on.</summary>
    ImmutableArray<OwnAddress> Read();
}

/// <summary><c>/ip/address</c>.</summary>
internal sealed class Ipv4AddressRows(Menu menu) : IAddressRows
{
    public int Edition => menu.Edition;

    public ImmutableArray<OwnAddress> Read()
    {
        var read = ImmutableArray.CreateBuilder<OwnAddress>();
        foreach (var row in menu.Rows.Where(row => !row.Disabled))
        {
            var text = row["address"] ?? "";
            if (Ipv4.Parse(text.Split('/')[0]) is { } own)
                read.Add(new OwnAddress(row["actual-interface"] ?? row["interface"] ?? "", own, Ipv4Prefix.Parse(text) ?? Ipv4Prefix.Of(own, 32)));
        }
        return read.ToImmutable();
    }
}
