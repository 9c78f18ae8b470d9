using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Words that rules of the firewall take, by menu and version, and that the first rule decides (reference 3.7); refusals of section 1.9 that no other class meets.</summary>
public sealed class RuleWordsTests
{
    private const string Common = "protocol src-address dst-address src-address-list dst-address-list src-port dst-port port in-interface out-interface in-interface-list out-interface-list "
        + "packet-mark dst-address-type src-address-type ipsec-policy per-connection-classifier nth random limit dst-limit packet-size ttl dscp tcp-mss content hotspot psd time fragment ipv4-options "
        + "priority jump-target log log-prefix address-list address-list-timeout comment disabled";

    [Theory]
    [InlineData("filter", Common + " connection-state connection-nat-state connection-mark routing-mark connection-type connection-limit connection-rate connection-bytes tcp-flags layer7-protocol tls-host realm reject-with")]
    [InlineData("nat", Common + " connection-mark routing-mark connection-type connection-limit connection-rate connection-bytes layer7-protocol realm to-addresses to-ports")]
    [InlineData("mangle", Common + " connection-state connection-nat-state connection-mark routing-mark connection-type tcp-flags new-connection-mark new-packet-mark new-routing-mark new-dscp new-mss "
        + "new-ttl new-priority passthrough route-dst sniff-id sniff-target sniff-target-port")]
    [InlineData("raw", Common + " tcp-flags tls-host")]
    public void Reference_3_7_Words_AreKnownToTheMenu(string menu, string words)
    {
        var desk = new CommandDesk();
        Assert.All(words.Split(' '), name => Assert.DoesNotContain(desk.Run($"/ip/firewall/{menu}/add", "=chain=x", $"={name}=1").Traps, trap => trap.Message.StartsWith("unknown parameter", StringComparison.Ordinal)));
        Assert.Equal("unknown parameter no-such-word", desk.Refusal($"/ip/firewall/{menu}/add", "=chain=x", "=no-such-word=1"));
    }

