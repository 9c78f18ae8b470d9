using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>chk-none, chk-nexthop, chk-backup-none, chk-arp, detect-slow, mon-no-effect.</summary>
public class CheckRulesTests
{
    private static Exported Unchecked(string version) => Exported.Plain(version).With("check-gateway=ping distance=1 ", "distance=1 ");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkNone_PrimaryWithoutCheck_Fires(string version)
    {
        var finding = Unchecked(version).One("chk-none");
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Equal(["/ip route set [find gateway=\"203.0.113.1\" distance=1] check-gateway=ping"], finding.Fix);
    }

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkNone_PrimaryChecked_Silent(string version) => Assert.Empty(Exported.Plain(version).Found("chk-none"));

    [Fact]
    public void ChkNone_ClientChecksItsGatewaySince719_Silent()
    {
        var export = Exported.Dynamic("7.20");
        Assert.Single(export.Found("chk-none"));
        Assert.Empty(export.With("add disabled=no interface=ether1", "add check-gateway=ping disabled=no interface=ether1").Found("chk-none"));
    }

    [Fact]
    public void ChkNone_PppoeFirst_IsMedium() =>
        Assert.Equal(Severity.Medium, Exported.Dynamic(Exported.V7).With("default-route-distance=2", "default-route-distance=1").With("add disabled=no interface=ether1", "add default-route-distance=5 disabled=no interface=ether1").One("chk-none").Severity);

    [Theory]
    [InlineData("""/ip route set [find comment=\"first\"] disabled=yes""", 0)]
    [InlineData("""/ip route set [find distance=1] disabled=yes""", 0)]
    [InlineData("""/interface disable ether1""", 0)]
    [InlineData(""":log warning down""", 1)]
    [InlineData("""/ip route set [find comment=\"second\"] disabled=yes""", 1)]
    public void ChkNone_NetwatchMovesTheRoute_Silent(string script, int findings) =>
        Assert.Equal(findings, Unchecked(Exported.V7).With("add distance=1 gateway", "add comment=first distance=1 gateway").With("distance=2 gateway", "comment=second distance=2 gateway")
            .And("/tool netwatch", $"add host=8.8.8.8 down-script=\"{script}\"").Found("chk-none").Length);

    [Fact]
    public void ChkNone_ScriptOfTheMoment_IsNotKnown() =>
        Assert.Equal(Severity.Info, Unchecked(Exported.V7).And("/system scheduler", """add interval=30s name=watch on-event=":global bad; :if ([/ping 8.8.8.8 count=3]=0) do={ /ip route set \$bad disabled=yes }" """).One("chk-none").Severity);

    [Fact]
    public void ChkNone_ScheduledScriptByName_Silent() =>
        Assert.Empty(Unchecked(Exported.V7).And("/system scheduler", "add interval=30s name=watch on-event=watch")
            .And("/system script", """add name=watch source=":if ([/ping 8.8.8.8 count=3]=0) do={ /ip route disable [find gateway=203.0.113.1] }" """).Found("chk-none"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkNexthop_OnlyTheGatewayIsAsked_Fires(string version) => Assert.Contains("203.0.113.1", Exported.Plain(version).One("chk-nexthop").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkNexthop_HostInTheInternet_Silent(string version) => Assert.Empty(Exported.Healthy(version).Found("chk-nexthop"));

    [Fact]
    public void ChkNexthop_VirtualHop_Silent() =>
        Assert.Empty(Exported.Healthy(Exported.V7).With("gateway=8.8.8.8 target-scope=11", "gateway=10.99.0.1 target-scope=12").And("/ip route", "add check-gateway=ping dst-address=10.99.0.1/32 gateway=8.8.8.8 scope=10 target-scope=11")
            .Judge().Where(finding => finding.Rule is "chk-nexthop" or "rec-no-check" or "rec-scope" or "rec-unresolved").Select(finding => finding.Message));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkBackupNone_OnlyThePrimaryIsChecked_Fires(string version) => Assert.Equal("ether2", Exported.Plain(version).With("check-gateway=ping distance=2 ", "distance=2 ").One("chk-backup-none").Subject);

    [Fact]
    public void ChkBackupNone_Session_IsLow() =>
        Assert.Equal(Severity.Low, Exported.Dynamic("7.20").With("add disabled=no interface=ether1", "add check-gateway=ping disabled=no interface=ether1").One("chk-backup-none").Severity);

    [Fact]
    public void ChkBackupNone_ProbeIsPinnedToIt_Silent() =>
        Assert.Empty(Exported.Plain(Exported.V7).With("check-gateway=ping distance=2 ", "distance=2 ").And("/ip route", "add dst-address=8.8.4.4/32 gateway=198.51.100.1").And("/tool netwatch", "add host=8.8.4.4").Found("chk-backup-none"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkBackupNone_BothChecked_Silent(string version) => Assert.Empty(Exported.Plain(version).Found("chk-backup-none"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void ChkArp_InsteadOfPing_Fires(string version)
    {
        var export = Exported.Plain(version).With("check-gateway=ping distance=1 ", "check-gateway=arp distance=1 ");
        Assert.Contains("neighbour", export.One("chk-arp").Message, StringComparison.Ordinal);
        Assert.Empty(export.Found("chk-nexthop"));
    }

    [Fact]
    public void ChkArp_Ping_Silent() => Assert.Empty(Exported.Plain(Exported.V7).Found("chk-arp"));

    private static Exported Watched(string version, string probe) => Unchecked(version).With("add distance=1 gateway", "add comment=first distance=1 gateway")
        .And("/tool netwatch", $"add {probe} down-script=\"/ip route disable [find comment=first]\" up-script=\"/ip route enable [find comment=first]\" host=8.8.8.8");

    [Theory]
    [InlineData(Exported.V7, "interval=2m", 1)]
    [InlineData(Exported.V7, "interval=10s", 0)]
    [InlineData(Exported.V7, "timeout=1s", 0)]
    [InlineData(Exported.V6, "timeout=1s", 1)]
    [InlineData(Exported.V6, "interval=10s", 0)]
    public void DetectSlow_ProbeIsRare_Fires(string version, string probe, int findings) => Assert.Equal(findings, Watched(version, probe).Found("detect-slow").Length);

    [Theory]
    [InlineData("check-gateway-ping-interval=30s", 1)]
    [InlineData("check-gateway-ping-interval=2s", 0)]
    public void DetectSlow_SettingsOf721_AreCounted(string setting, int findings) => Assert.Equal(findings, Exported.Plain("7.21").And("/routing settings", $"set {setting}").Found("detect-slow").Length);

    [Theory]
    [InlineData("add host=8.8.8.8", 1)]
    [InlineData("add host=8.8.8.8 down-script=\":log warning gone\"", 1)]
    [InlineData("add host=8.8.8.8 down-script=\"/system script run gone\"", 1)]
    [InlineData("add host=8.8.8.8 down-script=\"/tool e-mail send to=x\"", 0)]
    [InlineData("add host=192.168.88.20 down-script=\":log warning gone\"", 0)]
    public void MonNoEffect_ProbeThatMovesNothing_Fires(string probe, int findings) => Assert.Equal(findings, Exported.Plain(Exported.V7).And("/tool netwatch", probe).Found("mon-no-effect").Length);

    [Fact]
    public void MonNoEffect_RoutesAreCheckedAnyway_Silent() => Assert.Empty(Exported.Healthy(Exported.V7).And("/tool netwatch", "add host=9.9.9.9").Found("mon-no-effect"));
}
