using System.Collections.Immutable;
using DualWanPortal.Continuity;
using DualWanPortal.Failover.Continuity;

namespace DualWanPortal.Plans;

/// <summary>What was known of a WAN when a plan was made: whoever approves it later reads what stood there then, whatever people answer meanwhile.</summary>
/// <param name="Losses">What will not work while this WAN carries the traffic, and whether somebody had accepted that.</param>
/// <param name="Open">Questions that nobody had answered.</param>
/// <param name="AnsweredBy">Null when nobody had.</param>
public sealed record KnownWan(string Interface, ImmutableArray<WanLoss> Losses, ImmutableArray<string> Open, string? AnsweredBy, DateTimeOffset? AnsweredAt)
{
    public static KnownWan Of(WanSheetView view) => new(view.Sheet.Interface, view.Losses, view.Open, view.AnsweredBy, view.AnsweredAt);
}
