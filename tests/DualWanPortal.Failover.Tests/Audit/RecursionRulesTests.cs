using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>rec-no-check, rec-scope, rec-unresolved, rec-scope-tight, rec-one-canary, rec-same-canary, rec-same-operator.</summary>
public class RecursionRulesTests
{
    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecNoCheck_DefaultsWithoutCheck_Fires(string version)
    {
        var finding = Exported.Healthy(version).With("check-gateway=ping ", "").One("rec-no-check");
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal(4, finding.Fix.Length);
    }

    [Fact]
    public void RecNoCheck_CheckOnTheHostRouteOnly_StillFires() =>
        Assert.Contains("looks at the next hop only", Exported.Healthy(Exported.V7).With("check-gateway=ping ", "").With("dst-address=8.8.8.8/32 gateway", "check-gateway=ping dst-address=8.8.8.8/32 gateway").One("rec-no-check").Message, StringComparison.Ordinal);

    [Fact]
    public void RecNoCheck_OnlyTheLastOne_IsMild() =>
        Assert.Equal(Severity.Medium, Exported.Healthy(Exported.V7).With("check-gateway=ping distance=12", "distance=12").One("rec-no-check").Severity);

    [Fact]
    public void RecNoCheck_NetwatchMovesThem_Silent() =>
        Assert.Empty(Exported.Healthy(Exported.V7).With("check-gateway=ping ", "").And("/tool netwatch", """add host=8.8.8.8 down-script="/ip route disable [find gateway=8.8.8.8]; /ip route disable [find gateway=1.1.1.1]" """, """add host=8.8.4.4 down-script="/ip route disable [find gateway=8.8.4.4]; /ip route disable [find gateway=1.0.0.1]" """)
            .Found("rec-no-check"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecNoCheck_Checked_Silent(string version) => Assert.Empty(Exported.Healthy(version).Found("rec-no-check"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecScope_TakesInTheOtherDefault_Fires(string version)
    {
        var finding = Exported.Healthy(version).With("gateway=1.1.1.1 target-scope=11", "gateway=1.1.1.1 target-scope=30").One("rec-scope");
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.EndsWith("target-scope=11", finding.Fix[0], StringComparison.Ordinal);
    }

    [Fact]
    public void RecScope_BlackholeBehindTheHostRoute_IsARemark() =>
        Assert.Equal(Severity.Info, Exported.Healthy(Exported.V7).With("gateway=8.8.8.8 target-scope=11", "gateway=8.8.8.8 target-scope=30").One("rec-scope").Severity);

    [Fact]
    public void RecScope_NoHostRouteAndWide_Fires() =>
        Assert.Contains("no host route", Exported.Healthy(Exported.V7).Without("add dst-address=1.1.1.1/32").With("gateway=1.1.1.1 target-scope=11", "gateway=1.1.1.1 target-scope=30").One("rec-scope").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("10")]
    [InlineData("11")]
    [InlineData("20")]
    public void RecScope_BelowTheOtherDefaults_Silent(string scope) => Assert.Empty(Exported.Healthy(Exported.V7).With("target-scope=11", $"target-scope={scope}").Found("rec-scope"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecUnresolved_HostRouteAtScope30_Fires(string version) =>
        Assert.Contains("scope=10", Exported.Healthy(version).With("gateway=203.0.113.1 scope=10", "gateway=203.0.113.1").Found("rec-unresolved")[0].Fix[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecUnresolved_NoHostRoute_Fires(string version) => Assert.Equal("main/1.1.1.1", Exported.Healthy(version).Without("add dst-address=1.1.1.1/32").One("rec-unresolved").Subject);

    [Fact]
    public void RecUnresolved_LeaseScriptWritesTheHostRoute_Silent() =>
        Assert.Empty(Exported.Healthy(Exported.V7).Without("add dst-address=1.1.1.1/32").And("/ip dhcp-client", """add add-default-route=no interface=ether4 script="/ip route add dst-address=1.1.1.1/32 gateway=\$\"gateway-address\" scope=10" """).Found("rec-unresolved"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecUnresolved_Pinned_Silent(string version) => Assert.Empty(Exported.Healthy(version).Found("rec-unresolved"));

    [Fact]
    public void RecScopeTight_TenOverTenOnV7_Fires()
    {
        var finding = Exported.Healthy(Exported.V7).With(" target-scope=11", "").One("rec-scope-tight");
        Assert.Equal(Severity.Low, finding.Severity);
        Assert.All(finding.Fix, fix => Assert.EndsWith("target-scope=11", fix, StringComparison.Ordinal));
    }

    [Fact]
    public void RecScopeTight_TenOverTenOnV6_Silent() =>
        Assert.Empty(Exported.Healthy(Exported.V6).With(" target-scope=11", "").Judge().Where(finding => finding.Rule is "rec-scope-tight" or "rec-unresolved").Select(finding => finding.Message));

    [Fact]
    public void RecScopeTight_Eleven_Silent() => Assert.Empty(Exported.Healthy(Exported.V7).Found("rec-scope-tight"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecOneCanary_PublicResolver_IsARemark(string version) => Assert.Equal(Severity.Info, Exported.Healthy(version).Without("add check-gateway=ping distance=2 ").One("rec-one-canary").Severity);

    [Fact]
    public void RecOneCanary_SomeHost_Fires() =>
        Assert.Equal(Severity.Medium, Exported.Healthy(Exported.V7).Without("add check-gateway=ping distance=2 ").With("8.8.8.8", "192.0.2.77").One("rec-one-canary").Severity);

    [Fact]
    public void RecOneCanary_TwoHostsEach_Silent() => Assert.Empty(Exported.Healthy(Exported.V7).Found("rec-one-canary"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecSameCanary_OneHostForBothWans_Fires(string version) =>
        Assert.Equal("8.8.8.8", Exported.Healthy(version).With("dst-address=8.8.4.4/32 gateway=198.51.100.1", "distance=2 dst-address=8.8.8.8/32 gateway=198.51.100.1").With("gateway=8.8.4.4 ", "gateway=8.8.8.8 ").One("rec-same-canary").Subject);

    [Fact]
    public void RecSameCanary_OwnHosts_Silent() => Assert.Empty(Exported.Healthy(Exported.V7).Found("rec-same-canary"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void RecSameOperator_AllOfOne_Fires(string version) =>
        Assert.Contains("Google", Exported.Healthy(version).Without("add check-gateway=ping distance=2 ", "add check-gateway=ping distance=12 ").One("rec-same-operator").Title, StringComparison.Ordinal);

    [Fact]
    public void RecSameOperator_Mixed_Silent() => Assert.Empty(Exported.Healthy(Exported.V7).Found("rec-same-operator"));
}
