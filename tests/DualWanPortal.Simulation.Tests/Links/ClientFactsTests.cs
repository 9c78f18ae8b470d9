using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Links;

/// <summary>Words and defaults of the clients that bring an address: DHCP, PPPoE, mobile (reference 3.3, 3.4, 3.5).</summary>
public sealed class ClientFactsTests
{
    [Fact]
    public void Reference_3_3_Status_GoesThroughTheWordsOfALease()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"));
        var seen = new List<string>();
        Look();
        Assert.Empty(site.At().Run("/ip/dhcp-client/disable", "=.id=" + Client(site)[".id"]).Traps);
        Look();
        site.At().Run("/ip/dhcp-client/enable", "=.id=" + Client(site)[".id"]);
        for (var tick = 0; tick < 20; tick++)
        {
            Look();
            site.Wait(0.5);
        }
        site.Break("ether1", "gateway-silent");
        for (var tick = 0; tick < 400; tick++)
        {
            site.Wait(10);
            Look();
        }
        Assert.Equal(["bound", "stopped", "searching...", "requesting...", "bound", "renewing...", "rebinding...", "searching..."], seen);

        void Look()
        {
            if (Client(site)["status"] is var status && (seen.Count == 0 || seen[^1] != status))
                seen.Add(status);
        }
    }

    [Fact]
    public void Reference_3_3_AddressThatIsThereAlready_IsAnErrorUntilItIsGone()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"));
        var leased = Client(site)["address"];
        var client = Client(site)[".id"];
        site.At().Run("/ip/dhcp-client/disable", "=.id=" + client);
        var own = site.At().Add("/ip/address/add", "=address=" + leased, "=interface=ether1");
        site.At().Run("/ip/dhcp-client/enable", "=.id=" + client);
        site.Wait(5);
        Assert.Equal("error", Client(site)["status"]);
        Assert.False(Client(site).ContainsKey("gateway"));

        site.At().Run("/ip/address/remove", "=.id=" + own);
        site.Wait(20);
        Assert.Equal("bound", Client(site)["status"]);
    }

    [Fact]
    public void Reference_3_3_Bound_ShowsEveryFieldOfTheLeaseAndTakesNoneFromAPerson()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"));
        var row = Client(site);
        Assert.Equal(("203.0.113.100/25", "255.255.255.128", "203.0.113.1", "203.0.113.1"), (row["address"], row["netmask"], row["gateway"], row["dhcp-server"]));
        Assert.All(["primary-dns", "secondary-dns", "expires-after", "status"], name => Assert.NotEqual("", row[name]));
        foreach (var name in new[] { "status", "address", "netmask", "gateway", "dhcp-server", "primary-dns", "secondary-dns", "primary-ntp", "secondary-ntp", "expires-after", "caps-managers" })
            Assert.Equal("unknown parameter " + name, site.At().Refusal("/ip/dhcp-client/set", "=.id=" + row[".id"], $"={name}=x"));
        site.Break("ether1", "cable-out");
        Assert.All(["address", "netmask", "gateway", "dhcp-server", "primary-dns", "secondary-dns", "expires-after"], name => Assert.False(Client(site).ContainsKey(name)));
    }

    [Theory]
    [InlineData("yes", "yes")]
    [InlineData("no", "no")]
    [InlineData("special-classless", "special-classless")]
    [InlineData("true", "yes")]
    public void Reference_3_3_AddDefaultRoute_IsNoBoolean(string given, string shown)
    {
        var desk = new CommandDesk();
        var id = desk.Add("/ip/dhcp-client/add", "=interface=ether1", "=add-default-route=" + given);
        Assert.Equal(shown, desk.Run("/ip/dhcp-client/print", "?.id=" + id).Rows.Single()["add-default-route"]);
    }

    [Fact]
    public void Reference_3_3_NewClient_HasTheDefaultsOfTheManual()
    {
        var desk = new CommandDesk();
        desk.Add("/ip/dhcp-client/add", "=interface=ether1");
        var row = desk.Run("/ip/dhcp-client/print").Rows.Single();
        Assert.Equal(("yes", "1", "true", "true", "hostname,clientid"), (row["add-default-route"], row["default-route-distance"], row["use-peer-dns"], row["use-peer-ntp"], row["dhcp-options"]));
        Assert.Equal(("default", "none", "false", "0", "0", "both"), (row["default-route-tables"], row["check-gateway"], row["allow-reconfigure"], row["dscp"], row["vlan-priority"], row["use-broadcast"]));
    }

    [Fact]
    public void Reference_3_3_Script_HasTheVariablesOfTheLease()
    {
        var script = """:log info "$bound;$"server-address";$"lease-address";$interface;$"gateway-address";$[:len $"vendor-specific"];$[:typeof $"lease-options"]" """;
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1", ("script", script)));
        Assert.Contains("script,info 1;203.0.113.1;203.0.113.100;ether1;203.0.113.1;0;array", site.Log());
        site.Break("ether1", "cable-out");
        site.Wait(2);
        Assert.Contains("script,info 0;203.0.113.1;203.0.113.100;ether1;203.0.113.1;0;array", site.Log());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_3_4_NewClient_HasTheDefaultsOfTheManual(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        desk.Add("/interface/pppoe-client/add", "=interface=ether1", "=service-name=s", "=ac-name=a", "=host-uniq=ff00");
        var row = desk.Run("/interface/pppoe-client/print").Rows.Single();
        Assert.Equal(("default", "false", "1", "false", "false", "10"), (row["profile"], row["add-default-route"], row["default-route-distance"], row["use-peer-dns"], row["dial-on-demand"], row["keepalive-timeout"]));
        Assert.Equal(("pap,chap,mschap1,mschap2", "auto", "auto", "disabled", "true"), (row["allow"], row["max-mtu"], row["max-mru"], row["mrru"], row["disabled"]));
        Assert.Equal(("s", "a", "ff00"), (row["service-name"], row["ac-name"], row["host-uniq"]));
    }

    [Fact]
    public void Reference_3_4_ClientWithoutItsInterface_IsInvalidAndDoesNotRun()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "/interface vlan add name=v7 vlan-id=7 interface=ether1", RecipeBench.Pppoe("pppoe-out1", "ether1"));
        site.At().Run("/interface/pppoe-client/set", "=.id=pppoe-out1", "=interface=v7");
        site.Wait(10);
        Assert.False(Row().ContainsKey("invalid"));
        site.At().Run("/interface/vlan/remove", "=.id=v7");
        Assert.Equal(("true", "false"), (Row()["invalid"], Row()["running"]));
        site.At().Run("/interface/pppoe-client/set", "=.id=pppoe-out1", "=interface=ether1");
        site.Wait(10);
        Assert.False(Row().ContainsKey("invalid"));

        Dictionary<string, string> Row() => site.At().Run("/interface/pppoe-client/print").Rows.Single();
    }

    [Fact]
    public void Reference_3_5_Apn_HasTheWordsOfTheManual()
    {
        var desk = new CommandDesk();
        desk.Add("/interface/lte/apn/add", "=name=wan", "=apn=internet.example", "=authentication=chap", "=user=u", "=password=p", "=ip-type=ipv4", "=use-network-apn=no",
            "=passthrough-interface=ether2", "=passthrough-mac=auto", "=default-route-distance=5", "=add-default-route=no", "=use-peer-dns=no");
        var row = desk.Run("/interface/lte/apn/print", "?name=wan").Rows.Single();
        Assert.Equal(("internet.example", "chap", "u", "p", "ipv4", "false", "ether2", "auto", "5", "false", "false"),
            (row["apn"], row["authentication"], row["user"], row["password"], row["ip-type"], row["use-network-apn"], row["passthrough-interface"], row["passthrough-mac"],
                row["default-route-distance"], row["add-default-route"], row["use-peer-dns"]));
        Assert.Equal("2", desk.Run("/interface/lte/apn/print", "?name=default").Rows.Single()["default-route-distance"]);
        Assert.Equal("input does not match any value of authentication", desk.Refusal("/interface/lte/apn/set", "=.id=wan", "=authentication=eap"));
    }

    [Fact]
    public void Reference_3_5_Modem_HasTheWordsOfTheManualAndRunsWithItsSession()
    {
        var site = Sites.Settled("fibre-lte");
        foreach (var (name, value) in new[] { ("band", "3,20"), ("nr-band", "78"), ("operator", "00101"), ("network-mode", "lte"), ("pin", "0000"), ("allow-roaming", "no"), ("modem-init", "AT"), ("mtu", "1480"), ("comment", "x") })
            Assert.Empty(site.At().Run("/interface/lte/set", "=.id=lte1", $"={name}={value}").Traps);
        site.Wait(30);
        Assert.Equal("true", site.At().Run("/interface/lte/print").Rows.Single()["running"]);
        site.Break("lte1", "cable-out");
        Assert.Equal("false", site.At().Run("/interface/lte/print").Rows.Single()["running"]);
        Assert.Equal("unknown parameter", Sites.Settled("fibre-lte", RouterProfile.V649).At().Refusal("/interface/lte/set", "=.id=lte1", "=nr-band=78"));
    }

    private static Dictionary<string, string> Client(SimulatedSite site) => site.At().Run("/ip/dhcp-client/print").Rows.Single();
}
