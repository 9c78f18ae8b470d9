using System.Text.RegularExpressions;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A script that runs at the moment of an outage waits for something that may not come.</summary>
public sealed partial class ScriptBlocks : IAuditRule
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    public string Id => "script-blocks";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        foreach (var call in subject.HasSeveralWans ? subject.Scripts.Running : [])
        {
            var text = Jobs().Replace(call.Text, "");
            var delay = Delays().Matches(text).Select(match => Length(match.Groups["time"].Value)).DefaultIfEmpty(TimeSpan.Zero).Max();
            var fetches = text.Contains("tool fetch", StringComparison.Ordinal) || text.Contains("tool/fetch", StringComparison.Ordinal);
            var what = call.IsNetwatch && fetches ? "fetches from the Internet, which waits for its time-out while the line is dead"
                : call.IsNetwatch && delay >= s_long ? "waits longer than a probe takes"
                : call.Hook == ScriptHook.Scheduler && delay > TimeSpan.Zero && RouterOsDuration.TryParse(call.Item["interval"], out var interval) && interval > TimeSpan.Zero && delay >= interval ? "waits longer than its own interval, so runs pile up"
                : null;
            if (what is not null)
                yield return new Finding(Id, Severity, $"The {call.Property} of {call.Caller} blocks",
                    $"The script {what}: what stands behind it is done late, and the next event waits too. Let the script only set the routes, and a scheduler entry do the rest.", [RowText.Evidence(call.Item)], [], $"{call.Property}/{call.Caller}");
        }
    }

    private static TimeSpan Length(string text) => RouterOsDuration.TryParse(text, out var time) ? time : TimeSpan.Zero;

    /// <summary>What is handed to a job of its own holds up nobody.</summary>
    [GeneratedRegex(@":execute\s{1,4}(?:script=)?""(?>(?:[^""\\]|\\.)*)""", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Jobs();

    [GeneratedRegex(@":delay\s{1,4}(?:delay-time=)?(?<time>[0-9][0-9:smhd]{0,11})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Delays();
}
