namespace DualWanPortal.Tests.Plans.Kills;

public sealed class KillTests
{
    [Fact]
    public async Task Try()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var rig = await KillRig.StartAsync(stop);
        foreach (var profile in new[] { "6.49", "7.12", "7.18", "7.21", "7.21-home" })
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var result = await KillRun.RunAsync(rig, new KillCase(KillKind.None, profile, "two-isps-broken", 0), stop);
            TestContext.Current.TestOutputHelper!.WriteLine($"{profile} {result.Outcome} {result.Problem} {result.Continuations} {watch.ElapsedMilliseconds} ms");
            foreach (var kind in Enum.GetValues<KillKind>().Skip(1))
                for (var point = 5; point < result.Continuations; point += kind == KillKind.PortalGone ? 7 : 47)
                {
                    watch.Restart();
                    var one = await KillRun.RunAsync(rig, new KillCase(kind, profile, "two-isps-broken", point), stop);
                    TestContext.Current.TestOutputHelper!.WriteLine($"{profile} {kind} {point} {one.Outcome} {one.Problem} {watch.ElapsedMilliseconds} ms");
                }
        }
    }
}
