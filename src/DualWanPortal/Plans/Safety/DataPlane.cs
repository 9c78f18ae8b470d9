using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans.Safety;

/// <summary>Whether traffic gets out: seen before a change and after it, because what did not work before cannot be asked of the change.</summary>
/// <param name="Reached">One of two well-known hosts answers a ping of the router.</param>
/// <param name="Wans">Interface to whether a ping by that WAN was answered; WANs by which nothing can be proved are absent.</param>
/// <param name="Resolves">A name could be resolved; null when this version's API cannot tell.</param>
/// <param name="Translated">Packets that the source NAT rules have counted.</param>
public sealed record DataPlane(bool Reached, ImmutableSortedDictionary<string, bool> Wans, bool? Resolves, long Translated)
{
    private const string Name = "cloudflare.com";
    private static readonly string[] s_targets = ["1.1.1.1", "9.9.9.9"];

    public static async Task<DataPlane> LookAsync(RouterOsClient client, RouterModel model, TimeProvider time, CancellationToken cancellationToken)
    {
        var reached = ReachesAsync(client, model.Version, cancellationToken);
        var resolves = ResolvesAsync(client, cancellationToken);
        var probes = await WanProber.ProbeAsync(client, model, WanDetection.Find(model), s_targets[0], time, cancellationToken);
        return new DataPlane(await reached, probes.Where(probe => probe.Sent > 0).ToImmutableSortedDictionary(probe => probe.Interface, probe => probe.Received > 0, StringComparer.Ordinal),
            await resolves, model.Nat.Where(rule => rule.Item["chain"] == "srcnat").Sum(rule => long.TryParse(rule.Item["packets"], CultureInfo.InvariantCulture, out var packets) ? packets : 0));
    }

    /// <summary>What worked before and does not now; null when nothing got worse.</summary>
    public string? WorseThan(DataPlane before)
    {
        if (CutOff(before) is { } cut)
            return cut;
        var lost = before.Wans.Where(wan => wan.Value && Wans.TryGetValue(wan.Key, out var works) && !works).Select(wan => wan.Key).ToList();
        if (lost.Count > 0)
            return $"A ping by {string.Join(" and ", lost)} is no longer answered, which it was before.";
        return before.Resolves == true && Resolves == false ? $"The router no longer resolves {Name}, which it did before." : null;
    }

    /// <summary>The Internet, when it was reached before and is not now.</summary>
    public string? CutOff(DataPlane before) => before.Reached && !Reached ? $"The router no longer reaches {string.Join(" or ", s_targets)}, which it did before." : null;

    public override string ToString() => string.Join("; ", new[]
    {
        Reached ? "the Internet is reached" : "the Internet is not reached",
        Wans.Count == 0 ? null : "ping by " + string.Join(", ", Wans.Select(wan => $"{wan.Key} {(wan.Value ? "answered" : "not answered")}")),
        Resolves is { } resolves ? resolves ? "names resolve" : "names do not resolve" : null,
        string.Create(CultureInfo.InvariantCulture, $"{Translated} packets translated so far"),
    }.Where(part => part is not null));

    /// <summary>Whether one of two well-known hosts answers a ping of the router.</summary>
    public static async Task<bool> ReachesAsync(RouterOsClient client, RouterOsVersion? version, CancellationToken cancellationToken)
    {
        foreach (var target in s_targets)
        {
            var reply = await client.RunAsync(WanProber.Ping(version, target, null, WanProber.Count), cancellationToken);
            if (reply.Rows.Any(row => row["received"] is { } received && received != "0"))
                return true;
        }
        return false;
    }

    private static async Task<bool?> ResolvesAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.RunAsync(new RouterOsCommand("/resolve").With("domain-name", Name), cancellationToken);
            return true;
        }
        catch (RouterOsTrapException trap) when (trap.Kind is TrapKind.NoSuchCommand or TrapKind.UnknownParameter or TrapKind.NotPermitted or TrapKind.MissingValue)
        {
            return null;
        }
        catch (RouterOsTrapException)
        {
            return false;
        }
    }
}
