using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Packets;

/// <summary>
/// Matchers that remember what came before, or look at the clock (reference 3.7). What they remember begins anew when a rule of their menu is changed. Background traffic
/// is walked by samples: to these matchers each sample is one packet.
/// </summary>
/// <param name="connectionsFrom">How many connections the table has of a block of sources.</param>
internal sealed class CountingMatch(SimulatedRouter router, Func<IpPrefix, int> connectionsFrom)
{
    private const int MostKeys = 1024;

    /// <summary>Null for a matcher that is none of these.</summary>
    public RuleTest? Read(string name, string wanted) => name switch
    {
        "limit" => Limit(wanted.Split(',')),
        "dst-limit" => DestinationLimit(wanted.Split(',')),
        "nth" => Nth(wanted.Split(',')),
        "random" => Share(wanted),
        "time" => Hours(wanted.Split(',')),
        "connection-limit" => Connections(wanted.Split(',')),
        "connection-bytes" => Amount(wanted, static packet => packet.ConnectionBytes),
        "connection-rate" => Amount(wanted, static packet => packet.ConnectionRate),
        "psd" => Scan(wanted.Split(',')),
        _ => null,
    };

    private static bool Never(Packet packet, string? outInterface) => false;

    /// <summary><c>50/5s,10:packet</c>: so many in that time (a second, unless it says otherwise), and a burst before counting begins.</summary>
    private RuleTest Limit(string[] parts)
    {
        var burst = parts.ElementAtOrDefault(1)?.Split(':') ?? ["5"];
        if (Bucket.Read(parts[0], burst[0]) is not { } bucket)
            return Never;
        var bits = burst.ElementAtOrDefault(1) == "bit";
        return (packet, _) => bucket.Take(packet, router.Clock.Now, bits ? HeaderMatch.Size(packet) * 8 : 1);
    }

    /// <summary><c>1/1s,5,dst-address/1m</c>: a limit for each destination, or what else the mode names.</summary>
    private RuleTest DestinationLimit(string[] parts)
    {
        if (parts.Length < 3 || Bucket.Read(parts[0], parts[1]) is null)
            return Never;
        var mode = parts[2].Split('/')[0];
        var buckets = new Dictionary<(IpAddress, IpAddress, int?), Bucket>();
        return (packet, _) =>
        {
            var both = mode.StartsWith("addresses", StringComparison.Ordinal);
            var key = (both || mode.Contains("src-", StringComparison.Ordinal) ? packet.Source : default, both || mode.Contains("dst-", StringComparison.Ordinal) ? packet.Destination : default,
                mode.EndsWith("port", StringComparison.Ordinal) ? packet.DestinationPort : null);
            if (!buckets.TryGetValue(key, out var bucket))
            {
                if (buckets.Count >= MostKeys)
                    buckets.Clear();
                buckets[key] = bucket = Bucket.Read(parts[0], parts[1])!;
            }
            return bucket.Take(packet, router.Clock.Now, 1);
        };
    }

    /// <summary><c>3,1</c>: the first of each three.</summary>
    private static RuleTest Nth(string[] parts)
    {
        if (!long.TryParse(parts[0], CultureInfo.InvariantCulture, out var every) || every <= 0 || !long.TryParse(parts[^1], CultureInfo.InvariantCulture, out var wanted))
            return Never;
        var count = 0L;
        return (packet, _) =>
        {
            var own = count + 1;
            if (!packet.Imagined)
                count = own;
            return own % every == wanted % every;
        };
    }

    /// <summary>So many percent, by a sequence that is always the same.</summary>
    private static RuleTest Share(string text)
    {
        if (!uint.TryParse(text, CultureInfo.InvariantCulture, out var percent))
            return Never;
        var draws = 0u;
        return (packet, _) =>
        {
            var mixed = (draws + 1) * 0x9E3779B1u;
            if (!packet.Imagined)
                draws++;
            mixed = (mixed ^ (mixed >> 15)) * 0x85EBCA6Bu;
            return (mixed ^ (mixed >> 13)) % 100 < percent;
        };
    }

