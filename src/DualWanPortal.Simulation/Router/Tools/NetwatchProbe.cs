using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>What one test of netwatch found.</summary>
/// <param name="After">When the verdict stands, counted from the start of the test.</param>
/// <param name="Results">State fields of the row.</param>
internal sealed record NetwatchResult(bool Up, TimeSpan After, IReadOnlyList<(string Name, string? Value)> Results);

/// <summary>One test of one netwatch row, by its kind (reference 3.11).</summary>
internal sealed class NetwatchProbe(SimulatedRouter router, RouterOrigin origin, Resolver resolver)
{
    public NetwatchResult Test(MenuRow row)
    {
        var timeout = RouterTime.Parse(row["timeout"]) ?? TimeSpan.FromSeconds(3);
        // A host in another VRF is written host@vrf: the only way to choose one (reference 3.11).
        var (host, vrf) = (row["host"] ?? "").Split('@') switch { [var name, var instance, ..] => (name, instance == "main" ? null : instance), var alone => (alone[0], null) };
        var source = IpAddress.Parse(row["src-address"]);
        if (IpAddress.Parse(host) is not { } target)
            return row["type"] == "dns" ? Dns(row, host, timeout) : resolver.Resolve(host, null).Address is { } found ? Test(row, found, new Way(source, vrf), timeout) : new NetwatchResult(false, timeout, []);
        return row["type"] == "dns" ? Dns(row, host, timeout) : Test(row, target, new Way(source, vrf), timeout);
    }

    private NetwatchResult Test(MenuRow row, IpAddress target, Way way, TimeSpan timeout) => row["type"] switch
    {
        "icmp" => Icmp(row, target, way, timeout),
        "tcp-conn" => Tcp(target, way, timeout, row["thr-tcp-conn-time"], "tcp-connect-time"),
        "http-get" or "https-get" => Http(row, target, way, timeout),
        _ => Simple(target, way, timeout),
    };

    private NetwatchResult Simple(IpAddress target, Way way, TimeSpan timeout)
    {
        var answer = origin.Probe(target, ProbeKind.Echo, way.Source, vrf: way.Vrf);
        return answer.Good && answer.After <= timeout ? new NetwatchResult(true, answer.After, []) : new NetwatchResult(false, timeout, []);
    }

    private NetwatchResult Icmp(MenuRow row, IpAddress target, Way way, TimeSpan timeout)
    {
        var count = int.TryParse(row["packet-count"], CultureInfo.InvariantCulture, out var packets) && packets > 0 ? packets : 10;
        var gap = RouterTime.Parse(row["packet-interval"]) ?? TimeSpan.FromMilliseconds(50);
        var times = new List<double>();
        for (var sent = 0; sent < count; sent++)
        {
            if (origin.Probe(target, ProbeKind.Echo, way.Source, vrf: way.Vrf) is { Good: true } answer && answer.After <= timeout)
                times.Add(answer.After.TotalMilliseconds);
        }
        var lost = count - times.Count;
        var percent = 100.0 * lost / count;
        var mean = times.Count > 0 ? times.Average() : 0;
        var jitter = times.Count > 0 ? times.Max() - times.Min() : 0;
        var deviation = times.Count > 0 ? Math.Sqrt(times.Average(time => (time - mean) * (time - mean))) : 0;
        var up = times.Count > 0 && percent < Percent(row["thr-loss-percent"]) && lost < Number(row["thr-loss-count"], uint.MaxValue)
            && times.Max() <= Limit(row["thr-max"], 1000) && mean <= Limit(row["thr-avg"], 100) && deviation <= Limit(row["thr-stdev"], 250) && jitter <= Limit(row["thr-jitter"], 1000);
        var after = (gap * (count - 1)) + (lost > 0 ? timeout : TimeSpan.FromMilliseconds(times[^1]));
        return new NetwatchResult(up, after,
        [
            ("sent-count", Text(count)), ("response-count", Text(times.Count)), ("loss-count", Text(lost)), ("loss-percent", Text((int)percent)), ("rtt-avg", Time(mean)),
            ("rtt-min", Time(times.Count > 0 ? times.Min() : 0)), ("rtt-max", Time(times.Count > 0 ? times.Max() : 0)), ("rtt-jitter", Time(jitter)), ("rtt-stdev", Time(deviation)),
        ]);
    }

    private NetwatchResult Tcp(IpAddress target, Way way, TimeSpan timeout, string? threshold, string result)
    {
        var answer = origin.Probe(target, ProbeKind.Tcp, way.Source, vrf: way.Vrf);
        var up = answer.Good && answer.After <= timeout && answer.After <= (RouterTime.Parse(threshold) ?? TimeSpan.FromSeconds(1));
        return new NetwatchResult(up, answer.Good ? answer.After : timeout, answer.Good ? [(result, RouterTime.RoundTrip(router.Profile, answer.After))] : []);
    }

    private NetwatchResult Http(MenuRow row, IpAddress target, Way way, TimeSpan timeout)
    {
        var answer = origin.Probe(target, ProbeKind.Tcp, way.Source, vrf: way.Vrf);
        if (!answer.Good || answer.After > timeout)
            return new NetwatchResult(false, timeout, []);
        // A captive portal redirects: down with the default codes (reference 3.11).
        var code = answer.Captive ? 302 : 200;
        var up = (row["http-codes"] is { Length: > 0 } codes ? codes : "100-299").Split(',').Any(range => InRange(range, code));
        return new NetwatchResult(up, answer.After, [("http-status-code", Text(code)), ("http-resp-time", RouterTime.RoundTrip(router.Profile, answer.After))]);
    }

    private NetwatchResult Dns(MenuRow row, string name, TimeSpan timeout)
    {
        var found = resolver.Resolve(name, Ipv4.Parse(row["dns-server"]));
        return found.Address is { } address && found.After <= timeout ? new NetwatchResult(true, found.After, [Record(row["record-type"] ?? "A", name, address)]) : new NetwatchResult(false, timeout, []);
    }

    /// <summary>What of a name is asked for. Names of this world have one address; the others are made of it, always the same.</summary>
    private static (string, string?) Record(string type, string name, Ipv4 address) => type switch
    {
        "AAAA" => ("ip6", string.Create(CultureInfo.InvariantCulture, $"2001:db8::{address.Value >> 16:x}:{address.Value & 0xFFFF:x}")),
        "MX" => ("mail-servers", $"mail.{name}"),
        "NS" => ("name-servers", $"ns1.{name},ns2.{name}"),
        _ => ("ip", address.ToString()),
    };

    private readonly record struct Way(IpAddress? Source, string? Vrf);

    private static bool InRange(string range, int code)
    {
        var bounds = range.Split('-');
        return int.TryParse(bounds[0], CultureInfo.InvariantCulture, out var low) && int.TryParse(bounds[^1], CultureInfo.InvariantCulture, out var high) && code >= low && code <= high;
    }

    private static double Percent(string? text) => double.TryParse(text?.TrimEnd('%'), CultureInfo.InvariantCulture, out var percent) ? percent : 85;
    private static double Number(string? text, double absent) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : absent;
    private static double Limit(string? text, double absent) => RouterTime.Parse(text)?.TotalMilliseconds ?? absent;
    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    private string Time(double milliseconds) => RouterTime.RoundTrip(router.Profile, TimeSpan.FromMilliseconds(milliseconds));
}
