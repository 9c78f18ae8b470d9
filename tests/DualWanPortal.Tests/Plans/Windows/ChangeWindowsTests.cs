using System.Globalization;
using DualWanPortal.Plans.Windows;

namespace DualWanPortal.Tests.Plans.Windows;

public sealed class ChangeWindowsTests
{
    private static readonly TimeSpan s_need = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("Mon-Fri 22:00-05:00", 5, 22, 29)]
    [InlineData("Sat,Sun 00:00-24:00", 2, 0, 24)]
    [InlineData("fri-mon 1:00-4:00", 4, 1, 4)]
    [InlineData("Monday,Wed 20:00-21:00", 2, 20, 21)]
    [InlineData("01:00-04:00", 7, 1, 4)]
    public void Read_AWindow_HasItsDaysAndHours(string text, int days, int from, int to)
    {
        var (window, problem) = ChangeWindow.Read(text);
        Assert.Null(problem);
        Assert.Equal((days, TimeSpan.FromHours(from), TimeSpan.FromHours(to)), (window!.Days.Length, window.From, window.To));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mon-Fri")]
    [InlineData("Foo 22:00-05:00")]
    [InlineData("Mon-Tue-Wed 22:00-05:00")]
    [InlineData("Monkey 22:00-05:00")]
    [InlineData("Mon 22:00-22:00")]
    [InlineData("Mon 24:00-01:00")]
    [InlineData("Mon 22:00")]
    [InlineData("Mon 25:00-26:00")]
    [InlineData("Mon 22:00-23:00 please")]
    public void Read_WhatIsNoWindow_IsToldInOneSentence(string text)
    {
        var (window, problem) = ChangeWindow.Read(text);
        Assert.Null(window);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AZoneThatIsNotKnown_IsRefused() =>
        Assert.Contains("Europe/Berlin", Assert.Single(ChangeWindows.Read("Mars/Olympus", ["Mon 01:00-02:00"]).Problems), StringComparison.Ordinal);

    [Theory]
    // Thursday 2026-01-15 in Berlin, winter: UTC+1.
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15T21:00:00Z", "2026-01-16T04:00:00Z")]
    [InlineData("2026-01-15T21:00:00Z", "2026-01-15T21:00:00Z", "2026-01-16T04:00:00Z")]
    [InlineData("2026-01-16T03:50:00Z", "2026-01-15T21:00:00Z", "2026-01-16T04:00:00Z")]
    // Nine minutes are not enough for ten: the next one, which is Friday's.
    [InlineData("2026-01-16T03:51:00Z", "2026-01-16T21:00:00Z", "2026-01-17T04:00:00Z")]
    // Friday's ends on Saturday morning; then the weekend, until Monday evening.
    [InlineData("2026-01-17T05:00:00Z", "2026-01-19T21:00:00Z", "2026-01-20T04:00:00Z")]
    public void Next_OfNights_IsTheOneThatLeavesEnoughTime(string now, string from, string to) => Check("Europe/Berlin", ["Mon-Fri 22:00-05:00"], now, from, to);

    [Fact]
    public void Next_OfWindowsThatTouch_IsOne() =>
        Check("UTC", ["Sat 22:00-24:00", "Sun 00:00-06:00", "Sun 05:00-08:00"], "2026-01-17T23:55:00Z", "2026-01-17T22:00:00Z", "2026-01-18T08:00:00Z");

    [Fact]
    public void Next_InANightThatLosesAnHour_EndsByTheWallClock() =>
        Check("Europe/Berlin", ["Sat 22:00-05:00"], "2026-03-28T12:00:00Z", "2026-03-28T21:00:00Z", "2026-03-29T03:00:00Z");

    [Fact]
    public void Next_InANightThatHasAnHourTwice_EndsByTheWallClock() =>
        Check("Europe/Berlin", ["Sat 22:00-05:00"], "2026-10-24T12:00:00Z", "2026-10-24T20:00:00Z", "2026-10-25T04:00:00Z");

    [Fact]
    public void Next_ThatBeginsInTheHourThatIsSkipped_BeginsWhenTheClocksAreSet() =>
        Check("Europe/Berlin", ["Sun 02:30-04:00"], "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");

    [Fact]
    public void Next_ThatLiesInTheHourThatIsSkipped_IsAWeekLater() =>
        Check("Europe/Berlin", ["Sun 02:10-02:50"], "2026-03-28T00:00:00Z", "2026-04-05T00:10:00Z", "2026-04-05T00:50:00Z");

    [Fact]
    public void Next_AtAnHourThatComesTwice_BeginsLateAndEndsEarly()
    {
        Check("Europe/Berlin", ["Sun 02:30-04:00"], "2026-10-25T00:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T03:00:00Z");
        Check("Europe/Berlin", ["Sun 00:30-02:30"], "2026-10-24T12:00:00Z", "2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z");
        // Both ends in it: the second time around.
        Check("Europe/Berlin", ["Sun 02:15-02:45"], "2026-10-25T00:00:00Z", "2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z");
    }

    [Fact]
    public void Next_OfWindowsThatAreAllTooShort_IsNone() =>
        Assert.Null(ChangeWindows.Read("UTC", ["Mon 01:00-01:09"]).Windows!.Next(At("2026-01-15T20:00:00Z"), s_need));

    [Fact]
    public void Next_WithoutWindows_IsNow()
    {
        var now = At("2026-01-15T20:00:00Z");
        Assert.Equal(now, ChangeWindows.Read("UTC", []).Windows!.Next(now, TimeSpan.FromDays(30))!.From);
    }

    private static void Check(string zone, string[] windows, string now, string from, string to)
    {
        var next = ChangeWindows.Read(zone, windows).Windows!.Next(At(now), s_need);
        Assert.Equal((At(from), At(to)), (next!.From, next.To));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
