using DualWanPortal.Audit;
using DualWanPortal.Failover.Audit;
using static DualWanPortal.Tests.Audit.AuditSamples;

namespace DualWanPortal.Tests.Audit;

public sealed class FleetFindingsTests
{
    private static readonly AuditedRouter s_mill = new(1, "Mill", true, [Found("nat-wan-missing", Severity.High, "ether1"), Found("nat-wan-missing", Severity.Critical, "lte1"), Found("log-memory", Severity.Low)]);
    private static readonly AuditedRouter s_port = new(2, "Port", true, [Found("log-memory", Severity.Low), Found("def-equal", Severity.High)]);
    private static readonly AuditedRouter s_new = new(3, "New", false, []);

    [Fact]
    public void ByRule_TwoFindingsOnOneRouter_CountTwiceAndNameItOnce()
    {
        var rules = FleetFindings.ByRule([s_mill, s_port, s_new], null);

        Assert.Equal(["nat-wan-missing", "def-equal", "log-memory"], rules.Select(rule => rule.Rule));
        Assert.Equal((Severity.Critical, 2, "Mill"), (rules[0].Worst, rules[0].Count, Assert.Single(rules[0].Routers).Name));
        Assert.Equal(2, rules[2].Routers.Length);
    }

    [Fact]
    public void ByRouter_OneSeverity_LeavesOthersOut()
    {
        Assert.Equal(["Mill", "Port"], FleetFindings.ByRouter([s_port, s_mill, s_new], null).Select(router => router.Router.Name));
        var critical = Assert.Single(FleetFindings.ByRouter([s_mill, s_port], Severity.Critical));
        Assert.Equal(("Mill", 1), (critical.Router.Name, critical.Total));
    }

    [Fact]
    public void Sentence_RouterNeverRead_IsNotCalledClean()
    {
        Assert.Equal("5 findings on 2 of 3 routers, 1 not read yet.", FleetFindings.Sentence([s_mill, s_port, s_new]));
        Assert.Equal("1 not read yet.", FleetFindings.Sentence([s_new]));
        Assert.Equal("Nothing was found on the routers that were read.", FleetFindings.Sentence([s_new with { Read = true }]));
    }
}
