using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Scripts;

internal enum MoveKind { Disable, Enable, Remove, Add, Distance, Gateway }

/// <summary>One command of a script that changes routes: what it does, and which routes it asks for.</summary>
/// <param name="Conditions">Name, operator and value of the <c>find</c>; empty where the command names no route that can be told.</param>
internal sealed partial record RouteMove(MoveKind Kind, ImmutableArray<(string Name, string Operator, string Value)> Conditions)
{
    public bool TakesOut => Kind is MoveKind.Disable or MoveKind.Remove;

    public static ImmutableArray<RouteMove> In(string text)
    {
        var found = ImmutableArray.CreateBuilder<RouteMove>();
        foreach (Match command in Command().Matches(text))
        {
            var rest = command.Groups["rest"].Value;
            var find = Find().Match(rest);
            var outside = find.Success ? rest.Remove(find.Index, find.Length) : rest;
            MoveKind? kind = command.Groups["verb"].Value switch
            {
                "disable" => MoveKind.Disable,
                "enable" => MoveKind.Enable,
                "remove" => MoveKind.Remove,
                "add" => MoveKind.Add,
                _ => outside.Contains("disabled=yes", StringComparison.Ordinal) ? MoveKind.Disable
                    : outside.Contains("disabled=no", StringComparison.Ordinal) ? MoveKind.Enable
                    : outside.Contains("distance=", StringComparison.Ordinal) ? MoveKind.Distance
                    : outside.Contains("gateway=", StringComparison.Ordinal) ? MoveKind.Gateway : null,
            };
            if (kind is { } known)
                found.Add(new RouteMove(known, [.. Condition().Matches(find.Success ? find.Value : "").Select(match => (match.Groups["name"].Value, match.Groups["op"].Value, match.Groups["value"].Value.Trim('"')))]));
        }
        return found.ToImmutable();
    }

    /// <summary>Whether it surely asks for this route: values that are only known when the script runs are for none.</summary>
    public bool Hits(RouteEntry route) => !Conditions.IsEmpty && Conditions.All(condition => Holds(route, condition.Name, condition.Operator, condition.Value));

    private static bool Holds(RouteEntry route, string name, string op, string value)
    {
        if (value.Length == 0 || value.StartsWith('$') || value.StartsWith('('))
            return false;
        if (op == "~")
            return route.Item[name]?.Contains(value, StringComparison.Ordinal) == true;
        return name switch
        {
            "dst-address" => AddressWithPrefix.Parse(value) is { } wanted && route.Destination == wanted,
            "gateway" => route.Gateways.Any(gateway => gateway.Text == value),
            "distance" => route.Distance.ToString(System.Globalization.CultureInfo.InvariantCulture) == value,
            "routing-table" or "routing-mark" => route.Table == value,
            "disabled" or "active" or "static" or "dynamic" => true,
            _ => route.Item[name] == value,
        };
    }

    // A command ends with its line or at a semicolon or brace that is in no string.
    [GeneratedRegex("""/?ip[\s/]{1,4}route[\s/]{1,4}(?<verb>disable|enable|remove|set|add)\b(?<rest>(?:"[^"]{0,400}"|[^";{}\n]){0,400})""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Command();

    [GeneratedRegex("""\[[^\]]{0,400}\]""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Find();

    [GeneratedRegex("""(?<name>[a-z][a-z-]{1,30})\s{0,3}(?<op>=|~)\s{0,3}(?<value>"[^"]{0,200}"|[^\s\]"]{1,200})""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Condition();
}
