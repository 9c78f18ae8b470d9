using System.Collections.Immutable;
using System.Net;

namespace DualWanPortal.RouterOs.Model;

/// <summary><c>/ip/route</c> in both dialects (reference 3.1).</summary>
public sealed record RouteEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public AddressWithPrefix? Destination { get; } = AddressWithPrefix.Parse(Item["dst-address"] ?? "0.0.0.0/0");

    /// <summary>v6 allows several gateways in one route; v7 has one.</summary>
    public ImmutableArray<RouteGateway> Gateways { get; } = [.. Item.List("gateway").Select(RouteGateway.Parse)];

    public int Distance { get; } = Item.Number("distance", 1);
    public int Scope { get; } = Item.Number("scope", 30);
    public int TargetScope { get; } = Item.Number("target-scope", 10);

    /// <summary><c>none</c>, <c>ping</c>, <c>arp</c> or <c>bfd</c>.</summary>
    public string CheckGateway { get; } = Item["check-gateway"] ?? "none";

    /// <summary>The table: v7 <c>routing-table</c>, v6 <c>routing-mark</c>; <c>main</c> when neither names another.</summary>
    public string Table { get; } = NonEmpty(Item["routing-table"]) is { } table and not "main" ? table : NonEmpty(Item["routing-mark"]) ?? "main";

    public bool Blackhole => Item.Flag("blackhole") || Item["type"] is "blackhole" or "prohibit" or "unreachable";
    public bool IsDefault => Destination is { PrefixLength: 0, IsIPv4: true };

    public bool Active => Item.Flag("active");
    /// <summary>v7 says so; v6 has no such flag and a gateway-status instead.</summary>
    /// <remarks>With several gateways a v6 route works on as long as one of them answers.</remarks>
    public bool Inactive => Item.Flag("inactive") || (!Active && Item["gateway-status"] is { Length: > 0 } status && GatewayStatus.NoneReachable(status));
    public bool Ecmp => Item.Flag("ecmp");
    public bool FromDhcp => Item.Flag("dhcp");
    public bool FromVpn => Item.Flag("vpn");
    public bool FromModem => Item.Flag("modem");
    public bool Connected => Item.Flag("connect");

    /// <summary>
    /// The interfaces that traffic of this route leaves by, read from v7 <c>immediate-gw</c> (<c>203.0.113.1%ether1</c>, <c>pppoe-out1</c>) or v6
    /// <c>gateway-status</c> (<c>… reachable via  ether1</c>, <c>… recursive via 10.1.1.1 ether1</c>); empty when the next hop does not resolve.
    /// </summary>
    public ImmutableArray<string> ImmediateInterfaces { get; } = ReadImmediate(Item);

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ImmutableArray<string> ReadImmediate(ConfigItem item)
    {
        if (item["immediate-gw"] is { } immediate)
            return [.. immediate.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part[(part.IndexOf('%', StringComparison.Ordinal) + 1)..]).Distinct()];
        return item["gateway-status"] is { } status ? GatewayStatus.Interfaces(status) : [];
    }
}

/// <summary>What a route's gateway says: <c>A.B.C.D</c>, <c>ether1</c>, <c>A.B.C.D%ether1</c>, <c>A.B.C.D@table</c> (reference 3.1).</summary>
public sealed record RouteGateway(string Text, IPAddress? Address, string? Interface, string? Table)
{
    public static RouteGateway Parse(string text)
    {
        var rest = text;
        string? table = null;
        string? forced = null;
        if (rest.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
            (rest, table) = (rest[..at], rest[(at + 1)..]);
        if (rest.IndexOf('%', StringComparison.Ordinal) is var percent and >= 0)
            (rest, forced) = (rest[..percent], rest[(percent + 1)..]);
        return AddressWithPrefix.Parse(rest) is { IsHost: true } host && !rest.Contains('/', StringComparison.Ordinal)
            ? new RouteGateway(text, host.Address, forced, table)
            : new RouteGateway(text, null, rest, table);
    }
}

/// <summary><c>/routing/rule</c> (v7) and <c>/ip/route/rule</c> (v6), in order.</summary>
public sealed record RoutingRuleEntry(ConfigItem Item) : ConfigEntry(Item)
{
    public string Action { get; } = Item["action"] ?? "lookup";
    public string Table { get; } = Item["table"] ?? "main";
    public string? RoutingMark { get; } = Item["routing-mark"];
    public AddressWithPrefix? Source { get; } = AddressWithPrefix.Parse(Item["src-address"]);
    public AddressWithPrefix? Destination { get; } = AddressWithPrefix.Parse(Item["dst-address"]);
    public string? Interface { get; } = Item["interface"];
}
