using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>What the router's scripts need is refused by its device mode. Only a live router tells its mode.</summary>
public sealed class DeviceMode : IAuditRule
{
    public string Id => "device-mode";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var model = subject.Model;
        if (!subject.HasSeveralWans || !model.IsLive || model.Menu("/system/device-mode").FirstOrDefault() is not { } mode)
            yield break;
        bool Refuses(string feature) => mode[feature] is { } said ? said is "no" or "false" : mode["mode"] == "home";
        var running = subject.Scripts.Running.ToList();
        var needs = new List<(string Feature, string Caller, RouterOs.Model.ConfigItem Item)>();
        needs.AddRange(model.Menu("/system/scheduler").Where(entry => Refuses("scheduler") && !entry.Flag("disabled")).Select(entry => ("scheduler", entry["name"] ?? "", entry)));
        needs.AddRange(running.Where(call => Refuses("fetch") && (call.Text.Contains("tool fetch", StringComparison.Ordinal) || call.Text.Contains("tool/fetch", StringComparison.Ordinal))).Select(call => ("fetch", call.Caller, call.Item)));
        needs.AddRange(running.Where(call => Refuses("email") && call.Text.Contains("e-mail", StringComparison.Ordinal)).Select(call => ("email", call.Caller, call.Item)));
        if (needs.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "The device mode refuses what the scripts need",
            $"Device mode {mode["mode"] ?? "of this router"} does not allow {Words.And(needs.Select(need => need.Feature).Distinct(StringComparer.Ordinal))}, which {Words.And(needs.Select(need => need.Caller).Distinct(StringComparer.Ordinal).Take(4))} needs: that part of the failover is silently not done. The change has to be confirmed with the button or by switching the power off.",
            [RowText.Evidence(mode), .. needs.Select(need => RowText.Evidence(need.Item)).Distinct()],
            [$"/system device-mode update {string.Join(' ', needs.Select(need => need.Feature).Distinct(StringComparer.Ordinal).Select(feature => feature + "=yes"))}"]);
    }
}
