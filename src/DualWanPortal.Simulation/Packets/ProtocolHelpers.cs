using System.Globalization;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Packets;

/// <summary><c>/ip/firewall/service-port</c>: which connections a helper of connection tracking reads along, by their port (reference 3.7).</summary>
internal sealed class ProtocolHelpers(Menu? menu)
{
    /// <summary>Name of the helper; null: none looks at such a connection.</summary>
    public string? Of(string protocol, int? port)
    {
        if (menu is null || port is not { } number)
            return null;
        var text = number.ToString(CultureInfo.InvariantCulture);
        return menu.Rows.FirstOrDefault(row => !row.Disabled && Speaks(row["name"], protocol) && (row["ports"] ?? "").Split(',').Contains(text))?["name"];
    }

    private static bool Speaks(string? helper, string protocol) => helper switch { "sip" => true, "tftp" => protocol == "udp", _ => protocol == "tcp" };
}
