namespace DualWanPortal.RouterOs.Model;

/// <summary>One rule of nat, filter, mangle or raw, in the order of its chain (reference 3.7). Matchers are read by name from <see cref="ConfigEntry.Item"/>.</summary>
public sealed record FirewallRuleEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Chain { get; } = Item["chain"] ?? "";
    public string Action { get; } = Item["action"] ?? "accept";
    public string? OutInterface { get; } = Item["out-interface"];
    public string? OutInterfaceList { get; } = Item["out-interface-list"];
    public string? InInterface { get; } = Item["in-interface"];
    public string? InInterfaceList { get; } = Item["in-interface-list"];

    /// <summary>Counters; null in an export.</summary>
    public long? Bytes { get; } = long.TryParse(Item["bytes"], System.Globalization.CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    public long? Packets { get; } = long.TryParse(Item["packets"], System.Globalization.CultureInfo.InvariantCulture, out var packets) ? packets : null;
}

/// <summary><c>/ip/firewall/address-list</c>.</summary>
public sealed record AddressListEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string List { get; } = Item["list"] ?? "";
    public string Address { get; } = Item["address"] ?? "";
}
