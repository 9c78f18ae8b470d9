using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

public class FaultTests
{
    [Theory]
    [InlineData("cable-out")]
    [InlineData("upstream-dead")]
    [InlineData("gateway-silent")]
    [InlineData("loss:60")]
    [InlineData("latency:900")]
    [InlineData("dns-dead")]
    [InlineData("icmp-blocked")]
    [InlineData("captive-portal")]
    [InlineData("gateway-change")]
    [InlineData("lease-lost")]
    [InlineData("flap:20")]
    [InlineData("reboot")]
    public void TryParse_KnownWord_ReadsAndWritesTheSame(string text)
    {
        Assert.True(Fault.TryParse(text, out var fault, out var error));
        Assert.Null(error);
        Assert.Equal(text, fault!.ToString());
    }

    [Theory]
    [InlineData("", "no known fault")]
    [InlineData("cable", "no known fault")]
    [InlineData("cable-out:5", "takes no amount")]
    [InlineData("loss", "loss:PERCENT")]
    [InlineData("loss:", "loss:PERCENT")]
    [InlineData("loss:101", "1 to 100")]
    [InlineData("loss:-5", "1 to 100")]
    [InlineData("latency:99999999999999", "latency:MS")]
    [InlineData("flap:0", "flap:SECONDS")]
    public void TryParse_Nonsense_SaysWhatIsWrong(string text, string part)
    {
        Assert.False(Fault.TryParse(text, out var fault, out var error));
        Assert.Null(fault);
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_UnknownWan_NamesThoseThatExist()
    {
        var site = Sites.Settled("dhcp-pppoe");
        var error = Assert.Throws<ArgumentException>(() => site.Apply("ether9", new Fault(FaultKind.CableOut)));
        Assert.Contains("pppoe-out1 (on ether2)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => site.Apply(null, new Fault(FaultKind.CableOut)));
        Assert.Throws<ArgumentException>(() => site.ClearFaults("ether9"));
    }

    [Fact]
    public void Apply_PortUnderASession_MeansTheSession()
    {
        var site = Sites.Settled("dhcp-pppoe");
        site.Break("ether2", "cable-out");
        Assert.Equal("cable-out", Assert.Single(site.Wans[1].CurrentFaults).ToString());
        Assert.Equal("false", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        site.ClearFaults("ether2");
        Assert.Empty(site.Wans[1].CurrentFaults);
    }

    [Fact]
    public void Apply_LeaseLostOnAStaticWan_SaysThatThereIsNone()
    {
        var site = Sites.Settled("two-isps");
        Assert.Contains("static", Assert.Throws<ArgumentException>(() => site.Break("ether1", "lease-lost")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_Appendix_C_Apply_GatewaySilent_RecursiveDefaultFollowsTheCheck()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "gateway-silent");
        site.Wait(25);
        Assert.Equal("ether2", site.Carrier());
        Assert.Equal("true", site.Router["/interface"].Named("ether1")!["running"]);
    }

    [Fact]
    public void Reference_Appendix_C_Apply_IcmpBlocked_IsAFalseDown()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "icmp-blocked");
        Assert.Equal("ether1", site.Carrier());
        site.Wait(25);
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void Reference_Appendix_C_Apply_DnsDeadOrCaptivePortal_LeavesTheRoutesAlone()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "dns-dead");
        site.Break("ether1", "captive-portal");
        site.Wait(40);
        Assert.Equal("true", site.Route("WAN1-default1")["active"]);
        Assert.Null(site.Carrier());
    }

    [Fact]
    public void Reference_Appendix_C_Apply_Latency900_IsBornByA1sTimeoutAnd2000IsNot()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "latency:900");
        site.Wait(40);
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "latency:2000");
        site.Wait(25);
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void Reference_Appendix_C_Apply_Flap_PullsAndPlugsUntilCleared()
    {
        var site = Sites.Settled("two-isps");
        site.Break("ether1", "flap:20");
        Assert.Equal("ether2", site.Carrier());
        site.Wait(21);
        Assert.Equal("ether1", site.Carrier());
        site.Wait(20);
        Assert.Equal("ether2", site.Carrier());
        site.ClearFaults("ether1");
        site.Wait(100);
        Assert.Equal("ether1", site.Carrier());
        Assert.Equal("2", site.Router["/interface"].Named("ether1")!["link-downs"]);
    }

    [Fact]
    public void Apply_TotalLossAndSixtyPercent_AreTheSameForTheSameName()
    {
        var first = Flaps();
        Assert.Equal(first, Flaps());
        Assert.Contains("false", first);

        static string[] Flaps()
        {
            var site = Sites.Settled("two-isps");
            site.Break("ether1", "loss:60");
            return [.. Enumerable.Range(0, 30).Select(_ =>
            {
                site.Wait(10);
                return site.Route("WAN1-default1")["active"]!;
            })];
        }
    }

    [Fact]
    public void Reference_Appendix_C_Apply_Reboot_ComesBackWithLeasesAndAYoungUptime()
    {
        var site = Sites.Settled("dhcp-pppoe");
        var power = new List<bool>();
        site.Router.PowerChanged += power.Add;

        site.Break(null, "reboot");
        Assert.False(site.Router.IsUp);
        Assert.DoesNotContain(site.Router["/ip/address"].Rows, row => row.Dynamic);
        site.Wait(14);
        Assert.False(site.Router.IsUp);
        site.Wait(12);

        Assert.Equal([false, true], power);
        Assert.Equal("ether1", site.Carrier());
        Assert.Equal("true", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        site.Router.BeforeRead(site.Router["/system/resource"]);
        Assert.Equal("11s", site.Router["/system/resource"].Settings["uptime"]);
        Assert.Contains("system,info router rebooted", site.Log());
    }
}
