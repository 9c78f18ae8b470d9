using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A script that netwatch calls demands rights that netwatch has not: it never runs, and nothing says so.</summary>
public sealed class NwPolicy : IAuditRule
{
    private static readonly HashSet<string> s_netwatch = new(StringComparer.Ordinal) { "read", "write", "test", "reboot" };

    public string Id => "nw-policy";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || !subject.Model.Knows("/system/script"))
            yield break;
        var calls = subject.Scripts.Running.Where(call => call.IsNetwatch).ToList();
        foreach (var script in subject.Model.Menu("/system/script").Where(script => !script.Flag("dont-require-permissions") && Excess(script).Count > 0))
        {
            var name = script["name"] ?? "";
            var callers = calls.Where(call => call.Runs.Contains(name)).ToList();
            if (callers.Count == 0)
                continue;
            yield return new Finding(Id, Severity, $"Netwatch may not run {name}",
                $"Netwatch calls {name}, which demands {Words.And(Excess(script).Take(4))}{(Excess(script).Count > 4 ? " and more" : "")}; netwatch has read, write, test and reboot only, so the script silently does not run and nothing happens when the probe fails.",
                [RowText.Evidence(script, "name", "policy", "dont-require-permissions"), .. callers.Select(call => RowText.Evidence(call.Item, "host", "up-script", "down-script")).Distinct()],
                [$"/system script set {Cli.Find(script, "name")} policy=read,write,test"], name);
        }
    }

    /// <summary>A script without the property has the default, which is everything (reference 3.14).</summary>
    private static List<string> Excess(ConfigItem script)
    {
        var policies = script.List("policy");
        return policies.IsEmpty ? ["ftp", "policy", "password", "sniff", "sensitive", "romon"] : [.. policies.Where(policy => !s_netwatch.Contains(policy))];
    }
}
