using DualWanPortal.Plans;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>Whatever ends in the middle of a plan: the router is in the old state or in the new one, confirmed, and nothing foreign has changed.</summary>
public sealed class KillApplyTests
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

        Assert.Empty(results.Where(result => result.Problem is not null).Select(result => $"{result.Case.Kind} at {result.Case.Place}: {result.Outcome}. {result.Problem}"));
        Assert.True(results.Count >= 40, $"{results.Count} runs");
        Assert.Contains(results, result => result.Outcome == PlanStates.Confirmed);
        Assert.Contains(results, result => result.Outcome == PlanStates.RolledBack);
    }
}

/// <summary>The same while a plan is taken back: a class of its own, because classes run side by side.</summary>
public sealed class KillUndoTests
{
    [Theory]
    [MemberData(nameof(KillApplyTests.Profiles), MemberType = typeof(KillApplyTests))]
    public async Task Undo_EndedAnywhere_PlanStandsOrIsTakenBack(string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var rig = await KillRig.StartAsync(stop);
        var undisturbed = await KillRun.RunAsync(rig, new KillCase(KillKind.None, profile, "two-isps-broken", 0) { Undo = true }, stop);
        Assert.Equal((PlanStates.Undone, null), (undisturbed.Outcome, undisturbed.Problem));

        var results = new List<KillResult>();
        foreach (var what in KillMatrix.Of(undisturbed, every: 75))
            results.Add(await KillRun.RunAsync(rig, what, stop));

        Assert.Empty(results.Where(result => result.Problem is not null).Select(result => $"{result.Case.Kind} at {result.Case.Place}: {result.Outcome}. {result.Problem}"));
        Assert.Contains(results, result => result.Outcome == PlanStates.Confirmed);
        Assert.Contains(results, result => result.Outcome == PlanStates.Undone);
    }
}

/// <summary>The same in safe mode, and with the other methods.</summary>
public sealed class KillTests
{
    /// <summary>Reference 6.4: what the dead-man did in safe mode floats too, and is undone with the rest; its own entries come back with that.</summary>
    [Theory]
    [InlineData("7.18")]
    [InlineData("7.21")]
    [InlineData("7.21-home")]
    public async Task Reference_6_4_DeadManFiresWhileSafeModeIsHeld_RouterIsInOldState(string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var rig = await KillRig.StartAsync(stop);
        var undisturbed = await KillRun.RunAsync(rig, new KillCase(KillKind.None, profile, "two-isps-broken", 0), stop);
        var results = new List<KillResult>();
        // In the second half of the work steps stand and safe mode is held, until it is released near the end.
        for (var point = undisturbed.Continuations / 2; point <= undisturbed.Continuations * 3 / 4; point += undisturbed.Continuations / 12)
            results.Add(await KillRun.RunAsync(rig, undisturbed.Case with { Kind = KillKind.MachineLongGone, Point = point, After = undisturbed.After }, stop));

        Assert.All(results, result => Assert.Null(result.Problem));
        Assert.Contains(results, result => result is { FiredInSafeMode: true, End: KillEnd.Old, Outcome: PlanStates.RolledBack });
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
