namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>Recipe B and its mistakes (reference 5 B, 4.2). What stands here was worked out from the reference by hand.</summary>
public sealed class RecursiveRecipeTests
{
    private const string Pin1 = "add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10";
    private const string Pin2 = "add dst-address=8.8.4.4/32 gateway=198.51.100.1 scope=10";
    private const string Hole1 = "add blackhole distance=20 dst-address=8.8.8.8/32";
    private const string Hole2 = "add blackhole distance=20 dst-address=8.8.4.4/32";
    private const string Way1 = "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=8.8.8.8 target-scope=11";
    private const string Way2 = "add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=8.8.4.4 target-scope=11";

    // End to end: every death on the way is found. Nothing purges the connections unless the link goes (4.6). A filtered ping is a false death.
    private const string EndToEnd = """
        normal: internet works ether1, path works ether1, nat works, dns works, conn works, closed works
        primary-cable-out: internet works ether2 0, path works ether2, nat works, dns works, conn degraded
        primary-upstream-dead: internet works ether2 30, path works ether2 30, nat works, dns works, conn fails
        primary-gateway-silent: internet works ether2 30, path works, dns works, conn fails
        primary-dns-dead: internet works ether1 0, dns fails
        primary-icmp-blocked: internet works ether2, path works, dns works, conn fails
        primary-gateway-change: internet works ether2 30, path works
        backup-dead: internet works ether1 0, path works, conn works
        both-dead: internet fails, path works, nat not-applicable, dns fails, conn fails
        primary-restored: internet works ether1, path works ether1, conn fails
        reboot-on-backup: internet works ether2, path works ether2, conn degraded
        """;

    private const string NeverActive = """
        normal: internet fails, path works, nat not-applicable, dns fails
        primary-cable-out: internet fails
        primary-restored: internet fails
        """;

    private static readonly string[] s_two =
    [
        Pin1, "add dst-address=1.1.1.1/32 gateway=203.0.113.1 scope=10", Pin2, "add dst-address=1.0.0.1/32 gateway=198.51.100.1 scope=10", Hole1, Hole2, Way1,
        "add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=1.1.1.1 target-scope=11", "add check-gateway=ping distance=11 dst-address=0.0.0.0/0 gateway=8.8.4.4 target-scope=11",
        "add check-gateway=ping distance=12 dst-address=0.0.0.0/0 gateway=1.0.0.1 target-scope=11",
    ];

