using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>The addresses of the router itself: every packet asks for them, so they are read once and again when one changes.</summary>
internal sealed class OwnAddresses(Menu menu)
{
    private (string Interface, Ipv4 Address, Ipv4Prefix Network)[] _read = [];
    private int _edition = -1;

    public bool Contains(Ipv4 address) => Array.Exists(All(), own => own.Address == address);

    /// <summary>The interface that has the address; null: none.</summary>
    public string? Where(Ipv4 address)
    {
        foreach (var own in All())
        {
            if (own.Address == address)
                return own.Interface;
        }
        return null;
    }

    /// <summary>The address on an interface whose network the neighbour is in; else the first on it.</summary>
    public Ipv4? On(string name, Ipv4? neighbour)
    {
        Ipv4? first = null;
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

    private (string Interface, Ipv4 Address, Ipv4Prefix Network)[] All()
    {
        if (_edition != menu.Edition)
            (_edition, _read) = (menu.Edition, Read());
        return _read;
    }

    private (string, Ipv4, Ipv4Prefix)[] Read()
    {
        var read = new List<(string, Ipv4, Ipv4Prefix)>();
        foreach (var row in menu.Rows.Where(row => !row.Disabled))
        {
            var text = row["address"] ?? "";
            if (Ipv4.Parse(text.Split('/')[0]) is { } own)
                read.Add((row["actual-interface"] ?? row["interface"] ?? "", own, Ipv4Prefix.Parse(text) ?? Ipv4Prefix.Of(own, 32)));
        }
        return [.. read];
    }
}
