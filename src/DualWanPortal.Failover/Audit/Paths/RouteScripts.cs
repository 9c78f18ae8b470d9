using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;
using Match = DualWanPortal.Failover.Audit.Nat.Match;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>Running scripts that change routes, clients or interfaces, or may, and which defaults they mean.</summary>
internal sealed partial class RouteScripts(RouterModel model, ScriptCalls calls)
{
    public ImmutableArray<ScriptCall> Movers { get; } = [.. calls.Running.Where(call => call.Unread || ChangesPaths(call.Text))];

    /// <summary>The text changes a route, or switches a client or an interface.</summary>
    public static bool ChangesPaths(string text) => Change().IsMatch(text);

    /// <summary>The text sends a probe of its own.</summary>
    public static bool Probes(string text) => Ping().IsMatch(text);

    /// <summary>The host that a script pings, as far as it is written out.</summary>
    public static string? Pinged(string text) => PingTarget().Match(text) is { Success: true } found ? found.Groups["host"].Value : null;

    /// <summary>Whether a script's changes concern a default: <see cref="Match.Maybe"/> where its choice depends on values of the moment.</summary>
    public Match Means(ScriptCall call, ConfiguredDefault route)
    {
        if (Words(route).Any(word => Names(call.Text, word)))
            return Match.Yes;
        if (call.Unread)
            return Match.Maybe;
        // Something else of this router is named: the script is about that.
        return s_dynamic.Any(mark => call.Text.Contains(mark, StringComparison.Ordinal)) && !NamesAnything(call) ? Match.Maybe : Match.No;
    }

    /// <summary>Whether some running script writes routes, so that what the configuration lacks may be there at run time.</summary>
    public bool Mentions(string word) => Movers.Any(call => Names(call.Text, word));

    /// <summary>A script keeps the next hop of this path up to date: it is called for that link, or writes the route by its comment.</summary>
    public bool KeepsCurrent(DefaultPath path)
    {
        var routes = path.Hops.Append(path.Route).ToList();
        return Movers.Any(call => Gateway().IsMatch(call.Text)
            && (routes.Exists(route => route.Comment is { Length: > 1 } comment && Names(call.Text, comment))
                || (path.Interface is { } name && call.Interfaces.Contains(name) && (routes.Exists(route => route.Destination is { IsDefault: false } to && Names(call.Text, to.Address.ToString())) || !NamesAnything(call)))));
    }

    private static IEnumerable<string> Words(ConfiguredDefault route)
    {
        yield return route.Interface;
        if (!route.InMain)
            yield return route.Table;
        foreach (var entry in route.Path is { } path ? path.Hops.Append(path.Route) : [])
        {
            if (entry.Comment is { Length: > 1 } comment)
                yield return comment;
            foreach (var gateway in entry.Gateways)
                yield return gateway.Address?.ToString() ?? gateway.Interface ?? gateway.Text;
        }
        if (route.Path is not null)
            yield return FormattableString.Invariant($"distance={route.Distance}");
    }

    private bool NamesAnything(ScriptCall call) =>
        model.Routes.Where(entry => !entry.Dynamic).SelectMany(entry => entry.Gateways.Select(gateway => gateway.Address?.ToString() ?? "").Append(entry.Comment ?? "")).Any(word => word.Length > 1 && Names(call.Text, word));

    /// <summary>As a word of its own: <c>ether1</c> is not in <c>ether10</c>.</summary>
    private static bool Names(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0 && word.Length > 1; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsInner(text[at - 1])) && (at + word.Length == text.Length || !IsInner(text[at + word.Length])))
                return true;
        }
        return false;
    }

    private static bool IsInner(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    private static readonly ImmutableArray<string> s_dynamic = ["$", "[find]", "~"];

    [GeneratedRegex("""(?:ip[\s/]{1,4}route|ip[\s/]{1,4}dhcp-client|interface|routing[\s/]{1,4}[a-z]{1,20})\b[^;]{0,160}?\b(?:set|enable|disable|remove|add|unset|release)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Change();

    [GeneratedRegex("""(?<![\w-])(?:ping|flood-ping|resolve|netwatch)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ping();

    [GeneratedRegex("""(?<![\w-])ping\s{1,4}(?:address=)?"?(?<host>\d{1,3}(?:\.\d{1,3}){3})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PingTarget();

    [GeneratedRegex("""gateway-address|remote-address|\bgateway\s{0,2}=""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gateway();
}
