namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>
/// Recipes E and F, forwarded ports, tunnels, alerts (reference 5 E, 5 F, 4.5, 4.6). What stands here was worked out from the reference by hand.
/// </summary>
public sealed class ServiceRecipeTests
{
    private const string Checked1 = "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1";
    private const string Checked2 = "add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1";
    private const string Forward = "add action=dst-nat chain=dstnat dst-port=443 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.20";

    private static readonly string[] s_pcc =
    [
        "add action=accept chain=prerouting dst-address=203.0.113.0/24 in-interface=bridge", "add action=accept chain=prerouting dst-address=198.51.100.0/24 in-interface=bridge",
        "add action=mark-connection chain=prerouting connection-mark=no-mark connection-state=new in-interface=ether1 new-connection-mark=c1",
        "add action=mark-connection chain=prerouting connection-mark=no-mark connection-state=new in-interface=ether2 new-connection-mark=c2",
        "add action=mark-connection chain=prerouting connection-mark=no-mark connection-state=new dst-address-type=!local in-interface=bridge new-connection-mark=c1 per-connection-classifier=both-addresses:2/0",
        "add action=mark-connection chain=prerouting connection-mark=no-mark connection-state=new dst-address-type=!local in-interface=bridge new-connection-mark=c2 per-connection-classifier=both-addresses:2/1",
        "add action=mark-routing chain=prerouting connection-mark=c1 in-interface=bridge new-routing-mark=to1 passthrough=no",
        "add action=mark-routing chain=prerouting connection-mark=c2 in-interface=bridge new-routing-mark=to2 passthrough=no",
        "add action=mark-routing chain=output connection-mark=c1 new-routing-mark=to1 passthrough=no", "add action=mark-routing chain=output connection-mark=c2 new-routing-mark=to2 passthrough=no",
    ];

    private static readonly string[] s_marked =
    [
        "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1 routing-table=to1", "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=198.51.100.1 routing-table=to2",
    ];

    private static Recipe Balanced(params string[] main) => Tabled([.. s_marked, .. main]).And("/ip firewall mangle", s_pcc);

    /// <summary>The tables come before the routes that name them.</summary>
    private static Recipe Tabled(params string[] routes) =>
        Recipe.Static(Recipe.V718, routes) is var site ? site with { Text = "/routing table\nadd fib name=to1\nadd fib name=to2\n" + site.Text } : site;

