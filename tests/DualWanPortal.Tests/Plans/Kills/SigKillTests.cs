namespace DualWanPortal.Tests.Plans.Kills;

public sealed class SigKillTests
{
    [Theory]
    [InlineData("6.49", 3)]
    [InlineData("6.49", 9)]
    [InlineData("6.49", 14)]
    [InlineData("7.12", 6)]
    [InlineData("7.12", 12)]
    [InlineData("7.18", 7)]
    [InlineData("7.18", 16)]
    [InlineData("7.21", 8)]
    [InlineData("7.21", 11)]
    [InlineData("7.21", 18)]
    [InlineData("7.21-home", 10)]
    [InlineData("7.21-home", 15)]
    public async Task Process_KilledAfterSoManyLinesOfItsJournal_RouterIsInOldOrNewState(string profile, int lines) =>
        Assert.Null((await SigKillRun.RunAsync(profile, lines, TestContext.Current.CancellationToken)).Problem);
}
