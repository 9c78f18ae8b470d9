using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Chapter 3 of the reference: which property a version has, and which value it begins with.</summary>
public sealed class MenuFactsTests
{
    [Theory]
    [InlineData("/routing/settings", "single-process", "7.12", "7.11")]
    [InlineData("/routing/settings", "connected-in-chain", "7.19", "7.18")]
    [InlineData("/routing/settings", "check-gateway-ping-interval", "7.21", "7.20")]
    [InlineData("/routing/settings", "policy-rules", "7.22", "7.21")]
    [InlineData("/routing/rule", "chain", "7.22", "7.21")]
    public void Reference_3_2_Properties_CameWithTheirVersions(string menu, string name, string since, string before) => Came(menu, name, since, before);

    [Fact]
    public void Reference_3_2_CheckGatewayTimers_BeginAsTheyWereFixed()
    {
        var settings = Desk("7.21").Run("/routing/settings/print").Rows.Single();
        Assert.Equal(("10s", "1s", "2"), (settings["check-gateway-ping-interval"], settings["check-gateway-ping-timeout"], settings["check-gateway-ping-count"]));
        Assert.Null(Desk("7.11").Router.Find("/routing/settings"));
    }

    [Theory]
    [InlineData("default-route-tables", "7.18", "7.17")]
    [InlineData("check-gateway", "7.19", "7.18")]
    [InlineData("allow-reconfigure", "7.19", "7.18")]
    [InlineData("dscp", "7.20", "7.19")]
    [InlineData("vlan-priority", "7.20", "7.19")]
    [InlineData("use-broadcast", "7.20", "7.19")]
    [InlineData("name", "7.22", "7.21")]
    public void Reference_3_3_Properties_CameWithTheirVersions(string name, string since, string before) => Came("/ip/dhcp-client", name, since, before);

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    [InlineData("7.24")]
    public void Reference_3_4_PppoeClient_HasNeitherCheckNorTablesAndBeginsDisabled(string version)
    {
        var desk = Desk(version);
        Assert.False(Has(desk, "/interface/pppoe-client", "check-gateway"));
        Assert.False(Has(desk, "/interface/pppoe-client", "default-route-tables"));
        var id = desk.Add("/interface/pppoe-client/add", "=interface=ether1");
        var row = desk.Run("/interface/pppoe-client/print", "?.id=" + id).Rows.Single();
        Assert.Equal(("pppoe-out1", "true", "false", "1", "10", "default"),
            (row["name"], row["disabled"], row["add-default-route"], row["default-route-distance"], row["keepalive-timeout"], row["profile"]));
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("masquerade")]
    [InlineData("src-nat")]
    [InlineData("netmap")]
    [InlineData("same")]
    [InlineData("jump")]
    [InlineData("return")]
    [InlineData("log")]
    [InlineData("passthrough")]
    [InlineData("add-src-to-address-list")]
    public void Reference_3_7_NatActions_AreKnown(string action)
    {
        var desk = Desk("7.21");
        desk.Add("/ip/firewall/nat/add", "=chain=srcnat", "=action=" + action, "=jump-target=x", "=to-addresses=192.0.2.1", "=address-list=l");
        Assert.Equal("input does not match any value of action", desk.Refusal("/ip/firewall/nat/add", "=chain=srcnat", "=action=drop"));
    }

    [Fact]
    public void Reference_3_7_NatOfV7_HasMoreChainsAndOneMoreAction()
    {
        foreach (var chain in new[] { "input", "output" })
            Desk("7.21").Add("/ip/firewall/nat/add", "=chain=" + chain, "=action=accept");
        Desk("7.21").Add("/ip/firewall/nat/add", "=chain=srcnat", "=action=endpoint-independent-nat", "=protocol=udp");
        Assert.Equal("input does not match any value of action", Desk("6.49").Refusal("/ip/firewall/nat/add", "=chain=srcnat", "=action=endpoint-independent-nat"));
        Came("/ip/firewall/nat", "socks5-server", "7.20", "7.19");
        Came("/ip/firewall/nat", "tos", "7.21", "7.20");
    }

    [Theory]
    [InlineData("prerouting", null)]
    [InlineData("output", null)]
    [InlineData("input", "failure: routing-mark allowed only in output and prerouting chains")]
    [InlineData("forward", "failure: routing-mark allowed only in output and prerouting chains")]
    [InlineData("postrouting", "failure: routing-mark allowed only in output and prerouting chains")]
    public void Reference_3_7_MarkRouting_StandsInPreroutingAndOutputOnly(string chain, string? refusal)
    {
        var desk = Desk("7.21");
        var answer = desk.Run("/ip/firewall/mangle/add", "=chain=" + chain, "=action=mark-routing", "=new-routing-mark=main");
        Assert.Equal(refusal is null ? [] : [refusal], answer.Traps.Select(trap => trap.Message));
    }

    [Theory]
    [InlineData("connection-mark")]
    [InlineData("connection-nat-state")]
    [InlineData("connection-state")]
    public void Reference_3_7_Raw_HasNoMatchersOfConnections(string name) =>
        Assert.Equal("unknown parameter " + name, Desk("7.21").Refusal("/ip/firewall/raw/add", "=chain=prerouting", "=action=notrack", $"={name}=x"));

