using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A probe looks at the Internet, and nothing follows from it.</summary>
public sealed class MonNoEffect : IAuditRule
{
    public string Id => "mon-no-effect";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        // Where something else does move the traffic, a probe may well be there only to be looked at.
        if (subject.Wans.Length < 2 || subject.Defaults.Any(route => route.Guards.Any(guard => guard.Reach == GuardReach.Internet)) || !subject.RouteScripts.Movers.IsEmpty && subject.RouteScripts.Movers.Any(call => call.Hook is ScriptHook.Scheduler || call.IsNetwatch))
            yield break;
        var hooks = subject.Scripts.All.Where(call => call.IsNetwatch).ToLookup(call => call.Item);
        foreach (var watch in subject.Model.Menu("/tool/netwatch"))
        {
            if (!Audit.Nat.AddressRange.Parse(watch["host"]).HasValue || Audit.Nat.AddressRange.Parse(watch["host"])!.Value.IsPrivate)
                continue;
            var calls = hooks[watch].ToList();
            var missing = calls.SelectMany(call => call.Missing).Distinct(StringComparer.Ordinal).ToList();
            var off = watch.Flag("disabled");
            // Telling somebody is an effect too.
            if (calls.Exists(call => s_effects.Any(word => call.Text.Contains(word, StringComparison.Ordinal))) && !off)
                continue;
            if (off && !calls.Exists(call => RouteScripts.ChangesPaths(call.Text)))
                continue;
            var why = off ? "it is disabled" : missing.Count > 0 ? $"the script {missing[0]} does not exist" : calls.Count == 0 ? "it has no script" : "its scripts only write to the log";
            yield return new Finding(Id, Severity, $"The probe of {watch["host"]} moves nothing",
                $"Netwatch looks at {watch["host"]}, but {why}: an outage is seen and nothing fails over.",
                [RowText.Evidence(watch, "name", "host", "type", "interval", "disabled", "up-script", "down-script")], off ? [$"/tool netwatch enable {Planning.Cli.Find(watch, "host")}"] : [], watch["host"]);
        }
    }

    private static readonly string[] s_effects = ["route", "interface", "dhcp-client", "e-mail", "email", "fetch", "sms", "telegram", "firewall", "global", "reboot", "$"];
}
