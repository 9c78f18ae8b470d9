using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

public class RuleHelpTests
{
    [Fact]
    public void Read_EveryRule_HasAPageWithWhyHowAndSource()
    {
        Assert.NotEmpty(Auditor.Rules);
        foreach (var rule in Auditor.Rules)
        {
            var page = RuleHelp.Read(rule.Id);
            Assert.NotNull(page);
            Assert.StartsWith("# ", page, StringComparison.Ordinal);
            Assert.All(new[] { "**Why it matters.**", "**How to mend it.**", "**Source.**" }, part => Assert.Contains(part, page, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("no-such-rule")]
    [InlineData("../nat-wan-missing")]
    [InlineData("")]
    public void Read_UnknownRule_GivesNull(string id) => Assert.Null(RuleHelp.Read(id));
}
