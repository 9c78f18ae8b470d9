using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Gates;

/// <summary>A site whose policy has the router wait before it goes back, with a count of how often traffic moved.</summary>
internal sealed class GatedSite
{
    public required PlannedSite Site { get; init; }
    public required FailoverPolicy Policy { get; init; }
    public required Plan Plan { get; init; }
    public required IReadOnlyList<string> Before { get; init; }

    public static GatedSite Of(string version, string pair, string method, Func<FailoverPolicy, FailoverPolicy>? change = null)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var site = new PlannedSite(MatrixRows.Of(profile.Version, first, second, method, "factory"), profile);
        var policy = MatrixPolicies.Of(method, first, second) with { Failback = FailbackMode.Automatic };
        policy = change?.Invoke(policy) ?? policy;
        Assert.Empty(PolicyValidation.Check(policy));
        var before = site.Export();
        var plan = Planner.Make(site.Model(), policy);
        site.Apply(plan);
        // Nobody has failed in the first minutes after a start.
        site.Wait(180);
        return new GatedSite { Site = site, Policy = policy, Plan = plan, Before = before };
    }

    public string Primary => Policy.WanOrder[0];
    public string Backup => Policy.WanOrder[1];

    /// <summary>Where a new connection leaves; an unanswered one says why not.</summary>
    public string Via => Site.Connect() is { Answered: true } outcome ? outcome.Via! : "none: " + Site.Connect().Why;

    public Plan Again => Planner.Make(Site.Model(), Policy);

    public RouterModel Model => Site.Model();

    /// <summary>Lets time pass and lists every WAN that carried traffic, in order, a stay of less than two seconds left out.</summary>
    public string[] Watch(int seconds)
    {
        var seen = new List<string> { Via };
        for (var second = 0; second < seconds; second += 2)
        {
            Site.Wait(2);
            var via = Via;
            if (via != seen[^1])
                seen.Add(via);
        }
        return [.. seen];
    }

    public void AssertClean()
    {
        Assert.Empty(Site.Site.NotUnderstood);
        Assert.DoesNotContain(Site.Site.Router["/log"].Rows, row => row["topics"]!.StartsWith("script,error", StringComparison.Ordinal));
    }
}