    /// <summary><c>8h-17h,mon,tue,wed,thu,fri</c>, by what the router takes the time to be.</summary>
    private RuleTest Hours(string[] parts)
    {
        var bounds = parts[0].Split('-');
        if (bounds.Length != 2 || RouterTime.Parse(bounds[0]) is not { } from || RouterTime.Parse(bounds[1]) is not { } to)
            return Never;
        var days = parts[1..];
        return (_, _) =>
        {
            var now = router.WallTime;
            return now.TimeOfDay >= from && now.TimeOfDay <= to && days.Contains(now.DayOfWeek.ToString()[..3].ToLowerInvariant());
        };
    }

    /// <summary><c>100,32</c>: more than so many connections of one block of sources.</summary>
    private RuleTest Connections(string[] parts)
    {
        if (!int.TryParse(parts[0], CultureInfo.InvariantCulture, out var most) || !int.TryParse(parts.ElementAtOrDefault(1) ?? "32", CultureInfo.InvariantCulture, out var bits) || bits is < 0 or > 128)
            return Never;
        return (packet, _) => connectionsFrom(IpPrefix.Of(packet.Source, packet.Source.IsV6 ? bits : Math.Min(bits, 32))) + (packet.State == "new" ? 1 : 0) > most;
    }

    /// <summary>Bytes or bits a second of the connection; zero as the upper end is no bound.</summary>
    private static RuleTest Amount(string text, Func<Packet, long> of)
    {
        var bounds = text.Split('-');
        if (Number(bounds[0]) is not { } low || Number(bounds[^1]) is not { } high)
            return Never;
        return (packet, _) => of(packet) is var amount && amount >= low && (amount <= high || high == 0);

        static long? Number(string part) => long.TryParse(ValueText.Amount(part), CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary><c>21,3s,3,1</c>: the weights of the ports that one source asked for in a row, each within the time after the one before.</summary>
    private RuleTest Scan(string[] parts)
    {
        if (parts.Length != 4 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var threshold) || RouterTime.Parse(parts[1]) is not { } delay
            || !int.TryParse(parts[2], CultureInfo.InvariantCulture, out var low) || !int.TryParse(parts[3], CultureInfo.InvariantCulture, out var high))
        {
            return Never;
        }
        var seen = new Dictionary<IpAddress, (DateTimeOffset Last, HashSet<int> Ports)>();
        return (packet, _) =>
        {
            if (packet.DestinationPort is not { } port || packet.State != "new" || packet.Imagined)
                return false;
            var now = router.Clock.Now;
            if (seen.Count >= MostKeys)
                seen.Clear();
            var ports = seen.TryGetValue(packet.Source, out var before) && now - before.Last <= delay ? before.Ports : [];
            ports.Add(port);
            seen[packet.Source] = (now, ports);
            return ports.Sum(number => number <= 1024 ? low : high) >= threshold;
        };
    }

    /// <summary>Tokens that come back with time, and as many at once as the burst allows.</summary>
    private sealed class Bucket(double perSecond, double burst)
    {
        private double _spent;
        private DateTimeOffset? _looked;

        public static Bucket? Read(string rate, string burst)
        {
            var parts = rate.Split('/');
            var span = parts.Length > 1 ? RouterTime.Parse(parts[1]) : TimeSpan.FromSeconds(1);
            return double.TryParse(ValueText.Amount(parts[0]), CultureInfo.InvariantCulture, out var count) && span is { } time && time > TimeSpan.Zero
                && double.TryParse(ValueText.Amount(burst), CultureInfo.InvariantCulture, out var most)
                ? new Bucket(count / time.TotalSeconds, Math.Max(most, 1)) : null;
        }

        public bool Take(Packet packet, DateTimeOffset now, double cost)
        {
            _spent = Math.Max(0, _spent - (_looked is { } before ? (now - before).TotalSeconds * perSecond : 0));
            _looked = now;
            if (_spent + cost > burst)
                return false;
            if (!packet.Imagined)
                _spent += cost;
            return true;
        }
    }
}
