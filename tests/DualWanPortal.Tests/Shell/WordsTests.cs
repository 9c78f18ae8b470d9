using DualWanPortal.Shell;

namespace DualWanPortal.Tests.Shell;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "just now")]
    [InlineData(4.9, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(7200, "2 h ago")]
    [InlineData(172800, "2 d ago")]
    public void Ago_PassedTime_IsOneUnitRoundedDown(double seconds, string words) => Assert.Equal(words, Ago.Words(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void LinkText_NothingMeasured_IsADashAndNotZero()
    {
        Assert.Equal("–", LinkText.Rtt(null));
        Assert.Equal("–", LinkText.Loss(null));
        Assert.Equal("0 % loss", LinkText.Loss(0));
        Assert.Equal("<1 % loss", LinkText.Loss(0.4));
    }

    [Fact]
    public void ViewerZone_NameFromTheBrowser_ShiftsTheExactTime()
    {
        var viewer = new ViewerZone();
        viewer.Learn("Europe/Berlin");
        Assert.Equal("2026-03-01 13:00:00 UTC+01:00", viewer.Exact(Snapshots.Noon));
    }

    [Fact]
    public void ViewerZone_UnknownName_StaysUtc()
    {
        var viewer = new ViewerZone();
        viewer.Learn("Middle/Earth");
        Assert.Equal("2026-03-01 12:00:00 UTC", viewer.Exact(Snapshots.Noon));
    }
}
