using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>Routes in one line, and selection over them.</summary>
internal static class RoutingFacts
{
    public static readonly RoutingDialect V7 = new(EqualDistanceMerges: true, CorrectsScope: true, GatewaysAreShared: false);
    public static readonly RoutingDialect V6 = new(EqualDistanceMerges: false, CorrectsScope: false, GatewaysAreShared: true);

    public static RouteFact Connected(string destination, string name) =>
        new() { Destination = Prefix(destination), Connected = true, Distance = 0, Scope = 10, TargetScope = 5, Hops = [new NextHop(null, name)] };

    public static RouteFact Static(string destination, string gateway, int distance = 1, int scope = 30, int target = 10, string check = "", string table = "main") =>
        new()
        {
            Destination = Prefix(destination), Distance = distance, Scope = scope, TargetScope = target, CheckGateway = check, Table = table,
            Hops = [.. gateway.Split(',').Select(NextHop.Parse)],
        };

    public static RouteFact Blackhole(string destination, int distance = 20) => new() { Destination = Prefix(destination), Distance = distance, Action = RouteAction.Blackhole };

    public static RouteVerdict[] Select(this RoutingDialect dialect, IReadOnlyList<RouteFact> routes, string running = "ether1,ether2", params CheckKey[] failed) =>
        [.. RouteSelection.Select(routes, running.Split(',').ToHashSet(), failed.ToHashSet(), dialect)];

    public static string Exits(this RouteVerdict verdict) => string.Join(',', verdict.ImmediateHops);

    public static Ipv4Prefix Prefix(string text) => Ipv4Prefix.Parse(text)!.Value;
}
