using System.Collections.Immutable;
using System.Net;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Plans.Safety;

/// <summary>Who is logged in to a router, and what the portal's own user may do there.</summary>
/// <param name="Policies">Of the portal's user; null when the router does not show them.</param>
/// <param name="Others">Sessions that are not the portal's, as <c>anna by winbox from 192.0.2.7</c>; null when the router does not show them.</param>
/// <param name="PortalAddress">Where the router sees the portal; null when that is not one address.</param>
public sealed record PeopleOnRouter(ImmutableHashSet<string>? Policies, ImmutableArray<string>? Others, IPAddress? PortalAddress)
{
    public static async Task<PeopleOnRouter> ReadAsync(RouterOsClient client, string user, CancellationToken cancellationToken)
    {
        var group = await RowsAsync(client, new RouterOsCommand("/user/print").Where($"?name={user}").Select("name", "group"), cancellationToken) is [var row, ..] ? row["group"] : null;
        var policies = group is not null && await RowsAsync(client, new RouterOsCommand("/user/group/print").Where($"?name={group}").Select("name", "policy"), cancellationToken) is [var found, ..] ? found["policy"] : null;
        var active = await RowsAsync(client, new RouterOsCommand("/user/active/print").Select("name", "address", "via"), cancellationToken);
        var own = active?.Where(session => IsOwn(session, user)).Select(session => session["address"]).Distinct(StringComparer.Ordinal).ToList();
        return new PeopleOnRouter(
            policies?.Split(',').Where(policy => !policy.StartsWith('!')).ToImmutableHashSet(StringComparer.Ordinal),
            active is null ? null : [.. active.Where(session => !IsOwn(session, user)).Select(Text).Distinct(StringComparer.Ordinal)],
            own is [var only] && IPAddress.TryParse(only, out var address) ? address : null);
    }

    private static bool IsOwn(RouterOsRow session, string user) => session["name"] == user && session["via"] is "api" or "api-ssl";

    private static string Text(RouterOsRow session) => $"{session["name"]} by {session["via"]}{(session["address"] is { Length: > 0 } from ? $" from {from}" : null)}";

    private static async Task<IReadOnlyList<RouterOsRow>?> RowsAsync(RouterOsClient client, RouterOsCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.RunAsync(command, cancellationToken)).Rows;
        }
        catch (RouterOsTrapException)
        {
            return null;
        }
    }
}