    [Theory]
    [InlineData("filter", "7.12", "hw-offload", true)]
    [InlineData("filter", "6.49", "hw-offload", false)]
    [InlineData("filter", "7.21", "tos", true)]
    [InlineData("filter", "7.18", "tos", false)]
    [InlineData("mangle", "6.49", "routing-table", true)]
    [InlineData("mangle", "7.12", "routing-table", false)]
    public void Reference_3_7_WordsOfAVersion_AreUnknownToOthers(string menu, string profile, string word, bool known)
    {
        var traps = new CommandDesk(RouterProfile.Named(profile)!).Run($"/ip/firewall/{menu}/add", "=chain=forward", "=action=accept", $"={word}=1").Traps;
        Assert.Equal(known, !traps.Exists(trap => trap.Message.StartsWith("unknown parameter", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("accept", "drop", true)]
    [InlineData("drop", "accept", false)]
    [InlineData("log", "drop", false)]
    [InlineData("passthrough", "drop", false)]
    [InlineData("add-dst-to-address-list", "drop", false)]
    [InlineData("return", "drop", true)]
    public void Reference_3_7_FirstRuleThatDecides_Decides(string first, string second, bool passes)
    {
        var site = Sites.Settled("two-isps");
        var head = site.Router["/ip/firewall/filter"].Rows[0].Id;
        foreach (var action in new[] { first, second })
            site.At().Add("/ip/firewall/filter/add", "=chain=forward", "=action=" + action, "=dst-address=104.18.0.0/16", "=address-list=seen", "=place-before=" + head);
        var outcome = site.Running.Clients.Try("bridge", Ipv4.Parse("192.168.88.77")!.Value, Internet.AddressOf("www.example.com")!.Value, "tcp", 443);
        Assert.Equal(passes, outcome.Answered);
    }

    [Fact]
    public void Reference_3_7_Jump_WalksAnotherChainAndComesBack()
    {
        var site = Sites.Settled("two-isps");
        var head = site.Router["/ip/firewall/filter"].Rows[0].Id;
        site.At().Add("/ip/firewall/filter/add", "=chain=own", "=action=drop", "=protocol=tcp", "=dst-port=443");
        site.At().Add("/ip/firewall/filter/add", "=chain=forward", "=action=jump", "=jump-target=own", "=place-before=" + head);
        var client = Ipv4.Parse("192.168.88.77")!.Value;
        Assert.False(site.Running.Clients.Try("bridge", client, Internet.AddressOf("www.example.com")!.Value, "tcp", 443).Answered);
        Assert.True(site.Running.Clients.Try("bridge", client, Internet.AddressOf("www.example.com")!.Value, "tcp", 80).Answered);
    }

    [Fact]
    public void Reference_4_6_FastTrackedPackets_SkipTheFilter()
    {
        var site = Sites.Settled("two-isps");
        site.Wait(60);
        site.At().Run("/ip/firewall/connection/print");
        site.Wait(10);
        site.At().Run("/ip/firewall/connection/print");
        var fast = site.Running.Connections.Entries.First(entry => entry.FastTracked);
        var slow = site.Running.Clients.Open("bridge", fast.Client, fast.Destination, "tcp", 443).Connection!;
        site.At().Add("/ip/firewall/filter/add", "=chain=forward", "=action=drop", "=place-before=" + site.Router["/ip/firewall/filter"].Rows[0].Id);
        Assert.True(site.Running.Clients.Send(fast).Answered);
        Assert.False(site.Running.Clients.Send(slow).Answered);
    }

    [Theory]
    [InlineData("/user/add", "name=admin group=full", "failure: user with the same name already exists", 4)]
    [InlineData("/ip/pool/add", "name=default-dhcp ranges=10.0.0.1", "failure: already have such entry", 4)]
    [InlineData("/ip/address/add", "address=192.168.88.1/24 interface=bridge", "failure: already have such address", 4)]
    [InlineData("/ip/route/add", "gateway=nowhere", "invalid value for argument gateway", 1)]
    [InlineData("/ip/route/add", "dst-address=10.0.0.0/8", "missing value(s) of argument(s) gateway", 1)]
    [InlineData("/ip/dns/set", "query-server-timeout=soon", "invalid value for argument query-server-timeout", 1)]
    [InlineData("/interface/list/remove", ".id=all", "failure: can not remove builtin", 4)]
    [InlineData("/ip/route/remove", ".id=*FFFFFF", "no such item", 0)]
    [InlineData("/system/script/run", "number=nobody", "no such item", 0)]
    public void Reference_1_9_RefusalsOfMenus_AreWordedAndNumbered(string command, string words, string message, int category)
    {
        var trap = Assert.Single(Sites.Settled("two-isps").At().Run(command, [.. words.Split(' ').Select(word => "=" + word)]).Traps);
        Assert.StartsWith(message, trap.Message, StringComparison.Ordinal);
        Assert.Equal(category, trap.Category);
    }

    [Fact]
    public void Reference_1_9_ScriptError_IsItsTextWithCategoryThree()
    {
        var desk = Sites.Settled("two-isps").At();
        desk.Add("/system/script/add", "=name=s", "=source=:error \"no way\"");
        Assert.Equal(("no way", 3), Assert.Single(desk.Run("/system/script/run", "=number=s").Traps));
    }

    [Fact]
    public void Reference_3_1_V6Rows_LeaveEmptyValuesOut()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V649);
        Assert.All(site.At().Run("/ip/route/print").Rows, row => Assert.DoesNotContain(row.Values, value => value.Length == 0));
    }

    [Theory]
    [InlineData("7.12", "/file/read", false)]
    [InlineData("7.18", "/file/read", true)]
    [InlineData("6.49", "/file/add", false)]
    [InlineData("7.12", "/file/add", true)]
    public void Reference_3_13_FileCommands_CameWithTheirVersions(string profile, string command, bool known)
    {
        var traps = Sites.Settled("two-isps", RouterProfile.Named(profile)).At().Run(command, "=name=x").Traps;
        Assert.Equal(known, !traps.Exists(trap => trap.Message.StartsWith("no such command", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("7.12", "where", "unknown parameter where")]
    [InlineData("7.18", "where", "failure: where is not simulated here")]
    [InlineData("7.21", "path", "unknown parameter path")]
    [InlineData("6.49", "show-sensitive", "unknown parameter")]
    public void Reference_3_13_ExportArguments_CameWithTheirVersions(string profile, string argument, string refusal) =>
        Assert.Equal(refusal, Sites.Settled("two-isps", RouterProfile.Named(profile)).At().Refusal("/export", "=file=x", $"={argument}=/ip"));

    [Fact]
    public void Reference_3_13_ExportPath_NarrowsTheTextSince723()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721 with { Version = new(7, 23, 0) });
        Assert.Empty(site.At().Run("/export", "=file=part", "=path=/ip/dns").Traps);
        var text = site.At().Run("/file/print", "?name=part.rsc").Rows.Single()["contents"];
        Assert.Contains("/ip dns", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/ip route", text, StringComparison.Ordinal);
    }
}
