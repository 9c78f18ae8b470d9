using System.Collections.Immutable;
using DualWanPortal.Live;
using DualWanPortal.Plans.Windows;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Sites;

/// <summary>A site with its rule and how many routers it binds.</summary>
public sealed record SiteView(SiteRule Rule, int Routers);

/// <summary>The rules of sites.</summary>
public sealed class SiteRuleBook(IDbContextFactory<PortalDb> databases, LiveState live, TimeProvider time)
{
    private const int LongestSite = 60;

    /// <summary>Every site that has a router or a rule, by name.</summary>
    public async Task<List<SiteView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.SiteRules.AsNoTracking().ToDictionaryAsync(row => row.Site, Rule, StringComparer.Ordinal, cancellationToken);
        var sites = await db.Routers.GroupBy(router => router.Site).Select(group => new { Site = group.Key, Routers = group.Count() }).ToDictionaryAsync(group => group.Site, group => group.Routers, StringComparer.Ordinal, cancellationToken);
        return [.. sites.Keys.Union(rules.Keys).Order(StringComparer.OrdinalIgnoreCase).Select(site => new SiteView(rules.GetValueOrDefault(site) ?? SiteRule.None(site), sites.GetValueOrDefault(site)))];
    }

    /// <summary>The rule that binds a router.</summary>
    public async Task<SiteRule> OfRouterAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await (from router in db.Routers
                         join rule in db.SiteRules on router.Site equals rule.Site
                         where router.Id == routerId
                         select rule).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return row is null ? SiteRule.None("") : Rule(row);
    }

    /// <returns>Nothing when saved, else what to change, by field of the HTTP API.</returns>
    public async Task<IReadOnlyDictionary<string, string[]>> SaveAsync(SiteRule rule, string by, CancellationToken cancellationToken)
    {
        if (rule.Site.Length > LongestSite)
            return new Dictionary<string, string[]> { ["site"] = [$"The name of a site may have {LongestSite} characters."] };
        ImmutableArray<string> windows = [.. rule.Windows.Select(window => window.Trim()).Where(window => window.Length > 0)];
        var (_, problems) = ChangeWindows.Read(rule.Zone, windows);
        if (!problems.IsEmpty)
            return new Dictionary<string, string[]> { ["windows"] = [.. problems] };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.SiteRules.FindAsync([rule.Site], cancellationToken);
        if (row is null)
            db.SiteRules.Add(row = new SiteRuleRecord { Site = rule.Site, ChangedBy = by });
        (row.SecondPerson, row.AlsoByHand, row.Zone, row.Windows) = (rule.SecondPerson, rule.AlsoByHand, rule.Zone, string.Join('\n', windows));
        (row.ChangedBy, row.ChangedAt) = (by, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        live.Ring();
        return new Dictionary<string, string[]>();
    }

    private static SiteRule Rule(SiteRuleRecord row) => new(row.Site, row.SecondPerson, row.AlsoByHand, row.Zone, [.. row.Windows.Split('\n', StringSplitOptions.RemoveEmptyEntries)])
    {
        ChangedBy = row.ChangedBy, ChangedAt = row.ChangedAt,
    };
}
