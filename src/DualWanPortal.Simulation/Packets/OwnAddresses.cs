using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>The addresses of the router itself: every packet asks for them, so they are read once and again when one changes.</summary>
internal sealed class OwnAddresses(IAddressRows rows)
{
    private ImmutableArray<OwnAddress> _read = [];
    private int _edition = -1;

    public bool Contains(IpAddress address) => Where(address) is not null;

    /// <summary>The interface that has the address; null: none.</summary>
    public string? Where(IpAddress address)
    {
        foreach (var own in All())
        {
            if (own.Address == address)
                return own.Interface;
        }
        return null;
    }

    /// <summary>The address on an interface whose network the neighbour is in; else the first on it.</summary>
    public IpAddress? On(string name, IpAddress? neighbour)
    {
        IpAddress? first = null;
        foreach (var own in All())
        {
            if (own.Interface != name)
                continue;
            if (neighbour is { } near && own.Network.Contains(near))
                return own.Address;
            first ??= own.Address;
        }
        return first;
    }

    /// <summary>The first address of any interface; null: there is none.</summary>
    public IpAddress? Any() => All() is [var first, ..] ? first.Address : null;

    private ImmutableArray<OwnAddress> All()
    {
        if (_edition != rows.Edition)
            (_edition, _read) = (rows.Edition, rows.Read());
        return _read;
    }
}
