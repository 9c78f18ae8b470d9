using DualWanPortal.Failover.Audit;
using static DualWanPortal.Failover.Tests.Audit.ExportText;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Probes and scripts that move routes.</summary>
public class NetwatchRuleTests
{
    private const string Pin = "/ip route\nadd dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10 comment=pin\nadd dst-address=0.0.0.0/0 gateway=203.0.113.1 distance=5 comment=WAN1\n";
    private const string Down = "down-script=\"/ip route disable [find comment=\\\"WAN1\\\"]\"";
    private const string Up = "up-script=\"/ip route enable [find comment=\\\"WAN1\\\"]\"";

    private static string Watch(string more, string host = "8.8.8.8") => $"/tool netwatch\nadd host={host} {more}\n";

    private const string Lte = "/interface lte\nset [ find default-name=lte1 ] name=lte1\n/interface lte apn\nset [ find default=yes ] apn=internet\n/interface list member\nadd list=WAN interface=lte1\n/ip route\nadd dst-address=8.8.4.4/32 gateway=lte1 scope=10\n";

    [Theory]
    [InlineData("type=icmp", 1)]
    [InlineData("type=icmp thr-avg=100ms", 1)]
    [InlineData("type=icmp thr-avg=500ms", 0)]
    [InlineData("type=simple", 0)]
    public void NwThrLte_ProbeOverLte(string probe, int findings) => Assert.Equal(findings, Judge("nw-thr-lte", Lte + Watch(probe, "8.8.4.4")).Length);

    [Fact]
    public void NwThrLte_ProbeOverFibre_Silent() => Assert.Empty(Judge("nw-thr-lte", Lte + Pin + Watch("type=icmp")));

    private static string Script(string policy) => $"/system script\nadd name=down1 {policy} source=\"/ip route disable [find comment=\\\"WAN1\\\"]\"\n";

    [Theory]
    [InlineData("policy=ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon", V7, 1)]
    [InlineData("policy=read,write,policy", V6, 1)]
    [InlineData("", V7, 1)]
    [InlineData("policy=read,write,test", V7, 0)]
    [InlineData("dont-require-permissions=yes policy=ftp,read,write", V7, 0)]
    public void NwPolicy_ScriptDemandsMore(string policy, string version, int findings) =>
        Assert.Equal(findings, Judge("nw-policy", Pin + Script(policy) + Watch("down-script=down1"), version).Length);

    [Fact]
    public void NwPolicy_OnlyTheSchedulerCallsIt_Silent() =>
        Assert.Empty(Judge("nw-policy", Script("policy=ftp,read") + "/system scheduler\nadd name=s interval=1d on-event=down1\n"));

    [Theory]
    [InlineData("", V7, 1)]
    [InlineData("startup-delay=30s", V7, 0)]
    [InlineData("", V6, 0)]
    public void NwStartup_ByVersionAndDelay(string delay, string version, int findings) =>
        Assert.Equal(findings, Judge("nw-startup", Pin + Watch($"{delay} {Down} {Up}"), version).Length);

    [Theory]
    [InlineData(V6)]
    [InlineData(V7)]
    public void NwUnpinned_NoHostRoute_Fires(string version)
    {
        var finding = Assert.Single(Judge("nw-unpinned", Pin + Watch($"{Down} {Up}", "9.9.9.9"), version));
        Assert.Contains("/ip route add dst-address=9.9.9.9/32 gateway=203.0.113.1 scope=10", finding.Fix);
    }

    [Theory]
    [InlineData("8.8.8.8", "")]
    [InlineData("203.0.113.1", "")]
    [InlineData("9.9.9.9", "src-address=203.0.113.2")]
    public void NwUnpinned_Pinned_Silent(string host, string more) =>
        Assert.Empty(Judge("nw-unpinned", Pin + "/routing rule\nadd src-address=203.0.113.2/32 action=lookup-only-in-table table=main\n" + Watch($"{more} {Down} {Up}", host)));

    [Fact]
    public void NwUnpinned_ProbeThatOnlyLogs_Silent() => Assert.Empty(Judge("nw-unpinned", Watch("down-script=\":log info down\"", "9.9.9.9")));

    [Fact]
    public void NwFightsCheck_RouteHasACheck_Fires() =>
        Assert.Single(Judge("nw-fights-check", Pin + Watch("down-script=\"/ip route disable [find gateway=\\\"203.0.113.1\\\" distance=1]\"")));

    [Fact]
    public void NwFightsCheck_RouteHasNone_Silent() => Assert.Empty(Judge("nw-fights-check", Pin + Watch($"{Down} {Up}")));

