namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>
/// Recipe A and its mistakes (reference 5 A, 4.1, 4.3): distances, with and without a check of the gateway. What stands here was worked out from the reference by hand.
/// </summary>
public sealed class DistanceRecipeTests
{
    private const string Checked1 = "add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1";
    private const string Checked2 = "add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1";
    private const string Plain1 = "add distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1";
    private const string Plain2 = "add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1";

    // The check asks the first hop only: it finds the silent and the moved gateway, not the dead provider behind one that answers (4.3, 5.x 1).
    private const string FirstHopOnly = """
        normal: internet works ether1, path works ether1, nat works, dns works, conn works, closed works
        primary-cable-out: internet works ether2 0, path works ether2, nat works ether2, dns works, conn degraded
        primary-upstream-dead: internet fails ether1, path fails ether1, nat works, dns fails, conn fails
        primary-gateway-silent: internet works ether2 30, path works ether2 30, nat works, dns works, conn fails
        primary-lossy: nat works
        primary-dns-dead: internet works ether1 0, path works, dns fails, conn works
        primary-icmp-blocked: internet works ether1 0, path works, dns works, conn works
        primary-gateway-change: internet works ether2 30, path works, conn fails
        backup-dead: internet works ether1 0, path works ether1, conn works
        both-dead: internet fails, path fails ether1, dns fails, conn fails, closed not-applicable
        primary-restored: internet works ether1 0, path works ether1, conn degraded
        reboot-on-backup: internet fails ether1, path fails ether1
        """;

    // Without a check only the link counts (4.4: gateway IP stops answering ARP, the route stays active).
    private const string LinkOnly = """
        normal: internet works ether1, path works
        primary-cable-out: internet works ether2 0, path works, conn degraded
        primary-upstream-dead: internet fails ether1, path fails
        primary-gateway-silent: internet fails ether1, path fails, dns fails, conn fails
        primary-gateway-change: internet fails ether1, path fails
        primary-dns-dead: internet works ether1, dns fails
        backup-dead: internet works ether1
        both-dead: internet fails, path fails
        primary-restored: internet works ether1
        reboot-on-backup: internet fails ether1, path fails
        """;

    public static TheoryData<string, Recipe, string> Cases => new()
    {
        { "A on 7.18", Recipe.Static(Recipe.V718, Checked1, Checked2), FirstHopOnly },
        { "A on 6.49", Recipe.Static(Recipe.V6, Checked1, Checked2), FirstHopOnly },
        // One second instead of ten until a probe is given up (4.3 model B).
        { "A on 7.21", Recipe.Static(Recipe.V721, Checked1, Checked2), FirstHopOnly.Replace("30", "21", StringComparison.Ordinal) },
        { "A by ARP", Recipe.Static(Recipe.V718, Checked1.Replace("ping", "arp", StringComparison.Ordinal), Checked2), FirstHopOnly },
        { "A without check", Recipe.Static(Recipe.V718, Plain1, Plain2), LinkOnly },
        { "A without check on 6.49", Recipe.Static(Recipe.V6, Plain1, Plain2), LinkOnly },
        {
            // v7 merges them: half of all goes to the dead one, and the router shows both (4.1).
            "A with equal distances on 7.18", Recipe.Static(Recipe.V718, Plain1, Plain2.Replace("distance=2", "distance=1", StringComparison.Ordinal)),
            """
            normal: internet works ether1,ether2, path works, nat works, dns works
            primary-cable-out: internet works ether2 0, path works ether2
            primary-upstream-dead: internet degraded ether1,ether2, path fails, nat works
            primary-gateway-silent: internet degraded ether1,ether2, path fails
            backup-dead: internet degraded ether1,ether2, path fails
            both-dead: internet fails, path fails
            """
        },
        {
            // v6 uses one of them, in practice the first (4.1).
            "A with equal distances on 6.49", Recipe.Static(Recipe.V6, Plain1, Plain2.Replace("distance=2", "distance=1", StringComparison.Ordinal)),
            """
            normal: internet works ether1, path works ether1
            primary-cable-out: internet works ether2 0, path works ether2
            primary-upstream-dead: internet fails ether1, path fails ether1
            backup-dead: internet works ether1
            """
        },
        {
            // No translation for the second WAN: the path is true, the packets come back to nobody (5.x 7). The router itself has an address there.
            "A without NAT on the backup", Recipe.Static(Recipe.V718, Checked1, Checked2).With("out-interface-list=WAN", "out-interface=ether1"),
            """
            normal: internet works ether1, nat works, closed works
            primary-cable-out: internet fails ether2, path works ether2, nat fails ether2, dns works, conn fails
            primary-gateway-silent: internet fails ether2, path works ether2, nat fails ether2, dns works, conn fails
            backup-dead: internet works ether1, nat works
            """
        },
        {
            // Not on the list: neither NAT nor filter know it (5.0, 5.x 7 and 8).
            "A without list membership of the backup", Recipe.Static(Recipe.V718, Checked1, Checked2).With("add interface=ether2 list=WAN\n", ""),
            """
            normal: internet works ether1, closed fails ether2
            primary-cable-out: internet fails ether2, nat fails, closed fails ether2
            backup-dead: internet works ether1, closed works ether1
            """
        },
        {
            // src-nat entries are not purged with the interface, masquerade's are (4.6).
            "A with src-nat", Recipe.Static(Recipe.V718, Checked1, Checked2).With("add action=masquerade chain=srcnat out-interface-list=WAN",
                "add action=src-nat chain=srcnat out-interface=ether1 to-addresses=203.0.113.2\nadd action=src-nat chain=srcnat out-interface=ether2 to-addresses=198.51.100.2"),
            """
            normal: internet works ether1, nat works
            primary-cable-out: internet works ether2, nat works ether2, conn fails
            """
        },
        {
            // One address for both: what leaves by the backup is answered to nobody.
            "A with src-nat to one address", Recipe.Static(Recipe.V718, Checked1, Checked2).With("add action=masquerade chain=srcnat out-interface-list=WAN", "add action=src-nat chain=srcnat to-addresses=203.0.113.2"),
            """
            normal: internet works ether1, nat works
            primary-cable-out: internet fails ether2, path works, nat fails ether2
            """
        },
        {
            "Only one WAN", Recipe.Static(Recipe.V718, Checked1).With("add address=198.51.100.2/24 interface=ether2 network=198.51.100.0\n", "").With("add interface=ether2 list=WAN\n", ""),
            """
            normal: internet works ether1
            primary-cable-out: internet fails, path works, nat not-applicable
            primary-upstream-dead: internet fails ether1, path fails
            backup-dead: internet not-applicable, closed not-applicable
            primary-restored: internet works ether1
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
