using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>An ICMP probe over a mobile link with the default threshold of 100 ms.</summary>
public sealed class NwThrLte : IAuditRule
{
    // What a healthy mobile link takes on average when it is busy.
    private static readonly TimeSpan s_slowLink = TimeSpan.FromMilliseconds(150);

    public string Id => "nw-thr-lte";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject) =>
        from watch in subject.HasSeveralWans ? subject.Watches : []
        where watch.Item["type"] == "icmp" && watch.Wan is { } wan && IsSlow(wan) && Threshold(watch.Item["thr-avg"]) <= s_slowLink
        select new Finding(Id, Severity, $"The probe of {watch.Wan!.Interface} is down when the link is only slow",
            $"Netwatch calls {watch.Host} down when its answers take more than {(watch.Item["thr-avg"] is { Length: > 0 } own ? own : "100ms, the default,")} on average, which {watch.Wan.Interface} does whenever it is busy: the backup is given up although it works.",
            [RowText.Evidence(watch.Item, "host", "type", "thr-avg", "interval"), .. watch.Wan.Evidence.Take(1)],
            [$"/tool netwatch set {Cli.Find(watch.Item, "host", "type")} thr-avg=500ms thr-max=2s thr-loss-percent=60%"], watch.Host);

    private static bool IsSlow(WanLink wan) => wan.Kind == WanKind.Lte
        || new[] { wan.Name, wan.Interface }.Any(name => name.Contains("lte", StringComparison.OrdinalIgnoreCase) || name.Contains("starlink", StringComparison.OrdinalIgnoreCase) || name.Contains("satellite", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan Threshold(string? text) => text is not { Length: > 0 } ? TimeSpan.FromMilliseconds(100) : RouterOsDuration.TryParse(text, out var value) ? value : TimeSpan.MaxValue;
}