    [Theory]
    [InlineData("", "nw-single-reply", 1)]
    [InlineData("", "fb-no-hold", 0)]
    [InlineData("type=icmp", "nw-single-reply", 0)]
    [InlineData("type=icmp", "fb-no-hold", 1)]
    public void Failback_AtOnce_IsToldByTheKindOfProbe(string type, string rule, int findings) => Assert.Equal(findings, Judge(rule, Pin + Watch($"{type} {Down} {Up}")).Length);

    [Theory]
    [InlineData("", "nw-single-reply")]
    [InlineData("type=icmp", "fb-no-hold")]
    public void Failback_AfterWaiting_Silent(string type, string rule) =>
        Assert.Empty(Judge(rule, Pin + Watch($"{type} {Down} up-script=\":delay 60s; /ip route enable [find comment=\\\"WAN1\\\"]\"")));

    [Theory]
    [InlineData("/ip route disable [find comment=\\\"pin\\\"]")]
    [InlineData("/ip route set [find gateway=203.0.113.1] disabled=yes")]
    [InlineData("/ip/route/remove [find dst-address=8.8.8.8/32]")]
    [InlineData("/interface disable ether1")]
    [InlineData("/interface ethernet set [find name=ether1] disabled=yes")]
    public void NwDisablesSelf_TakesItsOwnPath_Critical(string script) =>
        Assert.Equal(Severity.Critical, Assert.Single(Judge("nw-disables-self", Pin + Watch($"down-script=\"{script}\""))).Severity);

    [Theory]
    [InlineData("/ip route disable [find comment=\\\"WAN1\\\"]")]
    [InlineData("/ip route set [find comment=\\\"pin\\\"] comment=pin")]
    [InlineData("/interface disable ether3")]
    [InlineData("/ip route set [find gateway=203.0.113.1] distance=9")]
    public void NwDisablesSelf_TakesOnlyTheDefault_Silent(string script) => Assert.Empty(Judge("nw-disables-self", Pin + Watch($"down-script=\"{script}\"")));

    [Fact]
    public void Failback_NothingPutsBack_Fires() => Assert.Equal(Severity.High, Assert.Single(Judge("failback", Pin + Watch(Down))).Severity);

    [Theory]
    [InlineData(Up)]
    [InlineData("up-script=\"/ip route set [find comment=\\\"WAN1\\\"] disabled=no\"")]
    public void Failback_UpScriptPutsBack_Silent(string up) => Assert.Empty(Judge("failback", Pin + Watch($"{Down} {up}")));

    [Fact]
    public void Failback_SchedulerPutsBack_Silent() =>
        Assert.Empty(Judge("failback", Pin + Watch(Down) + "/system scheduler\nadd name=back interval=5m on-event=\"/ip route enable [find comment=\\\"WAN1\\\"]\"\n"));

    [Fact]
    public void Failback_PutsAnotherRouteBack_Fires() => Assert.Single(Judge("failback", Pin + Watch($"{Down} up-script=\"/ip route enable [find comment=\\\"pin\\\"]\"")));

    [Theory]
    [InlineData("down-script=\"/tool fetch url=https://example.net\"", 1)]
    [InlineData("down-script=\":delay 30s; :log info x\"", 1)]
    [InlineData("down-script=\":delay 2s; :log info x\"", 0)]
    [InlineData("down-script=\":log info x\"", 0)]
    public void ScriptBlocks_InNetwatch(string script, int findings) => Assert.Equal(findings, Judge("script-blocks", Watch(script)).Length);

    [Theory]
    [InlineData("interval=10s on-event=\":delay 30s\"", 1)]
    [InlineData("interval=1d on-event=\":delay 30s; /tool fetch url=https://example.net\"", 0)]
    public void ScriptBlocks_InScheduler(string entry, int findings) => Assert.Equal(findings, Judge("script-blocks", "/system scheduler\nadd name=s " + entry + "\n").Length);

    private const string NoCheck = "/ip route\nset [find gateway=203.0.113.1] check-gateway=none\nset [find gateway=198.51.100.1] check-gateway=none\n";

    [Theory]
    [InlineData("down-script=\":log error \\\"down\\\"\"", "8.8.8.8", 1)]
    [InlineData("", "8.8.8.8", 1)]
    [InlineData(Down, "8.8.8.8", 0)]
    [InlineData("down-script=\"/tool fetch url=https://example.net\"", "8.8.8.8", 0)]
    [InlineData("down-script=\":log error \\\"printer\\\"\"", "192.168.88.20", 0)]
    public void MonNoEffect_WithoutAnyCheck(string script, string host, int findings) => Assert.Equal(findings, Judge("mon-no-effect", NoCheck + Watch(script, host)).Length);

    [Fact]
    public void MonNoEffect_ScriptMissing_Fires() => Assert.Single(Judge("mon-no-effect", Watch("down-script=\"/system script run gone\"")));
}
