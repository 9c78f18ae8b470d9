using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>A router that people change and that loses its links: after each step its routing table is one that the text allows (reference 4.1, 4.2).</summary>
public class LivingRouterOracleTests
{
    private static readonly string[] s_destinations = ["0.0.0.0/0", "0.0.0.0/0", "8.8.8.8/32", "8.8.4.4/32", "10.1.1.1/32", "10.0.0.0/8"];
    private static readonly string[] s_gateways = ["10.111.0.1", "10.112.0.1", "8.8.8.8", "8.8.4.4", "10.1.1.1", "10.111.0.1%ether1", "ether2"];
    private static readonly string[] s_faults = ["cable-out", "upstream-dead", "gateway-silent", "icmp-blocked"];

    [Theory]
    [InlineData("6.49", 11)]
    [InlineData("6.49", 12)]
    [InlineData("7.18", 13)]
    [InlineData("7.21", 14)]
    [InlineData("7.21", 15)]
    public void Step_AnyOfThem_LeavesATableThatTheTextAllows(string profile, int seed)
    {
        var random = new Random(seed);
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, "/ip address add address=10.113.0.2/24 interface=ether4");
        for (var step = 0; step < 100; step++)
        {
            var done = Step(site, random);
            site.Wait(random.Next(4) == 0 ? 35 : 1);
            var wrong = SlowTable.Wrong(site);
            Assert.True(wrong is null, $"seed {seed}, step {step} ({done}): {wrong}");
        }
    }

    private static string Step(SimulatedSite site, Random random)
    {
        var routes = site.Router["/ip/route"].Rows.Where(row => !row.Dynamic).ToArray();
        switch (random.Next(12))
        {
            case 0 when routes.Length > 0:
                return Run(site, "/ip/route/remove", "=.id=" + Pick(random, routes).Id);
            case 1 when routes.Length > 0:
                return Run(site, random.Next(2) == 0 ? "/ip/route/disable" : "/ip/route/enable", "=.id=" + Pick(random, routes).Id);
            case 2 when routes.Length > 0:
                return Run(site, "/ip/route/set", "=.id=" + Pick(random, routes).Id, Pick(random, "=distance=1", "=distance=3", "=scope=10", "=scope=30", "=target-scope=10", "=target-scope=11", "=target-scope=30", "=gateway=" + Pick(random, s_gateways)));
            case 3:
                return Run(site, Pick(random, "/interface/disable", "/interface/enable", "/interface/enable"), "=.id=" + Pick(random, "ether1", "ether2", "ether4"));
            case 4:
                return Run(site, Pick(random, "/ip/address/disable", "/ip/address/enable", "/ip/address/enable"), "=.id=" + Pick(random, [.. site.Router["/ip/address"].Rows]).Id);
            case 5:
                var own = site.Router["/ip/address"].Rows;
                return own.Count > 4 ? Run(site, "/ip/address/remove", "=.id=" + own[^1].Id) : Run(site, "/ip/address/add", $"=address=10.{random.Next(111, 115)}.0.{random.Next(3, 200)}/24", "=interface=" + Pick(random, "ether1", "ether2", "ether4"));
            case 6 or 7:
                var fault = Pick(random, s_faults);
                site.Break(Pick(random, "ether1", "ether2"), fault);
                return fault;
            case 8:
                site.ClearFaults();
                return "mended";
            default:
                if (routes.Length >= 6)
                    Run(site, "/ip/route/remove", "=.id=" + Pick(random, routes).Id);
                return Run(site, "/ip/route/add", [.. Route(site, random)]);
        }
    }

    private static IEnumerable<string> Route(SimulatedSite site, Random random)
    {
        yield return "=dst-address=" + Pick(random, s_destinations);
        yield return $"=distance={random.Next(1, 4)}";
        if (random.Next(8) == 0)
        {
            yield return site.Router.Profile.Version.IsV6 ? "=type=blackhole" : "=blackhole=";
            yield break;
        }
        yield return "=gateway=" + Pick(random, s_gateways);
        yield return "=scope=" + Pick(random, "10", "10", "30");
        yield return "=target-scope=" + Pick(random, "10", "11", "11", "12", "30");
        if (random.Next(3) == 0)
            yield return "=check-gateway=ping";
    }

    private static string Run(SimulatedSite site, string path, params string[] words)
    {
        site.At().Run(path, words);
        return $"{path} {string.Join(' ', words)}";
    }

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];
}
