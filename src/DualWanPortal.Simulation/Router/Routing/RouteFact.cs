using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Routing;

public enum RouteAction { Unicast, Blackhole, Unreachable, Prohibit }

/// <summary>
/// Where a route hands its packets, as configured: <c>A.B.C.D</c>, <c>ether1</c>, <c>A.B.C.D%ether1</c>, <c>A.B.C.D@table</c> (reference 3.1).
/// At least one of address and interface is present in a usable hop.
/// </summary>
public readonly record struct NextHop(IpAddress? Address, string? Interface, string? Table = null)
{
    public static NextHop Parse(string text)
    {
        string? table = null;
        string? forced = null;
        if (text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
            (text, table) = (text[..at], text[(at + 1)..]);
        if (text.IndexOf('%', StringComparison.Ordinal) is var percent and >= 0)
            (text, forced) = (text[..percent], text[(percent + 1)..]);
        return IpAddress.Parse(text) is { } address ? new NextHop(address, forced, table) : new NextHop(null, text, table);
    }

    public override string ToString() => (Address, Interface) switch
    {
        ({ } address, { } name) => $"{address}%{name}",
        ({ } address, null) => address.ToString(),
        _ => Interface ?? "",
    };
}

/// <summary>The last step of a resolved next hop: the interface, and the neighbour on it unless the interface itself is the gateway.</summary>
public readonly record struct ImmediateHop(IpAddress? Address, string Interface)
{
    /// <summary>As v7 words it in <c>immediate-gw</c>.</summary>
    public override string ToString() => Address is { } address ? $"{address}%{Interface}" : Interface;
}

/// <summary>One route as route selection sees it. Disabled routes are not among the facts.</summary>
public sealed record RouteFact
{
    public string Table { get; init; } = "main";
    public IpPrefix Destination { get; init; }
    public int Distance { get; init; } = 1;
    public int Scope { get; init; } = 30;
    public int TargetScope { get; init; } = 10;
    public RouteAction Action { get; init; }

    /// <summary>The route of an address on an interface: immediate by nature, its hop is the interface.</summary>
    public bool Connected { get; init; }

    /// <summary>One on v7; v6 allows several in one route.</summary>
    public ImmutableArray<NextHop> Hops { get; init; } = [];

    /// <summary><c>ping</c>, <c>arp</c>, <c>bfd</c>; empty for none.</summary>
    public string CheckGateway { get; init; } = "";

    /// <summary>Source that the router uses for its own packets by this route.</summary>
    public IpAddress? PreferredSource { get; init; }
}

/// <summary>
/// What one gateway probe answers for. v7: one per (address, accepted scope, kind), so that routes do not influence each other. v6: one per address, whatever the
/// route (reference 4.2).
/// </summary>
public readonly record struct CheckKey(NextHop Hop, int TargetScope, string Kind)
{
    public static CheckKey? Of(RouteFact route, NextHop hop, RoutingDialect dialect)
    {
        // An interface gateway has no address to probe: the check is accepted and tests nothing (reference 4.3).
        if (hop.Address is null)
            return null;
        if (dialect.GatewaysAreShared)
            return new CheckKey(hop with { Table = null }, 0, "");
        return route.CheckGateway is "" or "none" or "bfd" ? null : new CheckKey(hop, route.TargetScope, route.CheckGateway);
    }
}

/// <summary>The rules of route selection that differ between versions (reference 4.1, 4.2).</summary>
/// <param name="EqualDistanceMerges">v7: equal candidates become ECMP; v6: the first one is active alone.</param>
/// <param name="CorrectsScope">v7: a scope that does not exceed the target-scope counts as target-scope + 1.</param>
/// <param name="GatewaysAreShared">v6: one gateway object per address.</param>
public readonly record struct RoutingDialect(bool EqualDistanceMerges, bool CorrectsScope, bool GatewaysAreShared)
{
    public static RoutingDialect Of(RouterProfile profile) => new(profile.EqualDistanceMerges, profile.CorrectsScope, profile.Version.IsV6);

    /// <summary>The scope by which others may resolve through the route (reference 4.2). Connected routes count as 10.</summary>
    public int EffectiveScope(RouteFact route)
    {
        if (route.Connected)
            return 10;
        var scope = CorrectsScope && route.Scope == 255 ? 254 : route.Scope;
        return CorrectsScope && scope <= route.TargetScope ? route.TargetScope + 1 : scope;
    }
}
