using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Outside;

/// <summary>Tunnels live through a switch, or the plan says what only the other side can do.</summary>
public class VpnTests
{
    private static readonly string[] s_versions = ["6.49", "7.12", "7.18", "7.21", "7.21-home"];

    public static TheoryData<string, string, string> Cells() =>
        new(from version in s_versions from pair in new[] { "static+static", "dhcp+pppoe" } from method in new[] { "recursive", "netwatch" } select (version, pair, method));

    public static TheoryData<string, string> Modern() =>
        new(from version in s_versions.Skip(1) from method in new[] { "distance", "recursive", "netwatch" } select (version, method));

    [Theory]
    [MemberData(nameof(Cells))]
    public void BackupEndpoint_EachWan_AnswersByItself(string version, string pair, string method)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var (one, two) = (MatrixRows.Name(first, 1), MatrixRows.Name(second, 2));
        var rows = MatrixRows.Of(profile.Version, first, second, "", "factory");
        var (name, port) = profile.Version.IsV6 ? ("l2tp-server", 1701) : ("wg1", 13231);
        if (profile.Version.IsV6)
            rows.Add(ConfigItem.Of("/interface/l2tp-server/server", ("enabled", "yes")));
        else
            WireGuard(rows, null);
        // Let in by the first WAN only, before the drop, as people write it.
        var drop = rows.FindIndex(row => row.Menu == "/ip/firewall/filter" && row["chain"] == "input" && row["action"] == "drop" && row["in-interface-list"] is not null);
        rows.Insert(drop, ConfigItem.Of("/ip/firewall/filter", ("chain", "input"), ("action", "accept"), ("in-interface", one), ("protocol", "udp"), ("dst-port", $"{port}")));
        var site = new PlannedSite(rows, profile);
        var exported = site.Export();
        var policy = BuiltInPolicies.Named(method)! with { WanOrder = [one, two], Vpn = VpnStrategy.BackupEndpoint, VpnTunnels = [name] };
        Assert.False(site.Site.Running.Outside.Connect(two, "udp", port).Accepted);

        var plan = Planner.Make(site.Model(), policy);
        Assert.Contains(plan.NotCured, line => line.StartsWith("other-side:", StringComparison.Ordinal));
        Assert.Contains(plan.Steps, step => step is { Foreign: true, Do.Menu: "/ip/firewall/filter" });
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        foreach (var wan in policy.WanOrder)
        {
            var knock = site.Site.Running.Outside.Connect(wan, "udp", port);
            Assert.True(knock.Answered && knock.RepliesVia == wan, $"{wan}: {knock.Why}");
        }
        Assert.DoesNotContain(Auditor.Judge(site.Model()), finding => finding.Severity >= Severity.High && !plan.NotCured.Any(line => line.StartsWith(finding.Rule, StringComparison.Ordinal)));
        site.Fail(one, "upstream-dead");
        site.Wait(90);
        var moved = site.Site.Running.Outside.Connect(two, "udp", port);
        Assert.True(moved.Answered && moved.RepliesVia == two, moved.Why);
        site.Site.ClearFaults();
        site.Wait(180);

        var off = Planner.Make(site.Model(), policy with { Vpn = VpnStrategy.None, VpnTunnels = [] });
        Assert.All(off.Steps, step => Assert.Equal("/ip/firewall/mangle", step.Do.Menu));
        site.Apply(off);
        site.Undo(off);
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [MemberData(nameof(Modern))]
    public void DialOut_AfterASwitch_HandshakeComesBack(string version, string method)
    {
        var profile = RouterProfile.Named(version)!;
        var rows = MatrixRows.Of(profile.Version, "static", "static", "", "factory");
        WireGuard(rows, "192.0.2.80");
        rows.Add(ConfigItem.Of("/ip/route", ("dst-address", "192.0.2.80/32"), ("gateway", "203.0.113.1")));
        var site = new PlannedSite(rows, profile);
        var exported = site.Export();
        var policy = BuiltInPolicies.Named(method)! with { WanOrder = ["ether1", "ether2"], Vpn = VpnStrategy.DialOut };

        var plan = Planner.Make(site.Model(), policy);
        Assert.Contains(plan.Steps, step => step is { Foreign: true, Do.Menu: "/interface/wireguard/peers", Kind: StepKind.Change } && step.Do.Values.SequenceEqual([KeyValuePair.Create("persistent-keepalive", "25s")]));
        Assert.Contains(plan.Steps, step => step is { Foreign: true, Do: { Menu: "/ip/route", Verb: "set" } } && step.Do.Values.SequenceEqual([KeyValuePair.Create("disabled", "yes"), KeyValuePair.Create("comment", "dwp:freed")]));
        Assert.Equal(method != "netwatch", plan.NotCured.Any(line => line.StartsWith("fb-no-flush", StringComparison.Ordinal)));
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Wait(130);
        Assert.True(Handshake(site) < TimeSpan.FromSeconds(130), $"{Handshake(site)}");

        site.Fail("ether1", method == "distance" ? "cable-out" : "upstream-dead");
        site.Wait(180);
        Assert.True(Handshake(site) < TimeSpan.FromSeconds(130), $"{Handshake(site)}");
        Assert.Equal("ether2", site.Connect().Via);
        site.Site.ClearFaults();
        site.Wait(240);
        Assert.True(Handshake(site) < TimeSpan.FromSeconds(130), $"{Handshake(site)}");

        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [InlineData("6.49", VpnStrategy.Hub, null)]
    [InlineData("7.21", VpnStrategy.Hub, "way to the hub")]
    [InlineData("7.21", VpnStrategy.DialOut, "way to the hub")]
    public void Hub_PolicyGoesBackToNone_RouteThatWasSwitchedOffIsBack(string version, VpnStrategy strategy, string? comment)
    {
        var profile = RouterProfile.Named(version)!;
        var rows = MatrixRows.Of(profile.Version, "static", "static", "distance", "right");
        rows.Add(ConfigItem.Of("/interface/l2tp-client", ("name", "l2tp1"), ("connect-to", "192.0.2.80"), ("disabled", "no")));
        (string, string)[] pin = [("dst-address", "192.0.2.80/32"), ("gateway", "203.0.113.1")];
        rows.Add(ConfigItem.Of("/ip/route", comment is null ? pin : [.. pin, ("comment", comment)]));
        var site = new PlannedSite(rows, profile);
        var exported = site.Export();
        var policy = BuiltInPolicies.Named("distance")! with { WanOrder = ["ether1", "ether2"], Vpn = strategy };
        var plan = Planner.Make(site.Model(), policy);
        site.Apply(plan);
        Assert.NotEqual(exported, site.Export());
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));

