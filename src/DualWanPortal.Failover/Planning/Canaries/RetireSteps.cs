using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>Takes away lines that an earlier plan made and that this one has no use for.</summary>
internal static class RetireSteps
{
    public static void Plan(PlanContext context)
    {
        // What moves routes goes first, then the routes from the one that uses others to the one that is used.
        foreach (var menu in new[] { "/tool/netwatch", "/system/scheduler", "/ip/route" })
        {
            foreach (var row in context.Live.Menu(menu).Where(row => Owned.Is(row) && !row.Flag("dynamic") && !context.IsKept(row)).OrderByDescending(row => RowMatch.Of(row, "dst-address") == "0.0.0.0/0"))
                context.Do(StepOf.Remove(context.Live, row, "an earlier plan made it; the policy has no use for it any more"));
        }
    }

    /// <summary>Only what judges: the method that comes has another judge or none.</summary>
    public static void Watches(PlanContext context)
    {
        foreach (var row in context.Live.Menu("/tool/netwatch").Concat(context.Live.Menu("/system/scheduler")).Where(row => Owned.Is(row) && !context.IsKept(row)))
            context.Do(StepOf.Remove(context.Live, row, "an earlier plan made it; the method of the policy judges by other means"));
    }
}
