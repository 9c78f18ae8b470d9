using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

public class AuditScoreTests
{
    private static Finding Of(string rule, Severity severity) => new(rule, severity, "t", "m", [], []);

    [Fact]
    public void Of_NothingButRemarks_IsTheBest() => Assert.Equal(AuditScore.Best, AuditScore.Of([Of("log-memory", Severity.Info)], [Of("log-memory", Severity.Info)]));

    [Fact]
    public void Of_ARuleThatSpeaksTwice_TakesOffOnceByItsGravest()
    {
        Finding[] findings = [Of("mgmt-exposed", Severity.Medium), Of("mgmt-exposed", Severity.High), Of("ntp-none", Severity.Low)];
        Assert.Equal(AuditScore.Best - AuditScore.Weight(Severity.High) - AuditScore.Weight(Severity.Low), AuditScore.Of(findings, findings));
    }

    [Fact]
    public void Of_FarTooMuch_IsZero()
    {
        var findings = Enumerable.Range(0, 20).Select(i => Of($"rule-{i}", Severity.Critical)).ToList();
        Assert.Equal(0, AuditScore.Of(findings, findings));
    }

    [Fact]
    public void Of_OneWan_IsNoScore() => Assert.Null(AuditScore.Of([], [Of("wan-single", Severity.Info)]));
}