        var back = Planner.Make(site.Model(), policy with { Vpn = VpnStrategy.None });
        Assert.True(Assert.Single(back.Steps).Foreign);
        site.Apply(back);
        Assert.Equal(exported, site.Export());
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy with { Vpn = VpnStrategy.None })));
        site.Undo(back);
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Fact]
    public void Hub_RouteThatAScriptFindsByItsComment_KeepsItAndSaysSo()
    {
        var plan = Planner.Make(Two().Add("/interface/l2tp-client", ("name", "l2tp1"), ("connect-to", "192.0.2.80")).Pin("192.0.2.80", "203.0.113.1").Change("/ip/route", ("dst-address", "192.0.2.80/32"), ("comment", "to-hub"))
            .Add("/tool/netwatch", ("host", "203.0.113.9"), ("up-script", "/ip route set [find comment=to-hub] distance=1")).Model, BuiltInPolicies.Named("distance")! with { Vpn = VpnStrategy.Hub });
        Assert.Contains(plan.Steps, step => step is { Do.Menu: "/ip/route", Foreign: true } && step.Do.Values.SequenceEqual([KeyValuePair.Create("disabled", "yes")]));
        Assert.Contains(plan.NotCured, line => line.StartsWith("other-side: a script finds the route to-hub", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    public void DialOut_PolicyThatCleans_NothingHangs(string method) =>
        Assert.DoesNotContain(Planner.Make(Two().Add("/interface/wireguard", ("name", "wg1")).Add("/interface/wireguard/peers", ("interface", "wg1"), ("endpoint-address", "192.0.2.9"), ("endpoint-port", "13231")).Model,
            BuiltInPolicies.Named(method)! with { Vpn = VpnStrategy.DialOut, CleanConnections = true }).NotCured, line => line.StartsWith("fb-no-flush", StringComparison.Ordinal));

    [Fact]
    public void DialOut_WithoutThePlan_HandshakeIsLost()
    {
        var rows = MatrixRows.Of(RouterProfile.V721.Version, "static", "static", "recursive", "right");
        WireGuard(rows, "192.0.2.80");
        rows.Add(ConfigItem.Of("/ip/route", ("dst-address", "192.0.2.80/32"), ("gateway", "203.0.113.1")));
        var site = new PlannedSite(rows, RouterProfile.V721);
        site.Fail("ether1", "upstream-dead");
        site.Wait(300);
        Assert.True(Handshake(site) > TimeSpan.FromSeconds(150), $"{Handshake(site)}");
    }

    [Fact]
    public void DialOut_RouterGoesBackByItself_KeepaliveIsGone()
    {
        var rows = MatrixRows.Of(RouterProfile.V721.Version, "static", "static", "recursive", "right");
        WireGuard(rows, "192.0.2.80");
        var site = new PlannedSite(rows, RouterProfile.V721);
        var plan = Planner.Make(site.Model(), BuiltInPolicies.Named("recursive")! with { WanOrder = ["ether1", "ether2"], Vpn = VpnStrategy.DialOut });
        Assert.Contains("~ /interface wireguard peers set [find interface=\"wg1\" endpoint-address=\"192.0.2.80\" endpoint-port=13231 allowed-address=\"10.9.0.0/24\"] persistent-keepalive=25s", PlanText.Preview(plan));
        Assert.Contains(RevertScript.Lines(plan), line => line.Contains("/interface wireguard peers set $r !persistent-keepalive", StringComparison.Ordinal));
        site.Apply(plan);
        site.Site.Router["/system/script"].Add([new("name", "back"), new("source", string.Join('\n', RevertScript.Lines(plan))), new("policy", "read,write,test")]);
        site.RunScript("back");
        Assert.Null(site.Site.Router["/interface/wireguard/peers"].Rows[0]["persistent-keepalive"]);
    }

    [Fact]
    public void DialOut_DeafIpsec_NoticesInTwoMinutes()
    {
        var rows = Two().Add("/ip/ipsec/profile", ("name", "office"), ("dpd-interval", "disable-dpd"), ("dpd-maximum-failures", "5")).Add("/ip/ipsec/peer", ("name", "hub"), ("address", "192.0.2.9/32"), ("profile", "office"));
        var plan = Plan(rows, VpnStrategy.DialOut);
        Assert.Contains("~ /ip ipsec profile set [find name=\"office\"] dpd-interval=30s dpd-maximum-failures=4  (was dpd-interval=disable-dpd dpd-maximum-failures=5)", PlanText.Preview(plan));
        Assert.Empty(Plan(rows.Change("/ip/ipsec/profile", ("name", "office"), ("dpd-interval", "8s"), ("dpd-maximum-failures", "4")), VpnStrategy.DialOut).Steps);
    }

    [Fact]
    public void Hub_PeerBoundToOneAddress_Said()
    {
        var plan = Plan(Two().Add("/ip/ipsec/peer", ("name", "hub"), ("address", "192.0.2.9/32"), ("local-address", "203.0.113.2")), VpnStrategy.Hub);
        Assert.Contains(plan.NotCured, line => line.StartsWith("ipsec-pinned: IPsec hub may only use 203.0.113.2", StringComparison.Ordinal));
    }

    [Fact]
    public void Hub_PinnedByBothWans_LeftAlone() =>
        Assert.Empty(Plan(Two().Add("/interface/wireguard", ("name", "wg1")).Add("/interface/wireguard/peers", ("interface", "wg1"), ("endpoint-address", "192.0.2.9"), ("endpoint-port", "13231"))
            .Pin("192.0.2.9", "203.0.113.1").Add("/ip/route", ("dst-address", "192.0.2.9/32"), ("gateway", "198.51.100.1"), ("distance", "2")), VpnStrategy.Hub).Steps);

    [Fact]
    public void Ddns_ServerThatOthersDial_NameAndTaskForTheOtherSide()
    {
        var plan = Plan(Two().Add("/interface/sstp-server/server", ("enabled", "yes")), VpnStrategy.Ddns);
        Assert.Equal(["~ /ip cloud set ddns-enabled=yes  (was ddns-enabled=no)"], PlanText.Preview(plan));
        Assert.Contains(plan.NotCured, line => line.StartsWith("other-side: who dials The SSTP server has to use the name", StringComparison.Ordinal));
    }

    [Fact]
    public void Ddns_NobodyDials_NothingToDo() => Assert.Empty(Plan(Two(), VpnStrategy.Ddns).Steps);

    [Fact]
    public void Vpn_UnknownTunnelNamed_Said() =>
        Assert.Contains("vpn-tunnels: the policy names wg9, which is no tunnel of this router that is switched on.", Planner.Make(Two().Model, new FailoverPolicy { Name = "x", Vpn = VpnStrategy.Hub, VpnTunnels = ["wg9"] }).NotCured);

    private static TimeSpan Handshake(PlannedSite site) =>
        DualWanPortal.RouterOs.Text.RouterOsDuration.TryParse(site.Model().Menu("/interface/wireguard/peers")[0]["last-handshake"] ?? "1d", out var ago) ? ago : TimeSpan.MaxValue;

    private static void WireGuard(List<ConfigItem> rows, string? endpoint)
    {
        rows.Add(ConfigItem.Of("/interface/wireguard", ("name", "wg1"), ("listen-port", "13231"), ("private-key", "cHJpdmF0ZSBrZXkgb2YgdGhlIHByYWN0aWNlIHNpdGU9")));
        rows.Add(ConfigItem.Of("/ip/address", ("address", "10.9.0.1/24"), ("interface", "wg1"), ("network", "10.9.0.0")));
        (string, string)[] peer = [("interface", "wg1"), ("public-key", "cHVibGljIGtleSBvZiBzb21lYm9keSBlbHNlIGhlcmU9"), ("allowed-address", "10.9.0.0/24")];
        rows.Add(ConfigItem.Of("/interface/wireguard/peers", endpoint is null ? peer : [.. peer, ("endpoint-address", endpoint), ("endpoint-port", "13231")]));
    }

    private static RouterRows Two() => new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Masquerade().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));

    private static Plan Plan(RouterRows rows, VpnStrategy strategy) => Planner.Make(rows.Model, new FailoverPolicy { Name = "x", Vpn = strategy });
}
