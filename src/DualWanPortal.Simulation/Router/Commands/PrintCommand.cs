using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Files;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>print</c>, <c>getall</c> and <c>listen</c>: rows now, rows as they change, or the whole table again and again (reference 1.4, 1.6, 1.7).</summary>
internal static class PrintCommand
{
    private static readonly HashSet<string> s_modifiers =
    [
        ".proplist", "proplist", "detail", "brief", "stats", "count-only", "follow", "follow-only", "follow-strict", "interval", "from", "without-paging", "terse", "show-ids", "value-list",
        "as-value", ".id", "file",
    ];

    private static readonly HashSet<string> s_tableOnly = ["count-only", "follow", "follow-only", "follow-strict", "from", "detail", "stats", "brief", "terse", "show-ids", ".id"];

    public static RunningCommand? Run(SimulatedRouter router, Menu menu, string verb, CommandRequest request, IReplySink reply)
    {
        if (Check(router, menu, verb, request) is { } refusal)
            return RouterCommands.Refuse(reply, refusal);
        var printer = new RowPrinter(router, menu, request);
        if (verb == "listen" || request["follow-only"] is not null)
            return printer.Follow(reply);
        if (ReadFrom(menu, request, out var from) is { } unknown)
            return RouterCommands.Refuse(reply, unknown);
        router.BeforeRead(menu);
        if (request["interval"] is { } text)
        {
            return ValueText.TryDuration(text, out var interval) && interval > TimeSpan.Zero
                ? printer.Repeat(reply, interval)
                : RouterCommands.Refuse(reply, Refusal.Invalid("interval"));
        }
        var rows = printer.Select(from);
        if (request["count-only"] is not null)
        {
            reply.Done(rows.Count().ToString(CultureInfo.InvariantCulture));
            return null;
        }
        if (request["file"] is { Length: > 0 } file)
        {
            if (!request.Caller.Policies.Contains("ftp"))
                return RouterCommands.Refuse(reply, Refusal.NotPermitted(router.Profile.Version));
            Write(router, file, rows);
            reply.Done();
            return null;
        }
        var any = false;
        foreach (var row in rows)
        {
            reply.Row(row);
            any = true;
        }
        if (request["follow"] is not null)
            return printer.Follow(reply);
        if (!any && router.Profile.SendsEmpty)
            reply.Empty();
        reply.Done();
        return null;
    }

    /// <summary>Into a file instead of the answer: how clients make files where there is no <c>/file/add</c> (reference 3.13).</summary>
    private static void Write(SimulatedRouter router, string file, IEnumerable<IEnumerable<KeyValuePair<string, string>>> rows)
    {
        var text = string.Join('\n', rows.Select(row => string.Join(' ', row.Where(word => word.Key != ".id").Select(word => $"{word.Key}={word.Value}"))));
        RouterFiles.Write(router, file.Contains('.', StringComparison.Ordinal) ? file : file + ".txt", ".txt file", text, printable: true);
    }

    private static Refusal? Check(SimulatedRouter router, Menu menu, string verb, CommandRequest request)
    {
        var version = router.Profile.Version;
        // Listening is a print with follow-only, which a single record does not have: the router words it so.
        if (menu.Definition.IsSettings && verb == "listen")
            return Refusal.UnknownParameter("follow-only", version);
        foreach (var (name, _) in request.Arguments)
        {
            if (!(s_modifiers.Contains(name) || IsNewer(version, name)) || IsGone(version, menu, name) || (menu.Definition.IsSettings && s_tableOnly.Contains(name)))
                return Refusal.UnknownParameter(name, version);
        }
        return verb == "listen" && IsGone(version, menu, "follow-only") ? Refusal.UnknownParameter("follow-only", version) : null;
    }

    private static bool IsNewer(RouterOsVersion version, string name) => name switch
    {
        "group-by" => version.AtLeast(7, 17),
        "comments" or "on-event" or "timestamp" => version.AtLeast(7, 22),
        "order-by" => version.AtLeast(7, 24),
        _ => false,
    };

    /// <summary>The connection table cannot be followed from 7.22 on (reference 1.7).</summary>
    private static bool IsGone(RouterOsVersion version, Menu menu, string name) =>
        (name == "follow-strict" && version.AtLeast(7, 16))
        || (name is "follow" or "follow-only" && menu.Path == "/ip/firewall/connection" && version.AtLeast(7, 22));

    private static Refusal? ReadFrom(Menu menu, CommandRequest request, out ImmutableArray<MenuRow> rows)
    {
        rows = default;
        return (request["from"] ?? request[".id"]) is { } from ? RowSelection.Read(menu, from, out rows) : null;
    }
}
