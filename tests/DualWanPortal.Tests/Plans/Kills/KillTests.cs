using DualWanPortal.Plans;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>Whatever ends in the middle of a plan: the router is in the old state or in the new one, confirmed, and nothing foreign has changed.</summary>
public sealed class KillTests
{
    public static TheoryData<string> Profiles => [.. RouterProfile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Apply_EndedAnywhere_RouterIsInOldOrNewState(string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var rig = await KillRig.StartAsync(stop);
        var undisturbed = await KillRun.RunAsync(rig, new KillCase(KillKind.None, profile, "two-isps-broken", 0), stop);
        Assert.Equal((PlanStates.Confirmed, null), (undisturbed.Outcome, undisturbed.Problem));

        var results = new List<KillResult>();
        foreach (var what in KillMatrix.Of(undisturbed, every: null))
            results.Add(await KillRun.RunAsync(rig, what, stop));

        Assert.Empty(results.Where(result => result.Problem is not null).Select(result => $"{result.Case.Kind} at {result.Case.Point}: {result.Outcome}. {result.Problem}"));
        Assert.True(results.Count >= 40, $"{results.Count} runs");
        Assert.Contains(results, result => result.Outcome == PlanStates.Confirmed);
        Assert.Contains(results, result => result.Outcome == PlanStates.RolledBack);
    }

    [Theory]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public async Task Apply_OtherMethodsEndedAnywhere_RouterIsInOldOrNewState(string policy)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var rig = await KillRig.StartAsync(stop);
        var undisturbed = await KillRun.RunAsync(rig, new KillCase(KillKind.None, "7.21", "two-isps-broken", 0) { Policy = policy }, stop);
        Assert.Equal((PlanStates.Confirmed, null), (undisturbed.Outcome, undisturbed.Problem));
        foreach (var what in KillMatrix.Of(undisturbed, every: 90))
            Assert.Null((await KillRun.RunAsync(rig, what, stop)).Problem);
    }
}
