using DualWanPortal.Polling;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

public sealed class CheckNowTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_OfAHealthySite_AnswersEveryQuestionWithRawRows()
    {
        await using var site = await WatchedSite.StartAsync();

        var report = await site.Portal.Services.GetRequiredService<CheckNow>().RunAsync(site.RouterId, Cancelled);

        Assert.Null(report.Failure);
        Assert.Equal(["Routes", "NAT", "Ping by ether1", "Ping by ether2", "Resolve", "Log"], report.Answers.Select(answer => answer.Subject));
        Assert.True(report.Answers.All(answer => answer.Verdict == CheckVerdict.Good), string.Join("\n", report.Answers.Select(answer => $"{answer.Subject} {answer.Verdict} {answer.Sentence}")));
        Assert.Contains(report.Answers[0].Raw, row => row.Contains("0.0.0.0/0", StringComparison.Ordinal));
        Assert.Contains(report.Answers[1].Raw, row => row.Contains("masquerade", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_WithTheUpstreamDead_ShowsTheLossOfThatWan()
    {
        await using var site = await WatchedSite.StartAsync();
        await site.FaultAsync("ether1", "upstream-dead");

        var report = await site.Portal.Services.GetRequiredService<CheckNow>().RunAsync(site.RouterId, Cancelled);

        Assert.Equal(CheckVerdict.Bad, report.Answers.Single(answer => answer.Subject == "Ping by ether1").Verdict);
        Assert.Equal(CheckVerdict.Good, report.Answers.Single(answer => answer.Subject == "Ping by ether2").Verdict);
    }

    [Fact]
    public async Task Check_OfADeadRouter_IsAFailureInWords()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var id = await WatchedSite.AddAsync(portal, BadPeer.ClosedPort());

        var report = await portal.Services.GetRequiredService<CheckNow>().RunAsync(id, Cancelled);

        Assert.NotNull(report.Failure);
        Assert.Empty(report.Answers);
    }
}
