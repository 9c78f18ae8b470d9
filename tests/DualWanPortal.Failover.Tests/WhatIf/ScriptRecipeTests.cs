namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>
/// Recipes C and D, leases, and scripts that go wrong (reference 5 C, 5 D, 3.3, 3.11, 3.12). What stands here was worked out from the reference by hand.
/// </summary>
public sealed class ScriptRecipeTests
{
    private const string Default1 = "add comment=WAN1-default distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1";
    private const string Default2 = "add comment=WAN2-default distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1";
    private const string Pin1 = "add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10";
    private const string Hole1 = "add blackhole distance=20 dst-address=8.8.8.8/32";
    private const string Down = """/ip/route/set [find comment=\"WAN1-default\"] disabled=yes""";
    private const string Up = """/ip/route/set [find comment=\"WAN1-default\"] disabled=no""";
    private const string Probe = "add host=8.8.8.8 interval=5s packet-count=5 packet-interval=200ms thr-avg=500ms thr-loss-percent=60% thr-max=1s type=icmp";
    private const string Canary = """
        ":if (\$bound=1) do={ :if ([:len [/ip/route/find comment=WAN1-canary]]=0) do={ /ip/route/add dst-address=8.8.8.8/32 gateway=\$\"gateway-address\" scope=10 comment=WAN1-canary } else={ /ip/route/set [find comment=WAN1-canary] gateway=\$\"gateway-address\" } } else={ /ip/route/remove [find comment=WAN1-canary] }"
        """;

