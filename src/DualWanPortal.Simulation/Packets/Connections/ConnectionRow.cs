using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Packets.Connections;

/// <summary>An entry as a row. Old versions glue ports to addresses; that this ended between 7.12 and 7.18 is a guess (reference 3.7).</summary>
internal static class ConnectionRow
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TrackedConnection entry, RouterProfile profile, TimeSpan left, string? helper)
    {
        var row = new List<KeyValuePair<string, string>> { new("protocol", entry.Protocol) };
        var glued = !profile.Version.AtLeast(7, 18);
        Address(row, glued, "src", entry.Client, entry.Port is null ? null : entry.ClientPort);
        Address(row, glued, "dst", entry.Destination, entry.Port);
        Address(row, glued, "reply-src", entry.Destination, entry.Port);
        Address(row, glued, "reply-dst", entry.Mapped, entry.Port is null ? null : entry.ClientPort);
        if (entry.Protocol == "tcp")
            row.Add(new("tcp-state", !entry.SeenReply ? "syn-sent" : entry.Closed ? "time-wait" : "established"));
        row.Add(new("timeout", RouterTime.Span(left)));
        if (entry.Mark is { } mark)
            row.Add(new("connection-mark", mark));
        if (helper is not null)
            row.Add(new("connection-type", helper));
        Count(row, "orig", 1 + entry.Sent, entry.SentBytes, entry.SentRate, entry.FastTracked);
        Count(row, "repl", (entry.SeenReply ? 1 : 0) + entry.Answered, entry.AnsweredBytes, entry.AnsweredRate, entry.FastTracked);
        row.AddRange(
        [
            Flag("seen-reply", entry.SeenReply), Flag("assured", entry is { SeenReply: true, Closed: false }), Flag("confirmed", true), Flag("fasttrack", entry.FastTracked),
            Flag("srcnat", entry.IsTranslated), Flag("uses-helper", helper is not null),
        ]);
        return row;
    }

    /// <summary>Of a connection that is fast-tracked, all packets but the first count as such.</summary>
    private static void Count(List<KeyValuePair<string, string>> row, string side, long packets, long bytes, long rate, bool fast)
    {
        row.AddRange(
        [
            Number(side + "-packets", packets), Number(side + "-bytes", bytes), Number(side + "-rate", rate), Number(side + "-fasttrack-packets", fast ? Math.Max(packets - 1, 0) : 0),
            Number(side + "-fasttrack-bytes", fast ? Math.Max(bytes - 60, 0) : 0),
        ]);
    }

    private static void Address(List<KeyValuePair<string, string>> row, bool glued, string side, IpAddress address, int? port)
    {
        var text = port?.ToString(CultureInfo.InvariantCulture);
        row.Add(new(side + "-address", glued && text is not null ? $"{address}:{text}" : address.ToString()));
        if (!glued && text is not null)
            row.Add(new(side + "-port", text));
    }

    private static KeyValuePair<string, string> Number(string name, long value) => new(name, value.ToString(CultureInfo.InvariantCulture));
    private static KeyValuePair<string, string> Flag(string name, bool set) => new(name, set ? "true" : "false");
}