    public static TheoryData<string, Recipe, string> Cases => new()
    {
        { "B on 7.18", Recipe.Static(Recipe.V718, Pin1, Pin2, Hole1, Hole2, Way1, Way2), EndToEnd },
        { "B with two canaries", Recipe.Static(Recipe.V718, s_two), EndToEnd },
        { "B on 7.21", Recipe.Static(Recipe.V721, Pin1, Pin2, Hole1, Hole2, Way1, Way2), EndToEnd.Replace("30", "21", StringComparison.Ordinal) },
        {
            // On v6 a host route keeps its scope of 10, so that 10 is enough (4.2).
            "B on 6.49 with target-scope 10",
            Recipe.Static(Recipe.V6, Pin1, Pin2, Hole1.Replace("blackhole", "type=blackhole", StringComparison.Ordinal), Hole2.Replace("blackhole", "type=blackhole", StringComparison.Ordinal),
                Way1.Replace("target-scope=11", "target-scope=10", StringComparison.Ordinal), Way2.Replace("target-scope=11", "target-scope=10", StringComparison.Ordinal)),
            EndToEnd
        },
        {
            // On v7 it counts as 11: the same lines never come to life (4.2, 5.x 2).
            "B on 7.18 with target-scope 10",
            Recipe.Static(Recipe.V718, Pin1, Pin2, Way1.Replace(" target-scope=11", "", StringComparison.Ordinal), Way2.Replace(" target-scope=11", "", StringComparison.Ordinal)), NeverActive
        },
        {
            // Every release of 7 does so, also those before the oldest one that is simulated.
            "B on 7.10 with target-scope 10",
            Recipe.Static("7.10", Pin1, Pin2, Way1.Replace(" target-scope=11", "", StringComparison.Ordinal), Way2.Replace(" target-scope=11", "", StringComparison.Ordinal)), NeverActive
        },
        { "B on 7.1", Recipe.Static("7.1.1", Pin1, Pin2, Hole1, Hole2, Way1, Way2), EndToEnd },
        {
            // A host route of the usual scope 30 is out of reach for target-scope 11.
            "B with scope 30 on the host routes", Recipe.Static(Recipe.V718, Pin1.Replace(" scope=10", "", StringComparison.Ordinal), Pin2.Replace(" scope=10", "", StringComparison.Ordinal), Way1, Way2), NeverActive
        },
        {
            // When the host route goes with the link, the canary is found by the other default, and the first one lies (4.2, 5.x 3).
            "B with target-scope 30 over a plain backup",
            Recipe.Static(Recipe.V718, Pin1, Way1.Replace("target-scope=11", "target-scope=30", StringComparison.Ordinal), "add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1"),
            """
            normal: internet works ether1, path works ether1
            primary-cable-out: internet works ether2, path fails ether2
            primary-upstream-dead: internet works ether2 30, path works ether2
            primary-restored: internet works ether1, path works ether1
            """
        },
        {
            // One canary for both: the pin of the first WAN stays while its link is up, so both defaults die with it.
            "B with the same canary for both",
            Recipe.Static(Recipe.V718, Pin1, Pin2.Replace("8.8.4.4", "8.8.8.8", StringComparison.Ordinal).Replace("scope=10", "scope=10 distance=2", StringComparison.Ordinal), Way1, Way2.Replace("8.8.4.4", "8.8.8.8", StringComparison.Ordinal)),
            """
            normal: internet works ether1
            primary-cable-out: internet works ether2
            primary-upstream-dead: internet fails
            primary-icmp-blocked: internet fails
            primary-restored: internet works ether1
            """
        },
        {
            // The resolver is the canary: pinned to the first WAN, it dies with it (5.x 4). With the blackhole it does so by cable too.
            "B with the canary as resolver", Recipe.Static(Recipe.V718, Pin1, Pin2, Hole1, Hole2, Way1, Way2).With("servers=9.9.9.9,149.112.112.112", "servers=8.8.8.8"),
            """
            normal: internet works ether1, dns works
            primary-upstream-dead: internet works ether2, dns fails
            primary-cable-out: internet works ether2, dns fails
            primary-restored: dns works
            """
        },
        {
            // Without the blackhole the canary is asked by way of the backup once its pin is gone (5 B anti-leak).
            "B with the canary as resolver, without blackhole", Recipe.Static(Recipe.V718, Pin1, Pin2, Way1, Way2).With("servers=9.9.9.9,149.112.112.112", "servers=8.8.8.8"),
            """
            normal: dns works
            primary-upstream-dead: internet works ether2, dns fails
            primary-cable-out: internet works ether2, dns works
            """
        },
        {
            // Machines ask the pinned resolver first and wait for it; the second one answers.
            "B with the canary handed to machines", Recipe.Static(Recipe.V718, Pin1, Pin2, Hole1, Hole2, Way1, Way2).With("dns-server=192.168.88.1", "dns-server=8.8.8.8,9.9.9.9"),
            """
            normal: dns works
            primary-upstream-dead: internet works ether2, dns degraded
            """
        },
        {
            // The rule that keeps the resolver for the inside is missing: nobody answers machines.
            "Resolver closed to the inside", Recipe.Static(Recipe.V718, Pin1, Pin2, Hole1, Hole2, Way1, Way2).With("set allow-remote-requests=yes", "set allow-remote-requests=no"),
            """
            normal: internet works ether1, dns fails
            """
        },
        {
            // Two modems with the same address: told apart by their interface (5 B).
            "B behind two equal modems",
            Recipe.Static(Recipe.V718, Pin1.Replace("203.0.113.1", "192.168.1.1%ether1", StringComparison.Ordinal), Pin2.Replace("198.51.100.1", "192.168.1.1%ether2", StringComparison.Ordinal), Hole1, Hole2, Way1, Way2)
                .With("add address=203.0.113.2/24 interface=ether1 network=203.0.113.0", "add address=192.168.1.2/24 interface=ether1 network=192.168.1.0")
                .With("add address=198.51.100.2/24 interface=ether2 network=198.51.100.0", "add address=192.168.1.3/24 interface=ether2 network=192.168.1.0"),
            """
            normal: internet works ether1, path works
            primary-upstream-dead: internet works ether2 30, path works
            primary-cable-out: internet works ether2
            """
        },
        {
            // A virtual hop: two canaries stand behind one address, each level one scope higher (5 B).
            "B with a virtual hop",
            Recipe.Static(Recipe.V718, Pin1, Pin2, "add check-gateway=ping dst-address=10.1.1.1/32 gateway=8.8.8.8 scope=10 target-scope=11", "add check-gateway=ping dst-address=10.2.2.2/32 gateway=8.8.4.4 scope=10 target-scope=11",
                "add distance=1 dst-address=0.0.0.0/0 gateway=10.1.1.1 target-scope=12", "add distance=2 dst-address=0.0.0.0/0 gateway=10.2.2.2 target-scope=12"),
            """
            normal: internet works ether1, path works
            primary-upstream-dead: internet works ether2 30, path works
            both-dead: internet fails, path works
            primary-restored: internet works ether1
            """
        },
        {
            // The lease's own default is as good as the recursive one and stays when that one goes (5.x 10).
            "B with the lease's default left on",
            Recipe.Leases(Recipe.V718, "add-default-route=yes", "add-default-route=no").And("/ip route", "add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10", Way1,
                "add dst-address=8.8.4.4/32 gateway=198.51.100.1 scope=10", Way2),
            """
            normal: internet works ether1, path works ether1
            primary-upstream-dead: internet fails ether1, path fails ether1
            primary-cable-out: internet works ether2
            """
        },
        {
            // PPPoE and a modem: interface gateways (5 B). The session goes with the cable, and its entries with it.
            "B over PPPoE and LTE",
            Recipe.SessionAndModem(Recipe.V718, "add-default-route=no", "add-default-route=no").And("/ip route", "add dst-address=8.8.8.8/32 gateway=pppoe-out1 scope=10", "add dst-address=8.8.4.4/32 gateway=lte1 scope=10", Way1, Way2),
            """
            normal: internet works pppoe-out1, path works pppoe-out1, nat works
            primary-cable-out: internet works lte1, path works lte1, conn degraded
            primary-upstream-dead: internet works lte1 30, path works, nat works
            primary-restored: internet works pppoe-out1, path works
            both-dead: internet fails
            """
        },
        {
            "PPPoE by distance, modem without NAT",
            Recipe.SessionAndModem(Recipe.V718, "add-default-route=yes default-route-distance=1", "add-default-route=yes default-route-distance=2").With("out-interface-list=WAN", "out-interface=pppoe-out1"),
            """
            normal: internet works pppoe-out1
            primary-cable-out: internet fails lte1, nat fails lte1, path works lte1
            primary-upstream-dead: internet fails
            backup-dead: internet works pppoe-out1
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
