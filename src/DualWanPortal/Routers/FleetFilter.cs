using System.Collections.Immutable;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Live;
using DualWanPortal.Shell;

namespace DualWanPortal.Routers;

/// <summary>What of the fleet is shown. Lives in the URL, so that a view can be sent as a link.</summary>
/// <param name="State">Word of a router state; null for all.</param>
/// <param name="Text">Looked for in name, address, site and tags.</param>
public sealed record FleetFilter(string? State, string? Site, string? Tag, string? Text)
{
    public bool IsEmpty => this is { State: null, Site: null, Tag: null, Text: null };

    public bool Keeps(RouterSnapshot router) =>
        (State is null || router.Verdict.State.Word() == State)
        && (Site is null || router.Site == Site)
        && (Tag is null || router.Tags.Contains(Tag))
        && (Text is null || Contains(router.Name) || Contains(router.Address) || Contains(router.Site) || router.Tags.Any(Contains));

    /// <summary>The routers that pass, worst first, then by name.</summary>
    public ImmutableArray<RouterSnapshot> Of(FleetSnapshot fleet) =>
        [.. fleet.Routers.Values.Where(Keeps).OrderBy(router => StateWords.Urgency(router.Verdict.State)).ThenBy(router => router.Name, StringComparer.OrdinalIgnoreCase)];

    private bool Contains(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}
