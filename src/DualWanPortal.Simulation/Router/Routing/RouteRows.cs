using System.Globalization;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>Between rows of <c>/ip/route</c> or <c>/ipv6/route</c> and route selection, in both dialects (reference 3.1).</summary>
internal static class RouteRows
{
    /// <summary>The route a row describes; null for a disabled or unreadable one, or one of the other family.</summary>
    public static RouteFact? Read(MenuRow row, AddressFamily family)
    {
        if (row.Disabled || (row["dst-address"] is { Length: > 0 } text ? IpPrefix.Parse(text) : family.Default) is not { } destination || destination.Network.IsV6 != family.IsV6)
            return null;
        var connected = row.Flag("connect");
        return new RouteFact
        {
            Table = NonEmpty(row["routing-mark"]) ?? NonEmpty(row["routing-table"]) ?? "main",
            Destination = destination,
            Distance = Number(row["distance"], connected ? 0 : 1),
            Scope = Number(row["scope"], connected ? 10 : 30),
            TargetScope = Number(row["target-scope"], connected ? 5 : 10),
            Action = Action(row),
            Connected = connected,
            Hops = [.. (row["gateway"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NextHop.Parse)],
            PreferredSource = IpAddress.Parse(row["pref-src"]),
            CheckGateway = row["check-gateway"] is { Length: > 0 } check and not "none" ? check : "",
        };
    }

    /// <summary>Writes what selection found into the row, as the version words it.</summary>
    public static void Write(Menu menu, MenuRow row, RouteVerdict? verdict, RouterProfile profile)
    {
        if (profile.Version.IsV6)
            WriteV6(menu, row, verdict);
        else
            WriteV7(menu, row, verdict);
    }

    private static void WriteV7(Menu menu, MenuRow row, RouteVerdict? verdict)
    {
        var unicast = verdict is { Route.Action: RouteAction.Unicast };
        menu.Set(row, byHand: false,
            ("active", Word(verdict is { Active: true })),
            ("inactive", Word(verdict is { Reachable: false })),
            ("ecmp", Word(verdict is { Ecmp: true })),
            ("static", Word(!row.Dynamic)),
            ("immediate-gw", verdict is null ? "" : !unicast ? null : verdict.Route.Connected ? verdict.Hops is [{ Immediate: [var exit, ..] }, ..] ? exit.Interface : "" : string.Join(',', verdict.ImmediateHops)));
    }

    private static void WriteV6(Menu menu, MenuRow row, RouteVerdict? verdict)
    {
        var status = verdict is { Route.Action: RouteAction.Unicast } ? string.Join(',', verdict.Hops.Select(Status)) : null;
        menu.Set(row, byHand: false,
            ("active", verdict is { Active: true } ? "true" : null),
            ("static", row.Dynamic && row.Flag("connect") ? null : "true"),
            ("gateway-status", status));
    }

    private static string Status(HopVerdict hop) => hop switch
    {
        { Usable: false } => $"{hop.Hop} unreachable",
        { Hop.Address: null } => $"{hop.Hop.Interface} reachable",
        { Recursive: true, Immediate: [{ Address: { } via } exit, ..] } => $"{hop.Hop} recursive via {via} {exit.Interface}",
        { Recursive: true } => $"{hop.Hop} recursive via {hop.Immediate[0].Interface}",
        // Two spaces after "via", as routers print it.
        _ => $"{hop.Hop.Address} reachable via  {hop.Immediate[0].Interface}",
    };

    private static RouteAction Action(MenuRow row) => row.Flag("blackhole") ? RouteAction.Blackhole : row["type"] switch
    {
        "blackhole" => RouteAction.Blackhole,
        "unreachable" => RouteAction.Unreachable,
        "prohibit" => RouteAction.Prohibit,
        _ => RouteAction.Unicast,
    };

    private static int Number(string? text, int absent) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : absent;
    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
    private static string Word(bool value) => value ? "true" : "false";
}
