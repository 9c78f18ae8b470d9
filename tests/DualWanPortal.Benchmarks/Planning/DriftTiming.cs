using System.Collections.Immutable;
using System.Diagnostics;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Benchmarks.Planning;

/// <summary>What it costs to see at a poll that nothing changed: state was read anew, configuration was not.</summary>
/// <param name="Unchanged">Median milliseconds of a glance that finds the router as before.</param>
/// <param name="UnchangedBytes">What such a glance allocates.</param>
/// <param name="Fingerprint">Median milliseconds of the digest that is made only when the glance finds another.</param>
internal sealed record DriftTiming(double Unchanged, double UnchangedWorst, long UnchangedBytes, double Fingerprint, long FingerprintBytes)
{
    private static readonly ImmutableHashSet<string> s_state = ["/ip/route", "/ip/dhcp-client", "/ip/firewall/nat", "/ip/dns", "/tool/netwatch", "/ip/address", "/interface/pppoe-client", "/interface/lte"];

    public static DriftTiming Of(ImmutableArray<ConfigItem> rows, RouterOsVersion? version, int rounds)
    {
        var polls = Enumerable.Range(0, rounds + 1).Select(round => RouterModel.FromItems(rows.Select(row => s_state.Contains(row.Menu) ? Again(row, round) : row), version)).ToArray();
        var glance = ConfigGlance.Of(polls[0], null);
        var (unchanged, unchangedBytes) = Measure(polls.Skip(1), model =>
        {
            var now = ConfigGlance.Of(model, glance);
            if (!now.IsSame(glance))
                throw new BenchmarkException("A poll without a change was taken for one with.");
            glance = now;
        });
        var (digest, digestBytes) = Measure(polls.Skip(1), model => Planner.Fingerprint(model));
        return new DriftTiming(unchanged[unchanged.Length / 2], unchanged[^1], unchangedBytes, digest[digest.Length / 2], digestBytes);
    }

    private static (double[] Milliseconds, long Bytes) Measure(IEnumerable<RouterModel> polls, Action<RouterModel> look)
    {
        var (times, bytes) = (new List<double>(), new List<long>());
        foreach (var model in polls)
        {
            var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            look(model);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - allocated);
        }
        return ([.. times.Order()], bytes.Order().ElementAt(bytes.Count / 2));
    }

    /// <summary>The same row of another answer: equal text, other objects, other counters.</summary>
    private static ConfigItem Again(ConfigItem row, int round) => row with
    {
        Values = row.Values.ToImmutableDictionary(pair => pair.Key, pair => new string(pair.Value.AsSpan()), StringComparer.Ordinal).SetItem("bytes", round.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };
}
