using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Predicting;

/// <summary>Lines that somebody else wrote and that a failover method has no power over: marks that choose another table for the inside, scripts that write what defaults rest on.</summary>
internal static partial class Meddlers
{
    private const int MostNamed = 4;

    /// <returns>One or two sentences without the last dot; null when nothing of that kind is there.</returns>
    public static string? Of(RouterModel planned, ImmutableArray<WanLink> wans)
    {
        string[] said = [.. new[] { Marks(planned, wans), Scripts(planned) }.OfType<string>()];
        return said.Length == 0 ? null : string.Join(". ", said);
    }

    private static string? Marks(RouterModel planned, ImmutableArray<WanLink> wans)
    {
        var outside = wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        var rules = planned.Mangle.Where(rule => !rule.Disabled && !rule.Invalid && rule.Action == "mark-routing" && rule.Chain != "output" && !IsOurs(rule.Item)
                && rule.Item["new-routing-mark"] is { Length: > 0 } and not "main" && !(rule.Item["in-interface"] is { } from && outside.Contains(from)))
            .Select(rule => (rule.Item, Table: rule.Item["new-routing-mark"]!))
            .Concat(new[] { "/routing/rule", "/ip/route/rule" }.SelectMany(menu => planned.Menu(menu))
                .Where(rule => !rule.Flag("disabled") && !IsOurs(rule) && rule["action"] is null or "lookup" or "lookup-only-in-table" && rule["table"] is { Length: > 0 } and not "main")
                .Select(rule => (Item: rule, Table: rule["table"]!)))
            .ToList();
        if (rules.Count == 0)
            return null;
        var tables = rules.Select(rule => rule.Table).Distinct(StringComparer.Ordinal).ToList();
        var menus = Words.And(rules.Select(rule => rule.Item.Menu.TrimStart('/').Replace('/', ' ')).Distinct(StringComparer.Ordinal));
        return $"{rules.Count} {(rules.Count == 1 ? "line" : "lines")} of {menus} ({Named(rules.Select(rule => Place(rule.Item, rule.Table)))}) send traffic by the {(tables.Count == 1 ? "table" : "tables")} {Words.And(tables)}, where this plan has no say";
    }

    private static string? Scripts(RouterModel planned)
    {
        var scripts = ScriptCalls.Of(planned).Running.Where(call => !IsOurs(call.Item) && !call.Text.Contains("dwp:", StringComparison.Ordinal))
            .Select(call => (Call: call, Writes: Write().Match(call.Text))).Where(found => found.Writes.Success).ToList();
        return scripts.Count == 0 ? null
            : $"{Named(scripts.Select(found => $"{Hook(found.Call)} {Place(found.Call.Item, found.Call.Caller)}"))} {(scripts.Count == 1 ? "writes" : "write")} {Words.And(scripts.Select(found => Menu(found.Writes)).Distinct(StringComparer.Ordinal))}, which this plan sets as well";
    }

    private static bool IsOurs(ConfigItem item) => item["comment"]?.StartsWith("dwp:", StringComparison.Ordinal) == true;

    private static string Named(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= MostNamed ? Words.And(all) : $"{string.Join(", ", all.Take(MostNamed))} and {all.Count - MostNamed} more";
    }

    private static string Place(ConfigItem item, string name) => item.Line is { } line ? FormattableString.Invariant($"{name} of line {line}") : name;

    private static string Hook(ScriptCall call) => call.Hook switch
    {
        ScriptHook.DhcpClient => "the lease script of", ScriptHook.PppUp or ScriptHook.PppDown => "the PPP profile", ScriptHook.Scheduler => "the scheduler entry", ScriptHook.SystemScript => "the script", _ => "netwatch of",
    };

    private static string Menu(Match write) => "/" + Blank().Replace(write.Groups["menu"].Value.Trim('/', ' '), " ");

    [GeneratedRegex("""/?(?<menu>ip[\s/]{1,4}(?:route|dhcp-client)|interface[\s/]{1,4}(?:ethernet|pppoe-client|lte[\s/]{1,4}apn|lte|list[\s/]{1,4}member|wireguard)|interface|tool[\s/]{1,4}netwatch|routing[\s/]{1,4}(?:rule|table))[\s/]{1,4}(?:set|add|remove|enable|disable|unset|release)\b""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Write();

    [GeneratedRegex("""[\s/]+""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blank();
}
