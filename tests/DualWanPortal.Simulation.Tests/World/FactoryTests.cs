using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Reference Appendix B, line by line, in a site that is as it should be.</summary>
public class FactoryTests
{
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.18")]
    [InlineData("7.21")]
    public void Reference_Appendix_B_Filter_HasTheRulesOfTheFactoryInOrder(string profile)
    {
        var desk = Sites.Settled("two-isps", RouterProfile.Named(profile)).At();
        var rules = desk.Run("/ip/firewall/filter/print").Rows;
        Assert.Equal(
        [
            "accept established,related,untracked", "drop invalid", "accept ICMP", "accept to local loopback (for CAPsMAN)", "drop all not coming from LAN",
            "accept in ipsec policy", "accept out ipsec policy", "fasttrack", "accept established,related,untracked", "drop invalid", "drop all from WAN not DSTNATed",
        ], rules.Select(rule => rule["comment"].Replace("defconf: ", "", StringComparison.Ordinal)));
        var fast = rules.Single(rule => rule["action"] == "fasttrack-connection");
        Assert.Equal(profile == "7.18" ? "true" : null, fast.GetValueOrDefault("hw-offload"));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_Appendix_B_Dns_KnowsTheRouterByName(string profile)
    {
        var site = Sites.Settled("fibre-lte", RouterProfile.Named(profile));
        var entry = site.At().Run("/ip/dns/static/print", "?name=router.lan").Rows.Single();
        Assert.Equal(("192.168.88.1", "defconf"), (entry["address"], entry["comment"]));
        var answer = site.At().Run("/resolve", "=domain-name=router.lan");
        site.Wait(1);
        Assert.Equal("192.168.88.1", answer.Ret);
    }
}
