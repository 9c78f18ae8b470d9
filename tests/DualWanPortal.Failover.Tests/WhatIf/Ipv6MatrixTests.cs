using System.Text.Json;
using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>IPv6 of the machines in the matrix: who goes on, who is told at once, who waits.</summary>
public sealed class Ipv6MatrixTests
{
    private static readonly string[] s_canaries =
    [
        "add dst-address=2001:4860:4860::8888/128 gateway=fe80::1%ether1 scope=10", "add dst-address=2001:4860:4860::8844/128 gateway=fe80::1%ether2 scope=10",
        "add blackhole distance=20 dst-address=2001:4860:4860::8888/128", "add blackhole distance=20 dst-address=2001:4860:4860::8844/128",
        "add check-gateway=ping distance=1 dst-address=::/0 gateway=2001:4860:4860::8888 target-scope=11", "add check-gateway=ping distance=2 dst-address=::/0 gateway=2001:4860:4860::8844 target-scope=11",
    ];

    private static readonly string[] s_next = ["add check-gateway=ping distance=1 dst-address=::/0 gateway=fe80::1%ether1", "add distance=2 dst-address=::/0 gateway=fe80::1%ether2"];

    public static TheoryData<string, Recipe, string> Cases => new()
    {
        {
            "canaries, translated on the backup, closed", With(s_canaries).And("/ipv6 firewall nat", "add action=masquerade chain=srcnat out-interface=ether2").And("/ipv6 firewall filter", s_closed),
            """
            normal: v6 works ether1, v6closed works
            primary-cable-out: v6 works ether2 0
            primary-upstream-dead: v6 works ether2 21, v6closed works
            primary-gateway-silent: v6 works ether2 21
            primary-lossy: internet degraded
            backup-dead: v6 works ether1 0
            both-dead: v6 fails
            primary-restored: v6 works ether1
            reboot-on-backup: v6 works ether2
            """
        },
        {
            // The provider of the backup drops what bears addresses of the first: every new connection waits.
            "canaries, nothing translated, open", With(s_canaries),
            """
            normal: v6 works ether1, v6closed fails
            primary-upstream-dead: internet works ether2, v6 fails ether2, v6closed fails
            primary-restored: v6 works ether1
            """
        },
        {
            "next hop checked only", With(s_next).And("/ipv6 firewall nat", "add action=masquerade chain=srcnat out-interface=ether2").And("/ipv6 firewall filter", s_closed),
            """
            primary-upstream-dead: internet works ether2, v6 fails ether1
            primary-gateway-silent: v6 works ether2
            """
        },
        {
            "refused on the backup", With(s_canaries).And("/ipv6 firewall filter", ["add action=reject chain=forward out-interface=ether2", .. s_closed]),
            """
            normal: v6 works ether1
            primary-upstream-dead: internet works ether2, v6 degraded ether2 21
            """
        },
        {
            "backup open", With(s_canaries).And("/ipv6 firewall filter", s_closed.Select(line => line.Replace("in-interface-list=WAN", "in-interface=ether1", StringComparison.Ordinal)).ToArray()),
            """
            normal: v6closed fails ether2
            backup-dead: v6closed works ether1
            """
        },
    };

    private static readonly string[] s_closed =
    [
        "add action=accept chain=input connection-state=established,related", "add action=accept chain=input protocol=icmpv6", "add action=drop chain=input in-interface-list=WAN",
        "add action=accept chain=forward connection-state=established,related", "add action=drop chain=forward in-interface-list=WAN",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Ipv6_AsExpected(string name, Recipe recipe, string expected)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var matrix = Of(recipe);
        var differences = Expectation.Differences(matrix, expected);
        Assert.True(differences.Count == 0, $"{name}\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void Of_LeaseLost_PrefixGoneAndToldSo()
    {
        var recipe = Base().And("/ipv6 dhcp-client", "add add-default-route=yes interface=ether1 pool-name=one request=address,prefix").And("/ipv6 address", "add address=::1 from-pool=one interface=bridge");
        var cell = Of(recipe)["primary-cable-out"][CheckIds.Ipv6];
        Assert.Equal(CellVerdict.Degraded, cell.Verdict);
        Assert.StartsWith("The prefix of the machines is gone with its lease", cell.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingAdvertised_NotApplicable()
    {
        var matrix = Of(Base().And("/ipv6 dhcp-client", "add add-default-route=yes interface=ether1 request=address"));
        Assert.All(matrix.Scenarios, scenario => Assert.Equal(CellVerdict.NotApplicable, scenario[CheckIds.Ipv6].Verdict));
        Assert.Equal(CellVerdict.Fails, matrix["normal"][CheckIds.Ipv6Closed].Verdict);
    }

    [Fact]
    public void Of_RouterWithoutIpv6_IsNotAsked()
    {
        var (without, off) = (Of(Base()), Of(With(s_canaries).And("/ipv6 settings", "set disable-ipv6=yes")));
        Assert.Equal(CheckIds.All, without.Checks);
        Assert.Equal(CheckIds.All, off.Checks);
        Assert.DoesNotContain("ipv6", MatrixText.Write(without), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Ipv6_InTextAndJsonAndComparison()
    {
        var (before, after) = (Of(Base()), Of(With(s_canaries)));
        Assert.Contains("v6 closed", MatrixText.Write(after), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(MatrixJson.Write(after, traces: true));
        var cells = json.RootElement.GetProperty("scenarios")[0].GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("check").GetString());
        Assert.Equal([.. CheckIds.All, "ipv6", "ipv6-closed"], cells);
        Assert.Contains(Comparison.Of(before, after), change => change is { Scenario: "normal", After.Check: CheckIds.Ipv6, Before.Verdict: CellVerdict.NotApplicable, Gain: 0 });
        Assert.DoesNotContain(Comparison.Of(after, before), change => change.After.Check == CheckIds.Ipv6);
    }

    private static ScenarioMatrix Of(Recipe recipe) =>
        recipe.Matrix(TestContext.Current.CancellationToken);

    private static Recipe Base() => Recipe.Static(Recipe.V721, "add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10", "add dst-address=8.8.4.4/32 gateway=198.51.100.1 scope=10",
        "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=8.8.8.8 target-scope=11", "add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=8.8.4.4 target-scope=11");

    private static Recipe With(string[] routes) => Base()
        .And("/ipv6 address", "add address=2001:db8:1::2/64 advertise=no interface=ether1", "add address=2001:db8:2::2/64 advertise=no interface=ether2", "add address=2001:db8:100::1/64 interface=bridge")
        .And("/ipv6 route", routes);
}
