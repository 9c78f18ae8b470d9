using System.Collections.Immutable;
using Bunit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.History;
using DualWanPortal.Tests.Shell;

namespace DualWanPortal.Tests.History;

public sealed class HistoryPartsTests
{
    private static readonly DateTimeOffset s_now = Snapshots.Noon;

    [Fact]
    public void Window_NoParameters_IsTheLastDayAndLive() => Assert.Equal(new HistoryWindow("day", s_now.AddDays(-1), s_now, true), HistoryWindow.Of(null, null, s_now));

    [Fact]
    public void Window_SpanAndEnd_ComeFromTheUrl() =>
        Assert.Equal(new HistoryWindow("hour", s_now.AddHours(-6), s_now.AddHours(-5), false), HistoryWindow.Of("hour", "2026-03-01T07:00:00Z", s_now));

    [Theory]
    [InlineData("century", "yesterday")]
    [InlineData("day", "2999-01-01T00:00:00Z")]
    [InlineData("day", "0001-01-01T00:00:00Z")]
    public void Window_Nonsense_FallsBackToNow(string span, string at) => Assert.True(HistoryWindow.Of(span, at, s_now) is { IsLive: true, Span: "day" });

    [Fact]
    public void Window_Around_ShowsTheWholeStretch()
    {
        var (span, at) = HistoryWindow.Around(s_now.AddHours(-3), s_now.AddHours(-1));
        var window = HistoryWindow.Of(span, at, s_now.AddDays(1));
        Assert.Equal("day", span);
        Assert.True(window.From < s_now.AddHours(-3) && window.To > s_now.AddHours(-1));
    }

    [Theory]
    [InlineData("hour", 6)]
    [InlineData("day", 6)]
    [InlineData("week", 7)]
    [InlineData("month", 6)]
    [InlineData("year", 6)]
    public void Window_Ticks_AreFewAndInside(string span, int about)
    {
        var window = HistoryWindow.Of(span, null, s_now);
        var ticks = window.Ticks(TimeZoneInfo.Utc).ToList();
        Assert.InRange(ticks.Count, about - 1, about + 1);
        Assert.All(ticks, tick => Assert.InRange(tick.At, window.From, window.To));
    }

    [Fact]
    public async Task Lanes_GapAndDown_AreReachableByKeyboardAndSaidInWords()
    {
        await using var page = new PageContext();
        var window = HistoryWindow.Of("hour", null, s_now);
        ImmutableArray<LaneSpan> spans = [new(window.From, s_now.AddMinutes(-30), "working", "ether1"), new(s_now.AddMinutes(-30), s_now.AddMinutes(-10), "unknown", null), new(s_now.AddMinutes(-10), s_now, "down", null)];
        var lanes = page.Render<LaneChart>(parameters => parameters.Add(part => part.Window, window)
            .Add(part => part.Lanes, [new RouterLane(1, "Mill", "North", spans, [new WanLane("ether1", "Fibre", WanRole.Primary, spans)])])
            .Add(part => part.Href, (_, _, _) => "/history"));
        var links = lanes.FindAll(".lane.tall a");
        Assert.Equal(2, links.Count);
        Assert.Contains("not known", links[0].GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.NotNull(links[0].QuerySelector(".span-unknown"));
        Assert.Contains("down", links[1].GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("500", links[0].QuerySelector("rect")!.GetAttribute("x"));
        Assert.Contains("gap in monitoring", lanes.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventTable_Opened_ShowsEvidenceAndBothTimes()
    {
        await using var page = new PageContext();
        var row = new HistoryEvent(5, s_now, s_now.AddSeconds(2), "failover", 1, "Mill", "North", "lte1", "Traffic moved", [new Evidence(null, "/ip/route gateway=lte1")], 9, null);
        var table = page.Render<EventTable>(parameters => parameters.Add(part => part.Events, [row]).Add(part => part.Selected, 5).Add(part => part.Href, id => $"/history?event={id}"));
        Assert.Contains("/ip/route gateway=lte1", table.Find(".event-open").TextContent, StringComparison.Ordinal);
        Assert.Contains("12:00:02.000", table.Find(".event-open").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", table.Find(".event-kind").GetAttribute("aria-expanded"));
    }
}
