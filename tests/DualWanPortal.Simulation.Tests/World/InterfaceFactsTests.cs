using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Addresses, interfaces and what they count (reference 3.6).</summary>
public sealed class InterfaceFactsTests
{
    [Theory]
    [InlineData("6.49", false)]
    [InlineData("7.12", false)]
    [InlineData("7.21", true)]
    public void Reference_3_6_Address_HasBroadcastAndNetmaskAndItsVrfInRecentVersions(string profile, bool vrf)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        site.At().Add("/ip/address/add", "=address=10.9.0.1/24", "=interface=ether2", "=broadcast=10.9.0.255", "=netmask=255.255.255.0", "=comment=x");
        var row = site.At().Run("/ip/address/print", "?comment=x").Rows.Single();
        Assert.Equal(("10.9.0.1/24", "10.9.0.0", "ether2", "ether2", "10.9.0.255", "255.255.255.0"), (row["address"], row["network"], row["interface"], row["actual-interface"], row["broadcast"], row["netmask"]));
        Assert.Equal(vrf ? "main" : null, row.GetValueOrDefault("vrf"));
        Assert.StartsWith("invalid value for argument netmask", site.At().Refusal("/ip/address/add", "=address=10.8.0.1/24", "=interface=ether4", "=netmask=wide"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_6_AddressOfABridgePort_IsASlaveAndActsOnTheBridge()
    {
        var site = Sites.Settled("two-isps");
        var id = site.At().Add("/ip/address/add", "=address=10.9.0.1/24", "=interface=ether3");
        Assert.Equal(("true", "bridge"), (Row()["slave"], Row()["actual-interface"]));
        site.At().Run("/interface/bridge/port/remove", "=.id=" + site.At().Run("/interface/bridge/port/print", "?interface=ether3").Rows.Single()[".id"]);
        Assert.Equal((false, "ether3"), (Row().ContainsKey("slave"), Row()["actual-interface"]));

        Dictionary<string, string> Row() => site.At().Run("/ip/address/print", "?.id=" + id).Rows.Single();
    }

    [Fact]
    public void Reference_3_6_Interface_CountsWhatTheInsideSendsAndTheFastPathWithARuleForIt()
    {
        var site = Sites.Settled("two-isps");
        Assert.All(["rx-byte", "tx-byte", "rx-packet", "tx-packet", "rx-drop", "tx-drop", "tx-queue-drop", "rx-error", "tx-error", "fp-rx-byte", "fp-tx-byte", "fp-rx-packet", "fp-tx-packet"],
            name => Assert.True(Row("ether1").ContainsKey(name), name));
        site.Wait(60);
        Assert.True(Number("rx-byte") > 0 && Number("tx-byte") > 0);
        Assert.Equal(Number("rx-byte"), Number("fp-rx-byte"));
        Assert.Equal((0, 0, 0), (Number("tx-queue-drop"), Number("rx-drop"), Number("rx-error")));

        Assert.Empty(site.At().Run("/ip/settings/set", "=allow-fast-path=no").Traps);
        var (all, fast) = (Number("rx-byte"), Number("fp-rx-byte"));
        site.Wait(60);
        Assert.True(Number("rx-byte") > all);
        Assert.Equal(fast, Number("fp-rx-byte"));
        Assert.Equal("0", Row("ether2")["rx-byte"]);

        Dictionary<string, string> Row(string name) => site.At().Run("/interface/print", "?name=" + name).Rows.Single();
        long Number(string name) => long.Parse(Row("ether1")[name], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Reference_3_6_InterfaceSwitchedOffByTheGeneralMenu_IsOffInItsOwn()
    {
        var site = Sites.Settled("dhcp-pppoe");
        foreach (var (name, menu) in new[] { ("ether1", "/interface/ethernet"), ("pppoe-out1", "/interface/pppoe-client"), ("bridge", "/interface/bridge") })
        {
            Assert.Empty(site.At().Run("/interface/disable", "=.id=" + name).Traps);
            Assert.Equal(("true", "false"), (Row(menu, name)["disabled"], Row(menu, name)["running"]));
            Assert.Empty(site.At().Run("/interface/enable", "=numbers=" + name).Traps);
            Assert.Equal("false", Row(menu, name)["disabled"]);
        }

        Dictionary<string, string> Row(string menu, string name) => site.At().Run(menu + "/print", "?name=" + name).Rows.Single();
    }

    [Theory]
    [InlineData("two-isps", "ether1", "ether")]
    [InlineData("two-isps", "bridge", "bridge")]
    [InlineData("dhcp-pppoe", "pppoe-out1", "pppoe-out")]
    [InlineData("fibre-lte", "lte1", "lte")]
    [InlineData("two-isps", "lo", "loopback")]
    [InlineData("two-isps", "v7", "vlan")]
    [InlineData("two-isps", "wg1", "wg")]
    public void Reference_3_6_Interface_SaysItsType(string scenario, string name, string type)
    {
        var site = Sites.Settled(scenario);
        if (type == "vlan")
            site.At().Add("/interface/vlan/add", "=name=v7", "=vlan-id=7", "=interface=ether1");
        if (type == "wg")
            site.At().Add("/interface/wireguard/add", "=name=wg1");
        var row = site.At().Run("/interface/print", "?name=" + name).Rows.Single();
        Assert.Equal((type, "true"), (row["type"], row["running"]));
        Assert.Equal("unknown parameter type", site.At().Refusal("/interface/set", "=.id=" + name, "=type=x"));
    }

    [Fact]
    public void Reference_3_6_Ethernet_HasTheWordsOfTheManualAndAMonitor()
    {
        var site = Sites.Settled("two-isps");
        foreach (var (name, value) in new[] { ("speed", "1Gbps"), ("auto-negotiation", "yes"), ("advertise", "1G-baseT-full"), ("rx-flow-control", "auto"), ("tx-flow-control", "on"), ("arp", "reply-only"), ("bandwidth", "10M/10M") })
            Assert.Empty(site.At().Run("/interface/ethernet/set", "=.id=ether4", $"={name}={value}").Traps);
        Assert.Equal(("reply-only", "auto", "on"), (Port()["arp"], Port()["rx-flow-control"], Port()["tx-flow-control"]));
        var monitor = site.At().Run("/interface/ethernet/monitor", "=numbers=ether1", "=once=").Rows.Single();
        Assert.Equal(("link-ok", "done", "1Gbps", "true"), (monitor["status"], monitor["auto-negotiation"], monitor["rate"], monitor["full-duplex"]));
        site.Break("ether1", "cable-out");
        Assert.Equal("no-link", site.At().Run("/interface/ethernet/monitor", "=numbers=ether1", "=once=").Rows.Single()["status"]);

        Dictionary<string, string> Port() => site.At().Run("/interface/ethernet/print", "?name=ether4").Rows.Single();
    }
}
