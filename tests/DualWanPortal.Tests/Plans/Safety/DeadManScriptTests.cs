using System.Text;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Safety;

namespace DualWanPortal.Tests.Plans.Safety;

public sealed class DeadManScriptTests
{
    private static readonly DeadManNames s_names = new(7);

    private static Plan PlanOf(int steps) => new([.. Enumerable.Range(1, steps).Select(number => new PlanStep
    {
        Kind = StepKind.Add, Why = "",
        Do = new RouterCommand("/ip/route", "add", [], [KeyValuePair.Create("comment", $"dwp:{number}")]),
        Undo = new RouterCommand("/ip/route", "remove", [KeyValuePair.Create("comment", $"dwp:{number}")], []),
    })], [], "");

    [Fact]
    public void Of_ShortPlan_IsOneScriptThatRemovesItselfLast()
    {
        var script = Assert.Single(DeadManScript.Of(s_names, "plan 7", PlanOf(2), scheduler: true));
        var lines = script.Source.Split('\n');
        Assert.Contains("dwp:2", lines[0], StringComparison.Ordinal);
        Assert.Contains("dwp:1", lines[1], StringComparison.Ordinal);
        Assert.Equal(":do {/system script remove [find comment=\"dwp:deadman-7\"]} on-error={}", lines[^1]);
        Assert.Contains(lines, line => line.StartsWith(":do {/system scheduler remove", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_HomeDeviceMode_DoesNotNameTheScheduler() =>
        Assert.DoesNotContain("scheduler", Assert.Single(DeadManScript.Of(s_names, "plan 7", PlanOf(1), scheduler: false)).Source, StringComparison.Ordinal);

    [Fact]
    public void Of_LongPlan_IsCutIntoPartsThatAreCalledInOrder()
    {
        var scripts = DeadManScript.Of(s_names, "plan 7", PlanOf(400), scheduler: true);
        Assert.True(scripts.Length > 2);
        Assert.All(scripts, script => Assert.True(Encoding.UTF8.GetByteCount(script.Source) <= DeadManScript.LongestSource, script.Name));
        Assert.Equal(s_names.Script, scripts[^1].Name);
        var calls = scripts[^1].Source.Split('\n').Where(line => line.Contains("script run", StringComparison.Ordinal)).ToList();
        Assert.Equal([.. scripts[..^1].Select(part => $":do {{/system script run {part.Name}}} on-error={{}}")], calls);
        // Together they are the whole way back, last step first.
        Assert.Equal(RevertScript.Lines(PlanOf(400)), [.. scripts[..^1].SelectMany(part => part.Source.Split('\n'))]);
    }
}
