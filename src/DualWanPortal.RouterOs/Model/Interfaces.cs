using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Model;

/// <summary>An interface of any kind (reference 3.6). <see cref="Running"/> is null where the source cannot tell, as in an export.</summary>
public sealed record InterfaceEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Name { get; } = Item["name"] ?? Item["default-name"] ?? "";
    public string? DefaultName { get; } = Item["default-name"];

    /// <summary><c>ether bridge vlan pppoe-out lte wg bond gre …</c> (the API's <c>gre-tunnel</c>); from an export it follows from the menu.</summary>
    public string Type { get; } = (Item["type"] ?? TypeOfMenu(Item.Menu)).Replace("-tunnel", "", StringComparison.Ordinal);

    /// <summary>The port or interface that this one rides on (VLAN, PPPoE), null where it stands alone.</summary>
    public string? Parent { get; } = Item.Menu is "/interface/vlan" or "/interface/pppoe-client" ? Item["interface"] : null;

    public bool? Running { get; } = Item.Values.ContainsKey("running") ? Item.Flag("running") : null;

    /// <summary>Point-to-point: the interface name itself can be a route's gateway (reference 5 B).</summary>
    public bool IsPointToPoint => Type is "pppoe-out" or "lte" or "wg" or "ppp-out" or "l2tp-out" or "sstp-out" or "pptp-out" or "ovpn-out" or "gre" or "ipip" or "6to4";

    private static string TypeOfMenu(string menu) => menu switch
    {
        "/interface/ethernet" => "ether",
        "/interface/pppoe-client" => "pppoe-out",
        "/interface/l2tp-client" => "l2tp-out",
        "/interface/sstp-client" => "sstp-out",
        "/interface/pptp-client" => "pptp-out",
        "/interface/ovpn-client" => "ovpn-out",
        "/interface/ppp-client" => "ppp-out",
        "/interface/wireguard" => "wg",
        "/interface/bonding" => "bond",
        "/interface/wireless" => "wlan",
        "/interface/wifi" or "/interface/wifiwave2" => "wifi",
        _ => menu.StartsWith("/interface/", StringComparison.Ordinal) ? menu["/interface/".Length..] : "",
    };
}

/// <summary><c>/ip/address</c> (reference 3.6).</summary>
public sealed record AddressEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Interface { get; } = Item["actual-interface"] ?? Item["interface"] ?? "";
    public AddressWithPrefix? Address { get; } = AddressWithPrefix.Parse(Item["address"]);
    /// <summary>The far end of a point-to-point address, or the network.</summary>
    public string? Network { get; } = Item["network"];
}

/// <summary><c>/ip/dhcp-client</c> (reference 3.3). Lease fields are null while not bound and in exports.</summary>
public sealed record DhcpClientEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Interface { get; } = Item["interface"] ?? "";
    /// <summary><c>yes</c>, <c>no</c> or <c>special-classless</c>.</summary>
    public string AddDefaultRoute { get; } = Item["add-default-route"] ?? "yes";
    public bool AddsDefaultRoute => AddDefaultRoute is not ("no" or "false");
    public int DefaultRouteDistance { get; } = Item.Number("default-route-distance", 1);
    public bool UsePeerDns => Item["use-peer-dns"] is not ("no" or "false");
    /// <summary>Since 7.19; <c>none</c> otherwise.</summary>
    public string CheckGateway { get; } = Item["check-gateway"] ?? "none";
    public string Script { get; } = Item["script"] ?? "";
    public string? Status { get; } = Item["status"];
    public string? Gateway { get; } = Item["gateway"];
    public AddressWithPrefix? Address { get; } = AddressWithPrefix.Parse(Item["address"]);
}

/// <summary><c>/interface/pppoe-client</c> (reference 3.4).</summary>
public sealed record PppoeClientEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Name { get; } = Item["name"] ?? "";
    public string Interface { get; } = Item["interface"] ?? "";
    public bool AddsDefaultRoute => Item.Flag("add-default-route");
    public int DefaultRouteDistance { get; } = Item.Number("default-route-distance", 1);
    public bool UsePeerDns => Item.Flag("use-peer-dns");
    public string Profile { get; } = Item["profile"] ?? "default";
    public bool Running => Item.Flag("running");
}

/// <summary><c>/interface/lte</c> and <c>/interface/lte/apn</c> (reference 3.5).</summary>
public sealed record LteEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Name { get; } = Item["name"] ?? Item["default-name"] ?? "";
    public ImmutableArray<string> ApnProfiles { get; } = Item.List("apn-profiles");
}

public sealed record LteApnEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Name { get; } = Item["name"] ?? "default";
    public bool AddsDefaultRoute => Item["add-default-route"] is not ("no" or "false");
    public int DefaultRouteDistance { get; } = Item.Number("default-route-distance", 2);
    public bool UsePeerDns => Item["use-peer-dns"] is not ("no" or "false");
}

/// <summary><c>/interface/list</c>: a list may include and exclude others (reference 3.6).</summary>
public sealed record InterfaceListEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Name { get; } = Item["name"] ?? "";
    public ImmutableArray<string> Include { get; } = Item.List("include");
    public ImmutableArray<string> Exclude { get; } = Item.List("exclude");
}

public sealed record InterfaceListMemberEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string List { get; } = Item["list"] ?? "";
    public string Interface { get; } = Item["interface"] ?? "";
}

public sealed record BridgePortEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Bridge { get; } = Item["bridge"] ?? "";
    public string Interface { get; } = Item["interface"] ?? "";
}
