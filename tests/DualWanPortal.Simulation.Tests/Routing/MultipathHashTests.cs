using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>Reference 4.1: what equal routes share among themselves, pairs of addresses or connections.</summary>
public class MultipathHashTests
{
    private const string Equal = """
        /ip/route/add gateway=10.111.0.1 comment=one
        /ip/route/add gateway=10.112.0.1 comment=two
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("l3")]
    [InlineData("l3-inner")]
    public void Reference_4_1_HashOfAddresses_KeepsAPairOnOneWay(string? policy)
    {
        var site = RecipeBench.Static(RouterProfile.V721, policy is null ? Equal : Equal + "\n/ip/settings/set ipv4-multipath-hash-policy=" + policy);
        Assert.Equal(policy ?? "l3", site.Router["/ip/settings"].Settings["ipv4-multipath-hash-policy"]);
        Assert.Single(Enumerable.Range(0, 60).Select(_ => Exit(site)).Distinct());
    }

    [Fact]
    public void Reference_4_1_HashOfPorts_SharesTheConnectionsOfOnePair()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Equal + "\n/ip/settings/set ipv4-multipath-hash-policy=l4");
        Assert.InRange(Enumerable.Range(0, 100).Count(_ => Exit(site) == "ether1"), 25, 75);
        // A connection stays on its way, packet for packet.
        for (var count = 0; count < 10; count++)
        {
            var open = site.Running.Clients.Open("bridge", Ipv4.Parse("192.168.88.10")!.Value, Internet.AddressOf("www.example.com")!.Value, "tcp", 443).Connection!;
            Assert.Equal((open.Via, true), (site.Running.Clients.Send(open).Via, site.Running.Clients.Send(open).Answered));
        }
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    public void Reference_4_1_BeforeThePolicyExisted_PairsOfAddressesAreHashed(string profile)
    {
        var version = RouterProfile.Named(profile)!;
        var site = RecipeBench.Static(version, version.Version.IsV6 ? "/ip/route/add gateway=10.111.0.1,10.112.0.1" : Equal);
        Assert.Contains("unknown parameter", site.At().Refusal("/ip/settings/set", "=ipv4-multipath-hash-policy=l4"), StringComparison.Ordinal);
        Assert.Single(Enumerable.Range(0, 60).Select(_ => Exit(site)).Distinct());
    }

    private static string? Exit(SimulatedSite site) =>
        site.Running.Clients.Connect("bridge", Ipv4.Parse("192.168.88.10")!.Value, Internet.AddressOf("www.example.com")!.Value, "tcp", 443).Via;
}
