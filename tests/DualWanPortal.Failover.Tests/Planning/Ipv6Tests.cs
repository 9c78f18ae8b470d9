using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>IPv6 as a leg of its own, played on simulated routers as far as they know IPv6: which default is active.</summary>
public class Ipv6Tests
{
    private static readonly string[] s_versions = ["6.49", "7.12", "7.18", "7.21", "7.21-home"];

    public static TheoryData<string, string> Cells() => new(from version in s_versions from method in new[] { "distance", "recursive", "netwatch" } select (version, method));

    public static TheoryData<string> Versions() => new(s_versions);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Failover_TwoClients_DefaultMovesAndComesBack(string version, string method)
    {
        var site = new PlannedSite([.. Site(version), .. Clients()], RouterProfile.Named(version)!);
        var exported = site.Export();
        var policy = BuiltInPolicies.Named(method)! with { WanOrder = ["ether1", "ether2"], Ipv6 = Ipv6Strategy.Failover };
        // Equal distances are shared by version 7 only (reference 4.1).
        Assert.Equal(version == "6.49" ? ["ether1"] : ["ether1", "ether2"], Active(site));

        var plan = Planner.Make(site.Model(), policy);
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        Assert.Equal(["ether1"], Active(site));
        Assert.Equal(version != "6.49", plan.Steps.Any(step => step.Do.Menu == "/ipv6/firewall/nat"));
        Assert.Contains(plan.NotCured, line => line.StartsWith(version == "6.49" ? "v6-prefix: RouterOS 6 does not translate IPv6" : "v6-prefix: machines have addresses of ether1 only", StringComparison.Ordinal));
        // A host in the Internet is watched where the method watches hosts and what leaves by the backup is translated; else it is the next hop, by a client since 7.19.
        var watched = version != "6.49" && method != "distance";
        var checks = watched || version.StartsWith("7.21", StringComparison.Ordinal);
        Assert.Equal(!checks, plan.NotCured.Any(line => line.StartsWith("v6-chk-none", StringComparison.Ordinal)));
        Assert.Equal(!watched, plan.NotCured.Any(line => line.StartsWith("v6-upstream", StringComparison.Ordinal)));
        Assert.Equal(watched, plan.Steps.Any(step => step.Do is { Verb: "add", Menu: "/ipv6/route" }));

        site.Fail("ether1", "cable-out");
        site.Wait(30);
        Assert.Equal(["ether2"], Active(site));
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.Equal(["ether1"], Active(site));
        site.Fail("ether1", "gateway-silent");
        site.Wait(90);
        Assert.Equal(checks ? ["ether2"] : ["ether1"], Active(site));
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));

        var off = Planner.Make(site.Model(), policy with { Ipv6 = Ipv6Strategy.Untouched });
        Assert.All(off.Steps, step => Assert.True(step.Do.Menu is "/ipv6/firewall/nat" || step.Do is { Menu: "/ipv6/route", Verb: "remove" }));
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Failover_WrittenDefaults_CheckedAndInOrder(string version)
    {
        var rows = Site(version);
        rows.Add(ConfigItem.Of("/ipv6/address", ("address", "2001:db8:1::2/64"), ("interface", "ether1"), ("advertise", "no")));
        rows.Add(ConfigItem.Of("/ipv6/address", ("address", "2001:db8:2::2/64"), ("interface", "ether2"), ("advertise", "no")));
        rows.Add(ConfigItem.Of("/ipv6/route", ("dst-address", "::/0"), ("gateway", "2001:db8:1::1")));
        rows.Add(ConfigItem.Of("/ipv6/route", ("dst-address", "::/0"), ("gateway", "fe80::1%ether2")));
        var site = new PlannedSite(rows, RouterProfile.Named(version)!);
        var exported = site.Export();
        var policy = BuiltInPolicies.Named("recursive")! with { WanOrder = ["ether1", "ether2"], Ipv6 = Ipv6Strategy.Failover };
        var plan = Planner.Make(site.Model(), policy);
        Assert.DoesNotContain(plan.NotCured, line => line.StartsWith("v6-chk-none", StringComparison.Ordinal));
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        Assert.Equal(["ether1"], Active(site));
        site.Fail("ether1", "gateway-silent");
        site.Wait(60);
        Assert.Equal(["ether2"], Active(site));
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.Equal(["ether1"], Active(site));
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void FirewallParity_DropOfOneWan_NamesTheList(string version)
    {
        var rows = Site(version);
        rows.AddRange(Clients());
        foreach (var chain in new[] { "input", "forward" })
        {
            rows.Add(ConfigItem.Of("/ipv6/firewall/filter", ("chain", chain), ("action", "accept"), ("connection-state", "established,related")));
            rows.Add(ConfigItem.Of("/ipv6/firewall/filter", ("chain", chain), ("action", "drop"), ("in-interface", "ether1")));
        }
        var site = new PlannedSite(rows, RouterProfile.Named(version)!);
        var exported = site.Export();
        var policy = BuiltInPolicies.Named("distance")! with { WanOrder = ["ether1", "ether2"], Ipv6 = Ipv6Strategy.FirewallParity };
        var plan = Planner.Make(site.Model(), policy);
        Assert.Equal(4, plan.Steps.Count(step => step is { Foreign: true, Do.Menu: "/ipv6/firewall/filter" }));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu is "/ipv6/dhcp-client" or "/ipv6/firewall/nat");
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        Assert.All(site.Site.Router["/ipv6/firewall/filter"].Rows.Where(row => row["action"] == "drop"), row => Assert.Equal(("WAN", null), (row["in-interface-list"], row["in-interface"])));
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void BlockOnBackup_BackupRefuses(string version)
    {
        var site = new PlannedSite([.. Site(version), .. Clients()], RouterProfile.Named(version)!);
        var policy = BuiltInPolicies.Named("distance")! with { WanOrder = ["ether1", "ether2"], Ipv6 = Ipv6Strategy.BlockOnBackup };
        var plan = Planner.Make(site.Model(), policy);
        Assert.Contains("+ /ipv6 firewall filter add chain=forward action=reject out-interface=ether2 comment=dwp:ether2-six-block", PlanText.Preview(plan));
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        var off = Planner.Make(site.Model(), policy with { Ipv6 = Ipv6Strategy.Untouched });
        Assert.Equal([KeyValuePair.Create("disabled", "yes")], Assert.Single(off.Steps).Do.Values);
        site.Apply(off);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy with { Ipv6 = Ipv6Strategy.Untouched })));
    }

    [Theory]
    [InlineData("failover")]
    [InlineData("block-on-backup")]
    [InlineData("firewall-parity")]
    public void Any_RouterWithoutIpv6_NoStepAndNothingSaid(string strategy)
    {
        var chosen = PolicyVocabulary.Ipv6Strategies.First(word => word.Key == strategy).Value;
        var site = new PlannedSite(Site("7.21"), RouterProfile.V721);
        var (with, without) = (Planner.Make(site.Model(), new FailoverPolicy { Name = "x", Ipv6 = chosen }), Planner.Make(site.Model(), new FailoverPolicy { Name = "x" }));
        Assert.Equal(PlanText.Preview(without), PlanText.Preview(with));
        Assert.Equal(without.NotCured, with.NotCured);
        var disabled = new PlannedSite([.. Site("7.21"), .. Clients(), ConfigItem.Of("/ipv6/settings", ("disable-ipv6", "yes"))], RouterProfile.V721);
        Assert.DoesNotContain(Planner.Make(disabled.Model(), new FailoverPolicy { Name = "x", Ipv6 = chosen }).Steps, step => step.Do.Menu.StartsWith("/ipv6", StringComparison.Ordinal));
    }

    [Fact]
    public void Failover_OneWanWithIpv6_Said()
    {
        var site = new PlannedSite([.. Site("7.21"), .. Clients().Take(1)], RouterProfile.V721);
        var plan = Planner.Make(site.Model(), new FailoverPolicy { Name = "x", Ipv6 = Ipv6Strategy.Failover });
        Assert.Contains(plan.NotCured, line => line.StartsWith("v6-no-failover: only ether1 has IPv6", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu is "/ipv6/dhcp-client" or "/ipv6/firewall/nat");
    }

    [Fact]
    public void Failover_ResolversOfTheProvider_NotHandedOn()
    {
        var site = new PlannedSite([.. Site("7.21"), .. Clients()], RouterProfile.V721);
        var step = Planner.Make(site.Model(), new FailoverPolicy { Name = "x", WanOrder = ["ether1", "ether2"], Ipv6 = Ipv6Strategy.Failover }).Steps.Last(step => step.Do.Menu == "/ipv6/dhcp-client");
        Assert.Equal("~ /ipv6 dhcp-client set [find interface=\"ether1\" request=\"address,prefix\" pool-name=\"one\"] check-gateway=ping use-peer-dns=no  (was check-gateway=none use-peer-dns=yes)", PlanText.Preview(step));
        Assert.DoesNotContain(Planner.Make(site.Model(), new FailoverPolicy { Name = "x", Ipv6 = Ipv6Strategy.Failover, Resolvers = [] }).Steps, other => other.Do.Values.Any(value => value.Key == "use-peer-dns"));
    }

    private static List<ConfigItem> Site(string version)
    {
        var profile = RouterProfile.Named(version)!;
        return MatrixRows.Of(profile.Version, "static", "static", "distance", "right");
    }

    /// <summary>Both ask for a default at the same distance, as RouterOS makes them.</summary>
    private static IEnumerable<ConfigItem> Clients() =>
    [
        ConfigItem.Of("/ipv6/dhcp-client", ("interface", "ether1"), ("request", "address,prefix"), ("pool-name", "one"), ("add-default-route", "yes")),
        ConfigItem.Of("/ipv6/dhcp-client", ("interface", "ether2"), ("request", "address,prefix"), ("pool-name", "two"), ("add-default-route", "yes")),
    ];

    /// <summary>By which WANs the active defaults of IPv6 lead.</summary>
    private static string[] Active(PlannedSite site) =>
        [.. site.Site.Running.Ipv6.Routing.Verdicts.Where(verdict => verdict is { Active: true, Route.Destination.Length: 0 }).SelectMany(verdict => verdict.ImmediateHops).Select(hop => hop.Interface).Distinct().Order(StringComparer.Ordinal)];
}
