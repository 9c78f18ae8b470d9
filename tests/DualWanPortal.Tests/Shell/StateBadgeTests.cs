using Bunit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Shell;

namespace DualWanPortal.Tests.Shell;

public sealed class StateBadgeTests
{
    [Theory]
    [InlineData(RouterState.Working, "Working", "state-working")]
    [InlineData(RouterState.OnBackup, "On backup", "state-on-backup")]
    [InlineData(RouterState.Degraded, "Degraded", "state-degraded")]
    [InlineData(RouterState.Down, "Down", "state-down")]
    [InlineData(RouterState.Unknown, "Unknown", "state-unknown")]
    public async Task StateBadge_EveryRouterState_HasWordIconAndColour(RouterState state, string word, string colour)
    {
        await using var page = new PageContext();
        var badge = page.Render<StateBadge>(parameters => parameters.Add(part => part.Router, state)).Find(".badge");
        Assert.Equal(word, badge.TextContent.Trim());
        Assert.Contains(colour, badge.ClassList);
        Assert.NotNull(badge.QuerySelector("svg path"));
    }

    [Fact]
    public void StateMarks_EveryState_HaveAnIconOfTheirOwn()
    {
        var marks = Enum.GetValues<RouterState>().Select(StateWords.Mark).ToList();
        Assert.All(marks, mark => Assert.True(Icons.Has(mark), mark));
        Assert.Equal(marks.Count, marks.Select(Icons.Path).Distinct().Count());
    }
}
