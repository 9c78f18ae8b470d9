using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

public sealed class RouterOsDurationTests
{
    [Theory]
    [InlineData("1w2d3h4m5s", 788645)]
    [InlineData("10s", 10)]
    [InlineData("10", 10)]
    [InlineData("00:00:10", 10)]
    [InlineData("04:05", 14700)]
    [InlineData("1d00:00:01", 86401)]
    [InlineData("1w1d10:00:00", 727200)]
    [InlineData("0s", 0)]
    [InlineData("12ms345us", 0.012345)]
    [InlineData("453us", 0.000453)]
    [InlineData("1s500ms", 1.5)]
    [InlineData("00:00:01.5", 1.5)]
    [InlineData("2.5s", 2.5)]
    [InlineData("5m30", 330)]
    public void TryParse_Accepted_GivesSeconds(string text, double seconds)
    {
        Assert.True(RouterOsDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("auto")]
    [InlineData("-5s")]
    [InlineData("5x")]
    [InlineData("1s1m")]
    [InlineData("1m1m")]
    [InlineData("1:2:3:4")]
    [InlineData("00:61:00")]
    [InlineData("1.2.3s")]
    [InlineData("searching...")]
    [InlineData("99999999999999w")]
    public void TryParse_NoDuration_IsFalse(string? text) => Assert.False(RouterOsDuration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(788645, "1w2d3h4m5s")]
    [InlineData(0.012345, "12ms345us")]
    [InlineData(10, "10s")]
    [InlineData(0.1, "100ms")]
    [InlineData(86400, "1d")]
    public void Format_Duration_IsTheLetterForm(double seconds, string text) => Assert.Equal(text, RouterOsDuration.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Format_AnyDuration_IsParsedBack()
    {
        var random = new Random(5);
        for (var i = 0; i < 1000; i++)
        {
            var duration = TimeSpan.FromMicroseconds(random.NextInt64(1L << random.Next(1, 50)));
            Assert.True(RouterOsDuration.TryParse(RouterOsDuration.Format(duration), out var again));
            Assert.Equal(duration, again);
        }
    }
}
