using Bunit;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Routers;
using DualWanPortal.Tests.Shell;

namespace DualWanPortal.Tests.Routers;

public sealed class RouterPartsTests
{
    private static readonly RouterSnapshot s_mill = Snapshots.Router(1, "Mill", RouterState.Working) with { Model = Snapshots.Model() };

    [Fact]
    public async Task RoutesAndNat_LinesOfThePortal_AreMarked()
    {
        await using var page = new PageContext();
        var tables = page.Render<RoutesAndNat>(parameters => parameters.Add(part => part.Router, s_mill));
        Assert.Equal("dwp:nat", Assert.Single(tables.FindAll(".ours")).TextContent);
        Assert.Contains("2.5 MB", tables.Markup, StringComparison.Ordinal);
        Assert.Contains("out-interface-list=WAN", tables.Markup, StringComparison.Ordinal);
        Assert.Contains("web server", tables.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PathPicture_ActiveWan_IsSaidInWords()
    {
        await using var page = new PageContext();
        var picture = page.Render<PathPicture>(parameters => parameters.Add(part => part.Router, s_mill));
        Assert.Contains("carries traffic", picture.Find(".path-wan.active").TextContent, StringComparison.Ordinal);
        Assert.Contains("192.168.88.1/24", picture.Find(".path-home").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_WithFix_OfferTheCommandsToCopy()
    {
        await using var page = new PageContext();
        var finding = new Finding("nat-wan-missing", Severity.High, "No NAT for lte1", "Hosts lose the Internet.", [new Evidence(null, "/ip/firewall/nat chain=srcnat")], ["/ip firewall nat add a", "/ip firewall nat add b"]);
        var tab = page.Render<DualWanPortal.Audit.FindingCard>(parameters => parameters.Add(part => part.Finding, finding));
        Assert.Equal("/ip firewall nat add a\n/ip firewall nat add b", tab.Find(".copyable.block button").GetAttribute("data-copy"));
        Assert.Contains("High", tab.Find(".badge").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionResult_Failure_SaysWhatWhereAndWhatToTry()
    {
        await using var page = new PageContext();
        var failure = new RouterFailure("The router refused the login", "192.0.2.1:8728", TimeSpan.FromSeconds(1.5), "Check user name and password.");
        var result = page.Render<ConnectionResult>(parameters => parameters.Add(part => part.Test, new ConnectionTest.Failed(failure)));
        Assert.Contains("192.0.2.1:8728", result.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Check user name and password.", result.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionResult_CertificateNotAccepted_OffersItAndHandsItOver()
    {
        await using var page = new PageContext();
        var print = new string('A', 64);
        string? accepted = null;
        var test = new ConnectionTest.Reached(new RouterCapabilities { Fingerprint = print, Policies = [], MissingPolicies = ["write"] });
        var result = page.Render<ConnectionResult>(parameters => parameters.Add(part => part.Test, test).Add(part => part.OnAccept, given => accepted = given));
        Assert.Contains("lacks write", result.Markup, StringComparison.Ordinal);
        await result.Find(".notice.warning button.button").ClickAsync(new());
        Assert.Equal(print, accepted);
        result.Render(parameters => parameters.Add(part => part.Accepted, print.ToLowerInvariant()));
        Assert.Contains("is the accepted one", result.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void FormFields_ToInput_KeepUntouchedPasswordApartFromEmptyOne()
    {
        Assert.Null(new RouterFormFields().ToInput().Password);
        Assert.Equal("", new RouterFormFields { Password = "\"\"" }.ToInput().Password);
        Assert.Equal(["a", "b"], new RouterFormFields { Tags = " a, b " }.ToInput().Tags!);
        Assert.Equal(0, new RouterFormFields { Port = "http" }.ToInput().Port);
    }

    [Fact]
    public void LatencyBuckets_ProbesAndGaps_FoldWithoutInventingAny()
    {
        var from = Snapshots.Noon;
        ProbeFact[] probes = [new(from, 3, 3, 10), new(from.AddSeconds(1), 3, 0, null), new(from.AddSeconds(2), 3, 3, 30), new(from.AddMinutes(5), 0, 0, null), new(from.AddMinutes(9), 3, 0, null)];
        var buckets = LatencyBuckets.Fold(probes, from, from.AddMinutes(10), 10);
        Assert.Equal(2, buckets.Length);
        Assert.Equal((10d, 30d, 3), (buckets[0].Least!.Value, buckets[0].Most!.Value, buckets[0].Probes));
        Assert.Equal(100.0 / 3, buckets[0].LossPercent, 6);
        Assert.Equal((null, 100d), (buckets[1].Middle, buckets[1].LossPercent));
    }
}
