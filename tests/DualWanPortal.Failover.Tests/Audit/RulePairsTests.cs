using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

public class RulePairsTests
{
    public static TheoryData<string> Rules() => [.. Auditor.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void EveryRule_HasAPair_FiresOnTheOneAndIsSilentOnTheOther(string rule)
    {
        var pair = Assert.Single(RulePairs.All, pair => pair.Rule == rule);
        Assert.NotEmpty(pair.Fires());
        Assert.Empty(pair.Silent().Select(finding => finding.Message));
    }

    [Fact]
    public void Pairs_NameOnlyRulesThatThereAre() => Assert.Empty(RulePairs.All.Select(pair => pair.Rule).Except(Auditor.Rules.Select(rule => rule.Id)));

    /// <summary>A rule that is written and not entered would never run.</summary>
    [Fact]
    public void Rules_AllThatAreWritten_Run() =>
        Assert.Equal(typeof(IAuditRule).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(IAuditRule).IsAssignableFrom(type)).Select(type => ((IAuditRule)Activator.CreateInstance(type)!).Id).Order(StringComparer.Ordinal),
            Auditor.Rules.Select(rule => rule.Id).Order(StringComparer.Ordinal));
}
