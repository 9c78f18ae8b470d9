using System.Net;
using DualWanPortal.Alerts.Webhook;
using Microsoft.Extensions.Configuration;

namespace DualWanPortal.Tests.Alerts;

public sealed class DestinationGuardTests
{
    [Theory]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://127.1/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://[::ffff:127.0.0.1]/hook")]
    [InlineData("https://[::ffff:10.0.0.1]/hook")]
    [InlineData("https://[64:ff9b::7f00:1]/hook")]
    [InlineData("https://[2002:7f00:1::]/hook")]
    [InlineData("https://[fe80::1]/hook")]
    [InlineData("https://[fd00::1]/hook")]
    [InlineData("https://[::]/hook")]
    [InlineData("http://2130706433/hook")]
    [InlineData("https://2130706433/hook")]
    [InlineData("https://0x7f.1/hook")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://localhost./hook")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://0.0.0.0/hook")]
    [InlineData("https://10.1.2.3/hook")]
    [InlineData("https://172.31.255.255/hook")]
    [InlineData("https://192.168.88.1/hook")]
    [InlineData("https://100.64.0.1/hook")]
    public async Task ProblemOfDestination_InnerAddress_IsRefused(string url)
    {
        Assert.Null(DestinationGuard.ProblemOfUrl(url, out var parsed));
        var problem = await Guard(allowPrivate: false).ProblemOfDestinationAsync(parsed!, TestContext.Current.CancellationToken);
        Assert.Contains("Alerts__AllowPrivateDestinations", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/hook")]
    [InlineData("http://192.168.88.1/hook")]
    public async Task ProblemOfDestination_InnerAddressAllowed_MayUsePlainHttp(string url)
    {
        Assert.Null(DestinationGuard.ProblemOfUrl(url, out var parsed));
        Assert.Null(await Guard(allowPrivate: true).ProblemOfDestinationAsync(parsed!, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://8.8.8.8/hook", null)]
    [InlineData("https://[2606:4700:4700::1111]/hook", null)]
    [InlineData("http://8.8.8.8/hook", "use https")]
    public async Task ProblemOfDestination_PublicAddress_NeedsHttps(string url, string? expected)
    {
        Assert.Null(DestinationGuard.ProblemOfUrl(url, out var parsed));
        var problem = await Guard(allowPrivate: false).ProblemOfDestinationAsync(parsed!, TestContext.Current.CancellationToken);
        if (expected is null)
            Assert.Null(problem);
        else
            Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hooks/wan")]
    [InlineData("ftp://example.org/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@example.org/hook")]
    [InlineData("https:///hook")]
    public void ProblemOfUrl_NoWebAddress_SaysWhy(string? url) => Assert.NotNull(DestinationGuard.ProblemOfUrl(url, out _));

    [Theory]
    [InlineData("100.63.255.255", null)]
    [InlineData("100.127.255.255", "carrier-grade NAT")]
    [InlineData("172.32.0.0", null)]
    [InlineData("172.16.0.0", "private")]
    [InlineData("::ffff:8.8.8.8", null)]
    [InlineData("239.1.1.1", "multicast")]
    public void RangeOf_Edges_AreJudged(string address, string? expected) => Assert.Equal(expected, DestinationGuard.RangeOf(IPAddress.Parse(address)));

    internal static DestinationGuard Guard(bool allowPrivate) => new(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Alerts:AllowPrivateDestinations", allowPrivate ? "true" : "false")]).Build());
}
