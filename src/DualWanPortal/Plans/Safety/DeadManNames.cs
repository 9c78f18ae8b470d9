using System.Globalization;

namespace DualWanPortal.Plans.Safety;

/// <summary>What the dead-man of a plan is called on a router: found again by these names alone, whatever became of the portal that made it.</summary>
public sealed record DeadManNames(int PlanId)
{
    private string Number => PlanId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The stored script that takes the plan back.</summary>
    public string Script => "dwp-revert-" + Number;

    /// <summary>A part of a script that is too long for one.</summary>
    public string Part(int part) => Script + "-" + part.ToString(CultureInfo.InvariantCulture);

    /// <summary>The scheduler that runs it when nobody came back in time.</summary>
    public string Timer => "dwp-deadman-" + Number;

    /// <summary>The scheduler that runs it after a restart.</summary>
    public string Startup => "dwp-startup-" + Number;

    /// <summary>The scheduler that notices when the portal's session ends.</summary>
    public string Watch => "dwp-watch-" + Number;

    /// <summary>Variable in which that scheduler remembers that it has seen the session at all.</summary>
    public string Seen => "dwpseen" + Number;

    /// <summary>Comment of everything, of the netwatch entry too, which has no name on v6.</summary>
    public string Comment => Mark + Number;

    private const string Mark = "dwp:deadman-";

    /// <summary>The plan of a row's comment; null for any other row.</summary>
    public static DeadManNames? Of(string? comment) =>
        comment?.StartsWith(Mark, StringComparison.Ordinal) == true && int.TryParse(comment.AsSpan(Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var planId) ? new DeadManNames(planId) : null;
}
