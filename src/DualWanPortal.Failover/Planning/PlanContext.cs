using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>What every part of a plan starts from, and where they put what they find. Lives while one plan is made.</summary>
internal sealed class PlanContext
{
    private readonly List<PlanStep> _steps = [];
    private readonly List<string> _notCured = [];

    public PlanContext(RouterModel live, FailoverPolicy policy)
    {
        (Live, Policy) = (live, policy);
        var found = WanDetection.Find(live);
        Wans = [.. found.OrderBy(wan => policy.WanOrder.IndexOf(wan.Interface) is var at and >= 0 ? at : int.MaxValue)];
        foreach (var name in policy.WanOrder.Where(name => found.All(wan => wan.Interface != name)))
            Say("wan-order", $"the policy prefers {name}, which is no WAN of this router; the others keep their order");
    }

    public RouterModel Live { get; }
    public FailoverPolicy Policy { get; }

    /// <summary>In the order that the policy wants.</summary>
    public ImmutableArray<WanLink> Wans { get; }
    public IReadOnlyList<PlanStep> Steps => _steps;
    public IReadOnlyList<string> NotCured => _notCured;
    public bool IsV6 => Live.Version is { IsV6: true };

    public void Do(PlanStep? step)
    {
        if (step is not null)
            _steps.Add(step);
    }

    /// <param name="id">An audit rule's id or a scenario's: what the sentence is about.</param>
    public void Say(string id, string sentence)
    {
        var line = $"{id}: {sentence}.";
        if (!_notCured.Contains(line))
            _notCured.Add(line);
    }

    /// <summary>The router as the steps so far leave it.</summary>
    public RouterModel SoFar() => RouterModel.FromItems(PlannedRows.After(Live.Items, _steps.Select(step => step.Do)), Live.Version, Live.Warnings, null, Live.MenusRead);
}
