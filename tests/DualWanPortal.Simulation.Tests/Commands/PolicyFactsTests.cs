using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>What each policy of a group permits, and what nobody may without it (reference 1.10).</summary>
public sealed class PolicyFactsTests
{
    private const string Refused = "not enough permissions (9)";

    [Theory]
    [InlineData("read", "/ip/route/print")]
    [InlineData("read", "/system/identity/get", "=value-name=name")]
    [InlineData("write", "/ip/pool/add", "=name=x", "=ranges=10.0.0.1")]
    [InlineData("write", "/ip/dns/set", "=servers=1.1.1.1")]
    [InlineData("test", "/tool/ping", "=address=8.8.8.8", "=count=1")]
    [InlineData("test", "/tool/traceroute", "=address=8.8.8.8", "=count=1")]
    [InlineData("test", "/interface/ethernet/monitor", "=numbers=ether1", "=once=")]
    [InlineData("policy", "/user/add", "=name=x", "=group=read")]
    [InlineData("policy", "/user/group/add", "=name=x", "=policy=read")]
    [InlineData("ftp", "/file/add", "=name=x.txt", "=contents=y")]
    [InlineData("ftp", "/export", "=file=x")]
    [InlineData("ftp", "/tool/fetch", "=url=https://www.example.com/x")]
    [InlineData("reboot", "/system/reboot")]
    [InlineData("reboot", "/system/backup/load", "=name=x")]
    [InlineData("password", "/password", "=old-password=", "=new-password=x", "=confirm-new-password=x")]
    [InlineData("sniff", "/tool/sniffer/print")]
    [InlineData("sniff", "/tool/sniffer/set", "=file-limit=10")]
    [InlineData("sniff", "/tool/sniffer/start")]
    [InlineData("romon", "/tool/romon/print")]
    [InlineData("romon", "/tool/romon/set", "=enabled=yes")]
    public void Reference_1_10_Policy_PermitsWhatNobodyMayWithoutIt(string policy, string path, params string[] words)
    {
        var site = Sites.Settled("two-isps");
        var others = CommandDesk.AllPolicies.Where(name => name != policy).ToArray();

        Assert.Equal(Refused, Assert.Single(site.RunAs(others, path, words).Traps).Message);
        Assert.DoesNotContain(site.RunAs(CommandDesk.AllPolicies, path, words).Traps, trap => trap.Message == Refused);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("telnet")]
    [InlineData("ssh")]
    [InlineData("winbox")]
    [InlineData("web")]
    [InlineData("rest-api")]
    public void Reference_1_10_PoliciesOfOtherWaysIn_ChangeNothingOverTheApi(string policy)
    {
        var site = Sites.Settled("two-isps");
        var others = CommandDesk.AllPolicies.Where(name => name != policy).ToArray();
        Assert.Empty(site.RunAs(others, "/ip/pool/add", "=name=x", "=ranges=10.0.0.1").Traps);
        Assert.Equal(Refused, Assert.Single(site.RunAs([policy, "api"], "/ip/pool/print").Traps).Message);
    }

    [Fact]
    public void Reference_1_10_FetchThatKeepsNothing_NeedsNoFileAccess()
    {
        var site = Sites.Settled("two-isps");
        Assert.Empty(site.RunAs(["read", "test"], "/tool/fetch", "=url=https://www.example.com/x", "=keep-result=no").Traps);
        Assert.Empty(site.RunAs(["read", "test"], "/tool/fetch", "=url=https://www.example.com/x", "=output=none").Traps);
        Assert.Equal(Refused, Assert.Single(site.RunAs(["read", "test"], "/tool/fetch", "=url=https://www.example.com/x", "=dst-path=y", "=keep-result=no").Traps).Message);
    }

    [Fact]
    public void Reference_1_10_VariablesOfOtherUsers_AreSeenWithPolicyOnly()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/tool/netwatch/add", "=host=8.8.8.8", "=interval=1s", "=start-delay=0s", "=startup-delay=0s", "=up-script=:global ofsystem 1");
        site.At().Run("/execute", "=script=:global mine 2", "=as-string=");
        site.Wait(400);

        Assert.Equal(["mine", "ofsystem"], Names("read", "policy", "test"));
        Assert.Equal(["mine"], Names("read", "test"));

        IEnumerable<string> Names(params string[] policies) => site.RunAs(policies, "/system/script/environment/print").Rows.Select(row => row["name"]).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("read", "write,policy,ftp")]
    [InlineData("write", "policy,ftp,romon")]
    [InlineData("full", "")]
    public void Reference_1_10_BuiltInGroups_LackWhatTheReferenceSays(string group, string lacks)
    {
        var policies = new CommandDesk().Run("/user/group/get", "=.id=" + group, "=value-name=policy").Ret!.Split(',');
        Assert.Equal(lacks.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), policies.Where(policy => policy[0] == '!').Select(policy => policy[1..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reference_1_10_Service_HasTheColumnsOfItsVersionAndTlsOnlyWhereItSpeaksIt()
    {
        var desk = new CommandDesk();
        Assert.Equal(["api-ssl", "www-ssl"], desk.Run("/ip/service/print").Rows.Where(row => row.ContainsKey("tls-version")).Select(row => row["name"]).Order(StringComparer.Ordinal));
        var secure = desk.Run("/ip/service/print", "?name=api-ssl").Rows.Single();
        Assert.Equal(("none", "any", "20", ""), (secure["certificate"], secure["tls-version"], secure["max-sessions"], secure["address"]));
        Assert.Equal("input does not match any value of tls-version", desk.Refusal("/ip/service/set", "=.id=api-ssl", "=tls-version=only-1.1"));
        Assert.Equal("value of max-sessions out of range (1..1000)", desk.Refusal("/ip/service/set", "=.id=api", "=max-sessions=1001"));
        Assert.Equal("unknown parameter available-from", desk.Refusal("/ip/service/set", "=.id=api", "=available-from=LAN"));
        Assert.Empty(new CommandDesk(RouterProfile.V721 with { Version = new(7, 24, 0) }).Run("/ip/service/set", "=.id=api", "=available-from=LAN").Traps);
    }
}
