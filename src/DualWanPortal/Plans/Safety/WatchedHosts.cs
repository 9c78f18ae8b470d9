using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans.Safety;

/// <summary>Whether the hosts that are to decide about a WAN answer by it now: a WAN whose hosts are silent is left for good, however well it works.</summary>
internal static class WatchedHosts
{
    private const string Name = "watched-hosts";

    /// <summary>A host that answers where ping passes at all.</summary>
    private const string Known = "1.1.1.1";

    /// <returns>Null when the plan begins to watch none.</returns>
    public static async Task<PlanCheck?> LookAsync(RouterOsClient client, RouterModel model, Plan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        var links = WanDetection.Find(model).ToDictionary(wan => wan.Interface, StringComparer.Ordinal);
        var wans = NewCanaries.Of(plan).Where(canary => links.ContainsKey(canary.Wan)).GroupBy(canary => canary.Wan, canary => canary.Host, StringComparer.Ordinal).ToList();
        if (wans.Count == 0)
            return null;
        var seen = await Task.WhenAll(wans.Select(wan => SilentAsync(client, model, links[wan.Key], [.. wan], time, cancellationToken)));
        var silent = seen.Where(wan => wan is { Hosts.IsEmpty: false }).Select(wan => wan!).ToList();
        var wrong = silent.Where(wan => wan.OthersAnswer).ToList();
        if (wrong.Count > 0)
            return PlanCheck.Failed(Name, $"By {Words(wrong)} no answer comes, while {Known} answers there: with this plan traffic would leave a WAN that works. Name other hosts in the policy.");
        return silent.Count > 0
            ? PlanCheck.Warning(Name, $"By {Words(silent)} no answer comes now. If that WAN is out this is right; if it works and only ping is blocked there, the plan takes traffic off it for good: name hosts that answer, or use the method distance.")
            : Array.Exists(seen, wan => wan is not null) ? PlanCheck.Passed(Name, "The hosts to be watched answer, as far as that can be seen beforehand.")
            : PlanCheck.Unknown(Name, "Nothing leaves by these WANs now, so whether the hosts to be watched answer there is seen when the plan stands.");
    }

    /// <param name="Hosts">Those that were asked in vain; none when one answered.</param>
    /// <param name="OthersAnswer">Ping passes there, so that it is these hosts.</param>
    private sealed record Silence(string Wan, ImmutableArray<string> Hosts, bool OthersAnswer);

    /// <returns>Null where nothing can be proved.</returns>
    private static async Task<Silence?> SilentAsync(RouterOsClient client, RouterModel model, WanLink wan, ImmutableArray<string> hosts, TimeProvider time, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(hosts.Append(Known).Select(async host => (await WanProber.ProbeAsync(client, model, [wan], host, time, cancellationToken)) is [var probe] && probe.Target == host ? probe : null));
        var asked = answers[..^1].OfType<ProbeResult>().Where(probe => probe.Sent > 0).ToList();
        return asked.Count == 0 ? null : new Silence(wan.Interface, asked.Exists(probe => probe.Received > 0) ? [] : [.. asked.Select(probe => probe.Target)], answers[^1] is { Received: > 0 });
    }

    private static string Words(IEnumerable<Silence> silent) => string.Join(" and by ", silent.Select(wan => $"{wan.Wan} from {string.Join(" or ", wan.Hosts)}"));
}
