using DualWanPortal.Simulation.Router.Routing;
using static DualWanPortal.Simulation.Tests.Routing.RoutingFacts;

namespace DualWanPortal.Simulation.Tests.Routing;

public class RouteSelectionOracleTests
{
    private static readonly string[] s_destinations = ["0.0.0.0/0", "0.0.0.0/0", "8.8.8.8/32", "8.8.4.4/32", "10.1.1.1/32", "8.8.0.0/16", "10.0.0.0/8"];
    private static readonly string[] s_gateways = ["10.111.0.1", "10.112.0.1", "8.8.8.8", "8.8.4.4", "10.1.1.1", "pppoe-out1", "10.111.0.1%ether1", "10.112.0.9%ether2"];
    private static readonly int[] s_targets = [10, 10, 11, 11, 12, 30];
    private static readonly int[] s_scopes = [10, 10, 11, 30, 30, 255];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    [InlineData(false, 4)]
    public void Select_RandomChanges_AgreesWithTheText(bool v7, int seed)
    {
        var random = new Random(seed);
        var dialect = v7 ? V7 : V6;
        var routes = new List<RouteFact> { Connected("10.111.0.0/24", "ether1"), Connected("10.112.0.0/24", "ether2") };
        var running = new HashSet<string> { "ether1", "ether2", "pppoe-out1" };
        var failed = new HashSet<CheckKey>();
        var unique = 0;
        for (var step = 0; step < 250; step++)
        {
            Change(random, routes, running, failed, dialect);
            var answers = SlowRouting.ConsistentAnswers([.. routes], running, failed, dialect);
            var verdicts = RouteSelection.Select(routes, running, failed, dialect);
            var active = verdicts.Select(verdict => verdict.Active).ToArray();
            // Sets of routes that chase their own tail have no answer in the text; all others must be one the text allows.
            if (answers.Count == 0)
                continue;
            unique += answers.Count == 1 ? 1 : 0;
            Assert.True(answers.Any(answer => answer.SequenceEqual(active)), $"step {step}: {string.Join(" | ", routes.Select((route, index) => $"{(active[index] ? "+" : "-")}{Words(route)}"))}");
        }
        Assert.True(unique > 180, $"only {unique} of 250 situations had one answer");
    }

    private static void Change(Random random, List<RouteFact> routes, HashSet<string> running, HashSet<CheckKey> failed, RoutingDialect dialect)
    {
        switch (random.Next(8))
        {
            case 0 when routes.Count > 3:
                routes.RemoveAt(random.Next(2, routes.Count));
                break;
            case 1:
                var name = random.Next(3) switch { 0 => "ether1", 1 => "ether2", _ => "pppoe-out1" };
                if (!running.Remove(name))
                    running.Add(name);
                break;
            case 2:
                var hops = routes.SelectMany(route => route.Hops.Select(hop => CheckKey.Of(route, hop, dialect))).OfType<CheckKey>().ToArray();
                if (hops.Length > 0 && hops[random.Next(hops.Length)] is var key && !failed.Remove(key))
                    failed.Add(key);
                break;
            default:
                if (routes.Count >= 8)
                    routes.RemoveAt(random.Next(2, routes.Count));
                routes.Insert(random.Next(2, routes.Count + 1), Random(random));
                break;
        }
    }

    private static RouteFact Random(Random random)
    {
        var destination = Pick(random, s_destinations);
        if (random.Next(8) == 0)
            return Blackhole(destination, random.Next(1, 4));
        return Static(destination, Pick(random, s_gateways), random.Next(1, 4), Pick(random, s_scopes), Pick(random, s_targets), random.Next(3) == 0 ? "ping" : "", random.Next(8) == 0 ? "other" : "main");
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static string Words(RouteFact route) => $"{route.Table} {route.Destination} via {string.Join('+', route.Hops)} d{route.Distance} s{route.Scope} t{route.TargetScope} {route.CheckGateway}";
}
