using System.Collections.Immutable;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Configs;

/// <summary>Who changed a router, in the router's own words: its history names the user of every action (reference 3.15, 6.3), and where that cannot be read, its log.</summary>
internal static class ChangeHands
{
    public const string History = "history";
    public const string Log = "log";

    private static readonly RouterOsCommand s_history = new RouterOsCommand("/system/history/print").Select(".id", "action", "by", "time");
    private static readonly RouterOsCommand s_log = new RouterOsCommand("/log/print").Select(".id", "time", "topics", "message");

    /// <param name="told">Entries that were told before; null on the first look, which then tells nobody.</param>
    /// <exception cref="RouterOsException">The connection failed.</exception>
    public static async Task<Answer> ReadAsync(RouterOsClient client, ImmutableHashSet<string>? told, CancellationToken cancellationToken)
    {
        if (await RowsAsync(client, s_history, cancellationToken) is { Length: > 0 } history)
            return Fresh(history.Select(row => ($"{row[".id"]} {row["time"]} {row["action"]}", row["by"])), told, History);
        var log = await RowsAsync(client, s_log, cancellationToken) ?? [];
        return Fresh(log.Where(row => row["topics"]?.Contains("system", StringComparison.Ordinal) == true).Select(row => ($"{row[".id"]} {row["time"]} {row["message"]}", HandOf(row["message"] ?? ""))), told, Log);
    }

    /// <summary><c>filter rule changed by admin</c>, and since 7.13 <c>… changed by winbox-4/tcp-msg(winbox):admin@192.0.2.9/action:12 (…)</c>.</summary>
    public static string? HandOf(string message)
    {
        var by = message.LastIndexOf(" by ", StringComparison.Ordinal);
        if (by < 0 || !(Ends("added") || Ends("changed") || Ends("removed") || Ends("moved") || Ends("set")))
            return null;
        var word = message.AsSpan(by + " by ".Length);
        if (word.IndexOf(' ') is var end and >= 0)
            word = word[..end];
        if (word.IndexOf('@') is var at and > 0)
            word = word[..at];
        if (word.LastIndexOf(':') is var colon and >= 0)
            word = word[(colon + 1)..];
        return word.IsEmpty ? null : word.ToString();

        bool Ends(string verb) => message.AsSpan(0, by).EndsWith(verb, StringComparison.Ordinal);
    }

    private static Answer Fresh(IEnumerable<(string Key, string? By)> entries, ImmutableHashSet<string>? told, string source)
    {
        var all = entries.ToList();
        var hands = told is null ? [] : all.Where(entry => entry.By is { Length: > 0 } && !told.Contains(entry.Key)).Select(entry => entry.By!).ToImmutableSortedSet(StringComparer.Ordinal);
        return new Answer(hands, hands.IsEmpty ? null : source, [.. all.Select(entry => entry.Key)]);
    }

    /// <summary>Null where the router refuses.</summary>
    private static async Task<ImmutableArray<RouterOsRow>?> RowsAsync(RouterOsClient client, RouterOsCommand print, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await client.RunAsync(print, cancellationToken)).Rows];
        }
        catch (RouterOsTrapException)
        {
            return null;
        }
    }

    /// <param name="KnownFrom">Null when nobody was named.</param>
    /// <param name="Told">What the next look leaves out.</param>
    public readonly record struct Answer(ImmutableSortedSet<string> Names, string? KnownFrom, ImmutableHashSet<string> Told);
}