    public static TheoryData<string, Recipe, string> Cases => new()
    {
        {
            // The pin leads the probe back to the dead WAN, the scripts move only the default (5 C). What was disabled is saved: the restart begins on the backup.
            "C", Recipe.Static(Recipe.V718, Pin1, Hole1, Default1, Default2).And("/tool netwatch", $"{Probe} down-script=\"{Down}\" up-script=\"{Up}\""),
            """
            normal: internet works ether1, path works
            primary-cable-out: internet works ether2 0, path works
            primary-upstream-dead: internet works ether2, path works, conn fails
            primary-gateway-silent: internet works ether2, path works
            primary-icmp-blocked: internet works ether2
            backup-dead: internet works ether1 0
            primary-restored: internet works ether1, path works
            reboot-on-backup: internet works ether2, path works
            both-dead: internet fails
            """
        },
        {
            // Connections are flushed with the switch: they begin anew (4.6).
            "C with flush", Recipe.Static(Recipe.V718, Pin1, Hole1, Default1, Default2)
                .And("/tool netwatch", $"{Probe} down-script=\"{Down}; /ip/firewall/connection/remove [find]\" up-script=\"{Up}; /ip/firewall/connection/remove [find]\""),
            """
            primary-upstream-dead: internet works ether2, conn degraded
            primary-restored: internet works ether1, conn degraded
            """
        },
        {
            // Old version: one test a minute, one second until it is given up.
            "C on 6.49", Recipe.Static(Recipe.V6, Pin1, Hole1.Replace("blackhole", "type=blackhole", StringComparison.Ordinal), Default1, Default2)
                .And("/tool netwatch", """add host=8.8.8.8 down-script="/ip route set [find comment=\"WAN1-default\"] disabled=yes" up-script="/ip route set [find comment=\"WAN1-default\"] disabled=no" """),
            """
            normal: internet works ether1
            primary-upstream-dead: internet works ether2, path works
            primary-restored: internet works ether1
            """
        },
        {
            // Without the pin the probe goes the way it has made: down, up by the backup, back to the dead WAN, and so on.
            "C without the pinned route", Recipe.Static(Recipe.V718, Default1, Default2).And("/tool netwatch", $"{Probe} down-script=\"{Down}\" up-script=\"{Up}\""),
            """
            normal: internet works ether1
            primary-upstream-dead: internet degraded, path degraded
            primary-cable-out: internet works ether2
            """
        },
        {
            // A source address alone chooses no way (3.11): the same.
            "C with a source address and no rule", Recipe.Static(Recipe.V718, Default1, Default2).And("/tool netwatch", $"{Probe} src-address=203.0.113.2 down-script=\"{Down}\" up-script=\"{Up}\""),
            """
            primary-upstream-dead: internet degraded
            """
        },
        {
            // The script wants more than netwatch may give, and does not run (3.11, 5.x 17).
            "C by a script with too many policies", Recipe.Static(Recipe.V718, Pin1, Hole1, Default1, Default2)
                .And("/system script", $"add name=down source=\"{Down}\"", $"add name=up source=\"{Up}\"").And("/tool netwatch", $"{Probe} down-script=down up-script=up"),
            """
            normal: internet works ether1
            primary-upstream-dead: internet fails ether1, path fails ether1
            """
        },
        {
            "C by a script that needs no permissions", Recipe.Static(Recipe.V718, Pin1, Hole1, Default1, Default2)
                .And("/system script", $"add dont-require-permissions=yes name=down source=\"{Down}\"", $"add dont-require-permissions=yes name=up source=\"{Up}\"").And("/tool netwatch", $"{Probe} down-script=down up-script=up"),
            """
            primary-upstream-dead: internet works ether2, path works
            primary-restored: internet works ether1
            """
        },
        {
            // Leases by distance: what the provider moves, the lease follows (3.3, 4.4); a dead provider stays unnoticed.
            "Leases by distance", Recipe.Leases(Recipe.V718, "default-route-distance=1", "default-route-distance=2"),
            """
            normal: internet works ether1, path works, dns works
            primary-cable-out: internet works ether2 0, conn degraded
            primary-upstream-dead: internet fails ether1, path fails
            primary-gateway-change: internet works ether1, path works
            """
        },
        {
            // Both distances as they come: v7 merges them (5.x 9).
            "Leases of equal distance", Recipe.Leases(Recipe.V718, "default-route-distance=1", "default-route-distance=1"),
            """
            normal: internet works ether1,ether2
            primary-upstream-dead: internet degraded ether1,ether2, path fails
            primary-cable-out: internet works ether2
            """
        },
        {
            "Leases of equal distance, NAT and list for one", Recipe.Leases(Recipe.V718, "default-route-distance=1", "default-route-distance=1").With("add interface=ether2 list=WAN\n", ""),
            """
            normal: internet degraded ether1,ether2, path works, nat degraded, closed fails ether2
            primary-cable-out: internet fails ether2, nat fails, closed fails
            backup-dead: closed works
            """
        },
        {
            // Since 7.19 the client checks its gateway (3.3).
            "Leases with check on 7.21", Recipe.Leases(Recipe.V721, "check-gateway=ping default-route-distance=1", "check-gateway=ping default-route-distance=2"),
            """
            primary-gateway-silent: internet works ether2, path works
            primary-upstream-dead: internet fails ether1, path fails
            """
        },
        {
            // Resolvers of one provider only: they answer its own customers.
            "Resolvers of one provider", Recipe.Leases(Recipe.V718, "default-route-distance=1", "default-route-distance=2 use-peer-dns=no").With("set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112", "set allow-remote-requests=yes"),
            """
            normal: internet works ether1, dns works
            primary-cable-out: internet works ether2, dns fails
            primary-restored: dns works
            """
        },
        {
            // The script of the client keeps the host route on the gateway of the lease (5 D).
            "D", Recipe.Leases(Recipe.V718, $"add-default-route=no script={Canary.Trim()}", "add-default-route=yes default-route-distance=5")
                .And("/ip route", "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=8.8.8.8 target-scope=11"),
            """
            normal: internet works ether1, path works
            primary-cable-out: internet works ether2, path works
            primary-upstream-dead: internet works ether2 30, path works
            primary-gateway-change: internet works ether1, path works
            primary-restored: internet works ether1
            """
        },
        {
            // The gateway is written down although it comes with the lease: moved once, never found again (5.x 11).
            "A lease's gateway written down", Recipe.Leases(Recipe.V718, "add-default-route=no", "add-default-route=yes default-route-distance=5").And("/ip route", "add distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1"),
            """
            normal: internet works ether1
            primary-gateway-change: internet fails ether1, path fails
            """
        },
        {
            // Once its route is no longer the best, a ping by the port asks the wire for the target (3.12): it never comes home.
            "Scheduled ping by the port", Recipe.Static(Recipe.V718, Default1, Default2)
                .And("/system scheduler", """add interval=10s name=watch on-event=":if ([/ping 8.8.8.8 count=3 interface=ether1]=0) do={ /ip/route/set [find comment=WAN1-default] distance=5 } else={ /ip/route/set [find comment=WAN1-default] distance=1 }" """),
            """
            normal: internet works ether1
            primary-upstream-dead: internet works ether2, path works
            primary-restored: internet degraded ether2
            """
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Matrix_Recipe_IsAsTheReferenceSays(string name, Recipe recipe, string expected)
    {
        var differences = Expectation.Differences(recipe.Matrix(TestContext.Current.CancellationToken), expected);
        Assert.True(differences.Count == 0, $"{name}\n{string.Join('\n', differences)}");
    }
}
