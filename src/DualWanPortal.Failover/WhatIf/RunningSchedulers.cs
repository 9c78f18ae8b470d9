using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>
/// Entries of a scheduler that have been at work for long: a copy that is booted of them goes on with them. Of a live router the day on which they began is not read, and without it
/// a time of day would be one that is still to come.
/// </summary>
public static class RunningSchedulers
{
    private const string Menu = "/system/scheduler";

    /// <param name="rows">Of a router; all others are left as they are.</param>
    public static IEnumerable<ConfigItem> In(IEnumerable<ConfigItem> rows, RouterOsVersion? version)
    {
        // Before any day on which a copy is booted, in the words of the version (reference 1.8).
        var date = version?.AtLeast(7, 10) != false ? "2025-01-01" : "jan/01/2025";
        return rows.Select(row => row.Menu == Menu && HasBegun(row) ? row with { Values = row.Values.SetItem("start-date", date) } : row);
    }

    /// <summary>What the portal itself has put there may be for an hour that is to come.</summary>
    private static bool HasBegun(ConfigItem row) =>
        row["start-date"] is null && row["start-time"] is { Length: > 0 } and not "startup" && row["interval"] is { Length: > 0 } and not ("0s" or "00:00:00" or "0") && row["comment"]?.StartsWith("dwp:", StringComparison.Ordinal) != true;
}