    [Fact]
    public void Reference_3_7_RoutingTableMatcher_IsOfV6()
    {
        Assert.True(Has(Desk("6.49"), "/ip/firewall/mangle", "routing-table"));
        Assert.False(Has(Desk("7.21"), "/ip/firewall/mangle", "routing-table"));
    }

    [Theory]
    [InlineData("/ip/dns", "address-list-extra-time", "7.10", "7.9")]
    [InlineData("/ip/dns", "vrf", "7.15", "7.14")]
    [InlineData("/ip/dns", "mdns-repeat-ifaces", "7.16", "7.15")]
    [InlineData("/ip/dns/forwarders", "name", "7.17", "7.16")]
    [InlineData("/ip/dns/adlist", "url", "7.15", "7.14")]
    public void Reference_3_8_Properties_CameWithTheirVersions(string menu, string name, string since, string before) => Came(menu, name, since, before);

    [Theory]
    [InlineData("private-key", "7.12", "7.11")]
    [InlineData("client-address", "7.12", "7.11")]
    [InlineData("name", "7.15", "7.14")]
    [InlineData("responder", "7.17", "7.16")]
    [InlineData("is-responder", "7.16", "7.17")]
    public void Reference_3_10_Properties_CameWithTheirVersions(string name, string with, string without) => Came("/interface/wireguard/peers", name, with, without);

    [Theory]
    [InlineData("src-address", "7.12", "7.10")]
    [InlineData("ttl", "7.16", "7.15")]
    [InlineData("accept-icmp-time-exceeded", "7.16", "7.15")]
    [InlineData("record-type", "7.16", "7.15")]
    [InlineData("dns-server", "7.16", "7.15")]
    [InlineData("ignore-initial-up", "7.17", "7.16")]
    [InlineData("ignore-initial-down", "7.17", "7.16")]
    [InlineData("early-success-detection", "7.20", "7.19")]
    [InlineData("early-failure-detection", "7.20", "7.19")]
    [InlineData("type", "7.12", "6.49")]
    public void Reference_3_11_Properties_CameWithTheirVersions(string name, string since, string before) => Came("/tool/netwatch", name, since, before);

    [Theory]
    [InlineData("7.15", "creation-time", "last-modified")]
    [InlineData("7.16", "last-modified", "creation-time")]
    public void Reference_3_13_FileTime_ChangedItsName(string version, string has, string lacks)
    {
        Assert.True(Has(Desk(version), "/file", has));
        Assert.False(Has(Desk(version), "/file", lacks));
    }

    [Fact]
    public void Reference_3_14_Scheduler_BeginsWithAllTenPolicies()
    {
        var desk = Desk("7.21");
        desk.Add("/system/scheduler/add", "=name=s");
        var row = desk.Run("/system/scheduler/print", "?name=s").Rows.Single();
        Assert.Equal("ftp,password,policy,read,reboot,romon,sensitive,sniff,test,write", string.Join(',', row["policy"].Split(',').Order(StringComparer.Ordinal)));
        Assert.Equal(("0s", "", "admin", "0"), (row["interval"], row["on-event"], row["owner"], row["run-count"]));
        Assert.False(Has(desk, "/system/scheduler", "days"));
        Assert.True(Has(Desk("7.24"), "/system/scheduler", "days"));
    }

    [Fact]
    public void Reference_3_15_Health_IsATableOnV7AndARecordOnV6()
    {
        Assert.False(Desk("7.21").Router["/system/health"].Definition.IsSettings);
        Assert.All(["name", "type", "value"], name => Assert.True(Has(Desk("7.21"), "/system/health", name)));
        var record = Desk("6.49").Run("/system/health/print").Rows.Single();
        Assert.True(record.ContainsKey("voltage") && record.ContainsKey("temperature"));
    }

    [Theory]
    [InlineData("7.16", false)]
    [InlineData("7.17", true)]
    public void Reference_3_15_DeviceMode_CameWith717(string version, bool known) => Assert.Equal(known, Desk(version).Router.Find("/system/device-mode") is not null);

    [Fact]
    public void Reference_3_15_IpSettings_AreThoseOfTheVersion()
    {
        Came("/ip/settings", "ipv4-multipath-hash-policy", "7.16", "7.15");
        Assert.Equal("no", Desk("7.21").Run("/ip/settings/print").Rows.Single()["rp-filter"]);
        Assert.True(Has(Desk("6.49"), "/ip/settings", "route-cache"));
        Assert.False(Has(Desk("7.21"), "/ip/settings", "route-cache"));
    }

    private static void Came(string menu, string name, string with, string without)
    {
        Assert.True(Has(Desk(with), menu, name), $"{menu} {name} in {with}");
        Assert.False(Has(Desk(without), menu, name), $"{menu} {name} in {without}");
    }

    private static bool Has(CommandDesk desk, string menu, string name) => desk.Router.Find(menu)?.Definition.Fields.Any(field => field.Name == name) == true;

    private static CommandDesk Desk(string version)
    {
        var parts = version.Split('.');
        var profile = version.StartsWith('6') ? RouterProfile.V649 : RouterProfile.V721;
        return new CommandDesk(profile with { Version = new RouterOsVersion(int.Parse(parts[0], null), int.Parse(parts[1], null), 0) });
    }
}
