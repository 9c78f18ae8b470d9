using System.Collections.Immutable;
using System.Security.Claims;
using DualWanPortal.Access;
using DualWanPortal.Api;

namespace DualWanPortal.Sites;

/// <summary><c>/api/v1/site-rules</c></summary>
public static class SiteRulesApi
{
    /// <summary>What is absent stays as it is: nobody loses a protection that was not named.</summary>
    /// <param name="Site">Must be there; empty for routers that name no site.</param>
    /// <param name="Zone">IANA name of the time zone of the windows; UTC at first.</param>
    /// <param name="Windows">Like <c>Mon-Fri 22:00-05:00</c>; none for any time.</param>
    public sealed record RuleJson(string? Site, bool? SecondPerson, bool? AlsoByHand, string? Zone, ImmutableArray<string>? Windows);

    /// <param name="Open">Whether a change of ten minutes may begin now.</param>
    /// <param name="OpensAt">When it may; null when it may now.</param>
    public sealed record SiteJson(string Site, int Routers, bool SecondPerson, bool AlsoByHand, string Zone, ImmutableArray<string> Windows, bool Open, DateTimeOffset? OpensAt, string? ChangedBy, DateTimeOffset? ChangedAt)
    {
        public static SiteJson Of(SiteView view, DateTimeOffset now)
        {
            var next = view.Rule.Read()?.Next(now, TimeSpan.FromMinutes(10));
            return new SiteJson(view.Rule.Site, view.Routers, view.Rule.SecondPerson, view.Rule.AlsoByHand, view.Rule.Zone, view.Rule.Windows, next?.From <= now, next?.From > now ? next.From : null,
                view.Rule.ChangedBy, view.Rule.ChangedAt);
        }
    }

    public static void MapSiteRulesApi(this WebApplication app)
    {
        var rules = app.MapApi("site-rules");
        rules.MapGet("", ListAsync).RequireAuthorization(Permissions.View).WithSummary("What each site demands of changes to its routers");
        rules.MapPut("", SaveAsync).RequireAuthorization(Permissions.Administer).WithSummary("Sets the rule of one site");
    }

    private static async Task<ListAnswer<SiteJson>> ListAsync(SiteRuleBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return new([.. (await book.ListAsync(cancellationToken)).Select(view => SiteJson.Of(view, now))]);
    }

    private static async Task<IResult> SaveAsync(RuleJson wanted, SiteRuleBook book, ClaimsPrincipal who, TimeProvider time, CancellationToken cancellationToken)
    {
        if (wanted.Site is null)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["site"] = ["Which site? An empty text means the routers that name none."] }, title: "The rule is not right.");
        var site = wanted.Site.Trim();
        var former = (await book.ListAsync(cancellationToken)).FirstOrDefault(view => view.Rule.Site == site)?.Rule;
        var rule = new SiteRule(site, wanted.SecondPerson ?? former?.SecondPerson ?? false, wanted.AlsoByHand ?? former?.AlsoByHand ?? false, wanted.Zone ?? former?.Zone ?? "UTC",
            wanted.Windows is { IsDefault: false } windows ? windows : former?.Windows ?? []);
        if (await book.SaveAsync(rule, Caller.Of(who).Name, cancellationToken) is { Count: > 0 } problems)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(problems), title: "The rule is not right.");
        return TypedResults.Ok(SiteJson.Of((await book.ListAsync(cancellationToken)).First(view => view.Rule.Site == site), time.GetUtcNow()));
    }
}
