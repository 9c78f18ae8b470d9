using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

public class ConnectionTests
{
    [Fact]
    public void Reference_3_7_Table_ShowsFlowsWithTheirMapping()
    {
        var site = Sites.Settled("two-isps");
        var rows = Rows(site);
        Assert.Equal(3, rows.Count);
        var web = rows.Single(row => row["dst-port"] == "443");
        Assert.Equal(("tcp", "192.168.88.10", "203.0.113.2", "established", "true", "true"),
            (web["protocol"], web["src-address"], web["reply-dst-address"], web["tcp-state"], web["srcnat"], web["seen-reply"]));
        Assert.Equal(Internet.AddressOf("www.example.com")!.Value.ToString(), web["dst-address"]);

        var old = Rows(Sites.Settled("two-isps", RouterProfile.V649));
        Assert.Contains(old, row => row["reply-dst-address"].StartsWith("203.0.113.2:", StringComparison.Ordinal) && !row.ContainsKey("dst-port"));
    }

    [Fact]
    public void Reference_4_6_RecursiveFailover_KeepsTheDeadMappingForEver()
    {
        var site = Sites.Settled("two-isps");
        Rows(site);
        site.Break("ether1", "upstream-dead");
        site.Wait(60);
        Assert.Equal("ether2", site.Carrier());
        var rows = Rows(site);
        // What gave up has connected anew by the other way, and its old entry waits for its time-out.
        Assert.Equal(["198.51.100.2", "203.0.113.2"], rows.Where(row => row["dst-port"] == "443" && row["tcp-state"] == "established").Select(row => row["reply-dst-address"]).Order(StringComparer.Ordinal));
        site.Wait(3600);
        rows = Rows(site);
        Assert.Equal("198.51.100.2", rows.Single(row => row["dst-port"] == "443")["reply-dst-address"]);
        var telephone = rows.Single(row => row["dst-port"] == "5060");
        Assert.Equal("203.0.113.2", telephone["reply-dst-address"]);
    }

    [Fact]
    public void Reference_4_6_RemovedEntry_IsMadeAnewByTheOtherWay()
    {
        var site = Sites.Settled("two-isps");
        Rows(site);
        site.Break("ether1", "upstream-dead");
        site.Wait(60);
        var dead = Rows(site).Where(row => row["reply-dst-address"] == "203.0.113.2").Select(row => row[".id"]).ToArray();
        Assert.Empty(site.At().Run("/ip/firewall/connection/remove", "=.id=" + string.Join(',', dead)).Traps);
        Assert.Equal("no such item", site.At().Refusal("/ip/firewall/connection/remove", "=.id=" + dead[0]));
        Assert.All(Rows(site), row => Assert.Equal("198.51.100.2", row["reply-dst-address"]));
        Assert.Contains(Rows(site), row => row["dst-port"] == "5060");
    }

    [Fact]
    public void Reference_4_6_MasqueradeEntries_GoWithTheInterface()
    {
        var site = Sites.Settled("two-isps");
        var open = Open(site);
        Assert.True(open.Masqueraded);
        site.Break("ether1", "cable-out");
        Assert.True(open.Gone);
        Assert.All(Rows(site), row => Assert.Equal("198.51.100.2", row["reply-dst-address"]));
    }

    [Fact]
    public void Reference_4_6_SrcNatEntries_StayWhenTheInterfaceGoes()
    {
        var site = Sites.Settled("two-isps");
        var masquerade = site.Router["/ip/firewall/nat"].Rows[0];
        site.At().Add("/ip/firewall/nat/add", "=chain=srcnat", "=action=src-nat", "=out-interface=ether1", "=to-addresses=203.0.113.2", "=place-before=" + masquerade.Id);
        var open = Open(site);
        site.Break("ether1", "cable-out");
        Assert.False(open.Gone);
        Assert.Equal("203.0.113.2", Rows(site).Single(row => row["dst-port"] == "8443")["reply-dst-address"]);
        var sent = site.Running.Clients.Send(open);
        Assert.Equal(("ether2", false), (sent.Via, sent.Answered));
        Assert.Contains("the mapping of another way", sent.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_4_6_AddressChange_PurgesMasqueradeEntries()
    {
        var site = Sites.Settled("dhcp-pppoe");
        site.Break("ether1", "cable-out");
        site.Wait(5);
        var open = Open(site);
        Assert.Equal("pppoe-out1", open.Via);
        site.Break("pppoe-out1", "gateway-change");
        site.Wait(10);
        Assert.True(open.Gone);
    }

    [Fact]
    public void Reference_4_6_FailBack_MirrorsTheProblem()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "upstream-dead");
        site.Wait(60);
        var open = Open(site);
        Assert.Equal("ether2", open.Via);
        site.ClearFaults();
        site.Wait(60);
        Assert.Equal("ether1", site.Carrier());
        var sent = site.Running.Clients.Send(open);
        Assert.Equal(("ether1", "198.51.100.2", false), (sent.Via, sent.Source.ToString(), sent.Answered));
    }

    [Fact]
    public void Connection_ThatIsClosed_LeavesTheTableAfterItsTimeout()
    {
        var site = Sites.Settled("two-isps");
        var (inside, client) = site.Running.Clients.Inside()!.Value;
        Assert.True(site.Running.Clients.Connect(inside, client, Internet.AddressOf("shop.example.com")!.Value, "tcp", 9443).Answered);
        Assert.Equal("time-wait", Rows(site).Single(row => row["dst-port"] == "9443")["tcp-state"]);
        site.Wait(11);
        Assert.DoesNotContain(Rows(site), row => row["dst-port"] == "9443");
        Assert.DoesNotContain(site.Running.Connections.Entries, entry => entry.Port == 9443);
        for (var count = 0; count < 2000; count++)
            site.Carrier();
        Assert.True(site.Running.Connections.Entries.Count <= 512);
    }

    private static TrackedConnection Open(SimulatedSite site)
    {
        var (inside, client) = site.Running.Clients.Inside()!.Value;
        return site.Running.Clients.Open(inside, client, Internet.AddressOf("shop.example.com")!.Value, "tcp", 8443).Connection!;
    }

    private static List<Dictionary<string, string>> Rows(SimulatedSite site) => site.At().Run("/ip/firewall/connection/print").Rows;
}
