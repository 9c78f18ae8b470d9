using System.Globalization;
using DualWanPortal.Simulation.Router.Links;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>The monitors of interfaces: PPPoE, LTE, Ethernet, traffic (reference 1.7, 3.4, 3.5, 3.6).</summary>
internal sealed class MonitorCommands(SimulatedRouter router, InterfaceTable interfaces, DialledInterfaces pppoe, DialledInterfaces lte)
{
    public void Register()
    {
        router.Commands["/interface/pppoe-client/monitor"] = (request, reply) => Session(pppoe, request, reply, Pppoe);
        router.Commands["/interface/lte/monitor"] = (request, reply) => Session(lte, request, reply, Lte);
        router.Commands["/interface/ethernet/monitor"] = Ethernet;
        router.Commands["/interface/monitor-traffic"] = Traffic;
    }

    private RunningCommand? Session(DialledInterfaces all, CommandRequest request, IReplySink reply, Func<DialledInterface, IEnumerable<KeyValuePair<string, string>>> row) =>
        all.Chosen(request) is { } session ? reply.Monitor(router, request, () => row(session)) : reply.Refuse("no such item", 0);

    private static IEnumerable<KeyValuePair<string, string>> Pppoe(DialledInterface session)
    {
        yield return new("status", session.Status);
        if (!session.Connected || session.Link is not { } link)
            yield break;
        yield return new("uptime", RouterTime.Span(session.Uptime));
        yield return new("active-links", "1");
        yield return new("encoding", "");
        yield return new("service-name", session.Row["service-name"] ?? "");
        yield return new("ac-name", link.Plan.Name);
        yield return new("ac-mac", "02:00:5E:00:00:01");
        yield return new("mtu", "1492");
        yield return new("mru", "1492");
        yield return new("local-address", link.Assigned.ToString());
        yield return new("remote-address", link.Gateway.ToString());
    }

    private static IEnumerable<KeyValuePair<string, string>> Lte(DialledInterface session)
    {
        yield return new("status", session.Connected ? "connected" : session.Link is { Carrier: true } ? "searching" : "not registered");
        yield return new("model", "SIM modem");
        if (!session.Connected)
            yield break;
        yield return new("registration-status", "registered");
        yield return new("functionality", "full");
        yield return new("current-operator", "Practice Mobile");
        yield return new("access-technology", "Evolved 3G (LTE)");
        yield return new("session-uptime", RouterTime.Span(session.Uptime));
        yield return new("rssi", "-63dBm");
        yield return new("rsrp", "-93dBm");
        yield return new("rsrq", "-10dB");
        yield return new("sinr", "14dB");
    }

    private RunningCommand? Ethernet(CommandRequest request, IReplySink reply)
    {
        var wanted = request[".id"] ?? request["numbers"] ?? "";
        if (router["/interface/ethernet"].Rows.FirstOrDefault(row => row.Id == wanted || row["name"] == wanted) is not { } port)
            return reply.Refuse("no such item", 0);
        var name = port["name"] ?? "";
        return reply.Monitor(router, request, () => interfaces.IsRunning(name)
            ? [new("name", name), new("status", "link-ok"), new("auto-negotiation", "done"), new("rate", "1Gbps"), new("full-duplex", "true")]
            : new KeyValuePair<string, string>[] { new("name", name), new("status", "no-link"), new("auto-negotiation", "failed") });
    }

    private RunningCommand? Traffic(CommandRequest request, IReplySink reply)
    {
        var wanted = request["interface"] ?? "";
        if (router["/interface"].Rows.FirstOrDefault(row => row.Id == wanted || row["name"] == wanted) is not { } row)
            return reply.Refuse("input does not match any value of interface", 1);
        router.BeforeRead(router["/interface"]);
        var before = (At: router.Clock.Now, Received: Number(row, "rx-byte"), Sent: Number(row, "tx-byte"));
        var first = true;
        return reply.Monitor(router, request, () =>
        {
            router.BeforeRead(router["/interface"]);
            var now = (At: router.Clock.Now, Received: Number(row, "rx-byte"), Sent: Number(row, "tx-byte"));
            // The first look has no span to divide by; the mean since the start stands in.
            var (span, base_) = first ? (now.At - router.BootedAt, (Received: 0L, Sent: 0L)) : (now.At - before.At, (before.Received, before.Sent));
            first = false;
            var received = PerSecond(now.Received - base_.Received, span);
            var sent = PerSecond(now.Sent - base_.Sent, span);
            before = now;
            return new KeyValuePair<string, string>[] { new("name", row["name"] ?? ""), new("rx-bits-per-second", received), new("tx-bits-per-second", sent) };
        });
    }

    private static string PerSecond(long bytes, TimeSpan span) => (span <= TimeSpan.Zero ? 0 : (long)(bytes * 8 / span.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static long Number(MenuRow row, string name) => long.TryParse(row[name], CultureInfo.InvariantCulture, out var value) ? value : 0;
}
