using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary><c>/ip/firewall/address-list</c> or that of IPv6: lists of thousands of entries are read once and again when one changes.</summary>
internal sealed class AddressLists(Menu? menu)
{
    private Dictionary<string, AddressRange[]> _read = [];
    private int _edition = -1;

    public bool Contains(string list, IpAddress address)
    {
        if (menu is null)
            return false;
        if (_edition != menu.Edition)
            (_edition, _read) = (menu.Edition, Read(menu));
        return _read.TryGetValue(list, out var ranges) && Array.Exists(ranges, range => range.Contains(address));
    }

    private static Dictionary<string, AddressRange[]> Read(Menu menu) =>
        menu.Rows.Where(row => !row.Disabled).Select(row => (List: row["list"] ?? "", Range: AddressRange.Parse(row["address"] ?? ""))).Where(entry => entry.Range is not null)
            .GroupBy(entry => entry.List, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(entry => entry.Range!.Value).ToArray(), StringComparer.Ordinal);
}