    public static TheoryData<string, Recipe, string> Cases => new()
    {
        {
            // Both carry; a table whose route is gone falls through to main (4.5).
            "E", Balanced(Checked1, Checked2),
            """
            normal: internet works ether1,ether2, path works, nat works, dns works, conn works
            primary-cable-out: internet works ether2 0, path works, nat works, conn degraded
            primary-gateway-silent: internet works ether2 30, path works
            primary-upstream-dead: internet degraded ether1,ether2, path fails
            backup-dead: internet degraded ether1,ether2, path fails
            """
        },
        {
            // Nothing to fall back to: half of all packets find no route.
            "E without defaults in main", Balanced(),
            """
            normal: internet works ether1,ether2
            primary-cable-out: internet degraded ether2
            """
        },
        {
            // Fast-tracked packets are not marked any more and take the way of main, with the mapping of the other WAN (4.6, 5.x 15).
            "E with FastTrack over marked connections", Balanced(Checked1, Checked2).And("/ip firewall filter", "add action=fasttrack-connection chain=forward connection-state=established,related"),
            """
            normal: internet works ether1,ether2, conn fails
            """
        },
        {
            "E with FastTrack for unmarked connections", Balanced(Checked1, Checked2).And("/ip firewall filter", "add action=fasttrack-connection chain=forward connection-mark=no-mark connection-state=established,related"),
            """
            normal: internet works ether1,ether2, conn works
            """
        },
        {
            // Only answers are marked: what comes in by a WAN goes out by it; new connections follow main.
            "F", Tabled(Checked1, Checked2, s_marked[0], s_marked[1])
                .And("/ip firewall mangle", s_pcc[2], s_pcc[3], s_pcc[6], s_pcc[7], s_pcc[8], s_pcc[9]).And("/ip firewall nat", Forward),
            """
            normal: internet works ether1, inbound works ether1, path works
            primary-gateway-silent: internet works ether2 30, inbound works ether2
            primary-upstream-dead: internet fails ether1, inbound fails
            backup-dead: internet works ether1, inbound works ether1, path works
            """
        },
        {
            "Forwarded by the list", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/ip firewall nat", Forward),
            """
            normal: inbound works ether1
            primary-gateway-silent: inbound works ether2
            both-dead: inbound fails
            """
        },
        {
            // Bound to the first WAN: on the backup nobody forwards.
            "Forwarded on the primary only", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/ip firewall nat", Forward.Replace("in-interface-list=WAN", "in-interface=ether1", StringComparison.Ordinal)),
            """
            normal: inbound works ether1
            primary-gateway-silent: internet works ether2, inbound fails
            backup-dead: inbound works ether1
            """
        },
        {
            // By address: the same.
            "Forwarded on the primary's address", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/ip firewall nat", Forward.Replace("in-interface-list=WAN", "dst-address=203.0.113.2", StringComparison.Ordinal)),
            """
            normal: inbound works ether1
            primary-gateway-silent: inbound fails
            """
        },
        {
            // The filter of the forward chain lets in what is forwarded on the list.
            "Forwarded past the usual filter", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/ip firewall nat", Forward)
                .And("/ip firewall filter", "add action=accept chain=forward connection-state=established,related", "add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN"),
            """
            normal: internet works ether1, inbound works ether1
            primary-gateway-silent: inbound works ether2
            """
        },
        {
            // A tunnel that is dialled comes back by the other WAN, but keeps sending by its old mapping (4.6).
            "WireGuard dialled out", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/interface wireguard", "add listen-port=13231 name=wg1")
                .And("/interface wireguard peers", "add allowed-address=10.9.0.0/24 endpoint-address=vpn.example.net endpoint-port=51820 interface=wg1 persistent-keepalive=25s public-key=\"abc=\""),
            """
            normal: vpn works ether1
            primary-cable-out: vpn works ether2
            primary-gateway-silent: vpn degraded ether2
            primary-upstream-dead: vpn fails
            """
        },
        {
            // The far end is pinned to the first WAN.
            "IPsec over a pinned route", Recipe.Static(Recipe.V718, Checked1, Checked2, "add dst-address=192.0.2.7/32 gateway=203.0.113.1").And("/ip ipsec peer", "add address=192.0.2.7/32 name=hq"),
            """
            normal: vpn works ether1
            primary-gateway-silent: internet works ether2, vpn fails ether1
            primary-cable-out: vpn works ether2
            """
        },
        {
            // Others dial it: the filter is open for its port on the list, and closed for the rest.
            "WireGuard dialled in", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/interface wireguard", "add listen-port=13231 name=wg1").And("/interface wireguard peers", "add allowed-address=10.9.0.2/32 interface=wg1 public-key=\"abc=\"")
                .With("add action=drop chain=input in-interface-list=WAN", "add action=accept chain=input dst-port=13231 protocol=udp\nadd action=drop chain=input in-interface-list=WAN"),
            """
            normal: vpn works ether1, closed works
            primary-gateway-silent: vpn works ether2
            """
        },
        {
            "WireGuard dialled in, closed by the filter", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/interface wireguard", "add listen-port=13231 name=wg1")
                .And("/interface wireguard peers", "add allowed-address=10.9.0.2/32 interface=wg1 public-key=\"abc=\""),
            """
            normal: vpn fails ether1
            """
        },
        {
            // Log lines to another machine get out once there is a way.
            "Remote log", Recipe.Static(Recipe.V718, Checked1, Checked2).And("/system logging action", "add name=far remote=192.0.2.9 target=remote").And("/system logging", "add action=far topics=critical"),
            """
            normal: alert works
            primary-gateway-silent: alert works
            primary-upstream-dead: alert fails
            """
        },
        {
            "No alert", Recipe.Static(Recipe.V718, Checked1, Checked2),
            """
            normal: alert not-applicable, vpn not-applicable, inbound not-applicable
            primary-gateway-silent: alert not-applicable
            """
        },
        {
            // It tells first and switches then: the call leaves by the dead WAN. The other way round it gets out.
            "Netwatch tells before it switches", Watched("/tool fetch url=\\\"https://alert.example.net/down\\\" keep-result=no; /ip/route/set [find comment=\\\"WAN1-default\\\"] disabled=yes"),
            """
            primary-upstream-dead: alert fails
            """
        },
    };

    private static Recipe Watched(string down) => Recipe.Static(Recipe.V718, "add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10", "add blackhole distance=20 dst-address=8.8.8.8/32",
            "add comment=WAN1-default distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1", "add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1")
        .And("/tool netwatch", $"add down-script=\"{down}\" host=8.8.8.8 interval=10s type=simple");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Matrix_Recipe_IsAsTheReferenceSays(string name, Recipe recipe, string expected)
    {
        var differences = Expectation.Differences(recipe.Matrix(TestContext.Current.CancellationToken), expected);
        Assert.True(differences.Count == 0, $"{name}\n{string.Join('\n', differences)}");
    }
}
