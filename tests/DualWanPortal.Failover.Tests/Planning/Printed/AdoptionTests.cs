using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Printed;

/// <summary>Hosts that the site watches, or uses for something else, before any plan.</summary>
public class AdoptionTests
{
    private static readonly FailoverPolicy s_recursive = BuiltInPolicies.Named("recursive")!;

    [Fact]
    public void Make_RightByItsOwnScriptsAndHosts_OnlyWhatKeepsTheHostsApartIsAdded()
    {
        var site = Boot(PrintedSites.LeasesWithScripts);
        var plan = Planner.Make(site.Model(), s_recursive);
        Assert.Equal(["+ /ip route add dst-address=1.1.1.1/32 blackhole distance=20 comment=dwp:ether1-canary1-hold", "+ /ip route add dst-address=9.9.9.9/32 blackhole distance=20 comment=dwp:ether2-canary1-hold"], PlanText.Preview(plan));
        Assert.Equal(2, plan.NotCured.Count(line => line.StartsWith("rec-one-canary: ", StringComparison.Ordinal)));
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), s_recursive)));
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
    }

    [Fact]
    public void Make_PolicysResolversAreWatchedHosts_TheResolverGivesWay()
    {
        var plan = Planner.Make(Boot(PrintedSites.LeasesWithScripts.Replace("set servers=8.8.8.8,208.67.222.222", "set servers=1.1.1.1,9.9.9.9", StringComparison.Ordinal)).Model(), s_recursive);
        Assert.Contains("~ /ip dns set servers=1.0.0.1,149.112.112.112  (was servers=1.1.1.1,9.9.9.9)", PlanText.Preview(plan));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Values.Contains(KeyValuePair.Create("disabled", "yes")));
    }

    [Fact]
    public void Make_WatchedHostIsHandedOut_AnotherIsWatchedAndItIsSaid()
    {
        var site = Boot(PrintedSites.LeasesWithScripts + "/ip route\nadd blackhole distance=20 dst-address=1.1.1.1/32\n/ip dhcp-server network\nadd address=192.168.50.0/24 dns-server=1.1.1.1 gateway=192.168.50.1\n");
        var plan = Planner.Make(site.Model(), s_recursive);
        Assert.Contains(plan.NotCured, line => line.StartsWith("mon-eq-dns: 1.1.1.1 is watched over ether1 and is handed out", StringComparison.Ordinal));
        var off = plan.Steps.Where(step => step.Do.Values.Contains(KeyValuePair.Create("disabled", "yes"))).ToList();
        Assert.Equal(3, off.Count);
        Assert.Contains("1.1.1.1 is not watched over ether1 after this plan", off[0].Why, StringComparison.Ordinal);
        Assert.Contains(Auditor.Judge(site.Model()), finding => finding.Rule == "mon-eq-dns");
        site.Apply(plan);
        Assert.DoesNotContain(Auditor.Judge(site.Model()), finding => finding.Rule == "mon-eq-dns");
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), s_recursive)));
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
    }

    /// <summary>One that an earlier plan pinned is no exception.</summary>
    [Fact]
    public void Make_OwnWatchedHostIsHandedOutLater_AnotherTakesItsPlace()
    {
        var site = Boot(PrintedSites.LeaseAndStatic);
        site.Apply(Planner.Make(site.Model(), s_recursive));
        site.Site.Router["/ip/dhcp-server/network"].Add([new("address", "192.168.50.0/24"), new("dns-server", "8.8.4.4"), new("gateway", "192.168.50.1")]);
        var plan = Planner.Make(site.Model(), s_recursive);
        Assert.Contains(plan.NotCured, line => line.StartsWith("mon-eq-dns: 8.8.4.4 ", StringComparison.Ordinal));
        site.Apply(plan);
        Assert.DoesNotContain(site.Model().Routes, route => route.Item["dst-address"] == "8.8.4.4/32");
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), s_recursive)));
    }

    [Theory]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Make_HostsOfThePoolAreSpokenFor_OthersAreTaken(string policy)
    {
        var site = Boot(PrintedSites.ForeignPins);
        var plan = Planner.Make(site.Model(), BuiltInPolicies.Named(policy)!);
        Assert.DoesNotContain(plan.Steps, step => PlanText.Command(step.Do) is var line && (line.Contains("8.8.4.4", StringComparison.Ordinal) || line.Contains("208.67.220.", StringComparison.Ordinal)));
        site.Apply(plan);
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("file")]
    [InlineData("leased file")]
    public void Make_PolicyNamesAHostThatTheSiteSendsElsewhere_ItStaysAndIsSaid(string from)
    {
        var policy = s_recursive with { Wans = [new PolicyWan { Interface = "ether1", Canaries = ["8.8.4.4"] }] };
        var text = from != "leased file" ? PrintedSites.ForeignPins
            : PrintedSites.ForeignPins.Replace("add address=203.0.113.2/24 interface=ether1", "/ip dhcp-client\nadd interface=ether1", StringComparison.Ordinal).Replace("add distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1\n", "", StringComparison.Ordinal)
                .Replace("/ip dhcp-client\nadd interface=ether1\nadd address=198.51.100.2/24 interface=ether2", "add address=198.51.100.2/24 interface=ether2\n/ip dhcp-client\nadd interface=ether1", StringComparison.Ordinal);
        var plan = Planner.Make(from == "live" ? Boot(text).Model() : ExportReader.Read(text).ToModel(), policy);
        Assert.Contains(plan.NotCured, line => line.StartsWith("canary-foreign: 8.8.4.4 ", StringComparison.Ordinal) && line.Contains("billing asks from line 2", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => PlanText.Command(step.Do).Contains("8.8.4.4", StringComparison.Ordinal));
        Assert.Contains(plan.Steps, step => PlanText.Command(step.Do).Contains("comment=dwp:ether1-canary1", StringComparison.Ordinal));
    }

    /// <summary>Two levels of the site's own are left as they are, and what they cost is said.</summary>
    [Fact]
    public void Make_HostOfTheSitesOwnMeansIsHandedOut_IsSaid()
    {
        var rows = new RouterRows("7.18").Lan().Static("ether1", "203.0.113", 5, check: "none").Static("ether2", "198.51.100", 6, "standby").WanList("ether1", "ether2").Masquerade()
            .Pin("8.8.8.8", "203.0.113.1")
            .Add("/ip/route", ("dst-address", "10.255.0.1/32"), ("gateway", "8.8.8.8"), ("scope", "10"), ("target-scope", "11"), ("distance", "1"), ("check-gateway", "ping"), ("active", "true"))
            .Add("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "10.255.0.1"), ("target-scope", "12"), ("distance", "1"), ("active", "true"))
            .Remove("/ip/route", "gateway", "203.0.113.1").Pin("8.8.8.8", "203.0.113.1")
            .Add("/ip/dhcp-server/network", ("address", "192.168.88.0/24"), ("dns-server", "8.8.8.8"));
        Assert.Contains(Planner.Make(rows.Model, s_recursive).NotCured, line => line.StartsWith("mon-eq-dns: 8.8.8.8 is watched over ether1 by means of the site's own", StringComparison.Ordinal));
    }

    private static PlannedSite Boot(string text)
    {
        var export = ExportReader.Read(text);
        return new PlannedSite(export.Items, RouterProfile.Nearest(export.Version!.Value));
    }
}
