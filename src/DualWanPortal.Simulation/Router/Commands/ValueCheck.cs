using System.Globalization;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Reads one argument for one property: normal form, or the refusal the router words.</summary>
internal static class ValueCheck
{
    /// <param name="normal">What is stored; null takes the property away.</param>
    public static Refusal? Read(SimulatedRouter router, string path, MenuField field, string text, out string? normal)
    {
        normal = text;
        var negated = text.StartsWith('!') && path.StartsWith("/ip/firewall/", StringComparison.Ordinal);
        var value = negated ? text[1..] : text;
        if (value.Length > 0 && (field.Kind == FieldKind.Mac || (field.Name is "mac-address" or "admin-mac" && MenuCatalogue.Writes(path))))
        {
            normal = ValueText.Mac(value) is { } mac ? (negated ? "!" : "") + mac : null;
            return normal is null ? new Refusal("invalid value of mac, mac address required", 1) : null;
        }
        if (value.Length == 0 && field.Kind is not (FieldKind.Text or FieldKind.List or FieldKind.Switch))
            return ReadEmpty(field, out normal);
        normal = field.Kind switch
        {
            FieldKind.Boolean => ValueText.Boolean(value),
            FieldKind.Switch => "",
            FieldKind.Number => ValueText.Number(value)?.ToString(CultureInfo.InvariantCulture),
            FieldKind.Duration => value == "none" ? value : ValueText.Duration(value),
            FieldKind.Prefix => ValueText.Prefix(value),
            FieldKind.Address => ValueText.Address(value),
            FieldKind.Enumeration => Word(field, value),
            FieldKind.Reference => Name(router, field.Target!, value),
            FieldKind.List => ValueText.List(value),
            FieldKind.Amount => ValueText.Amount(value) ?? ValueText.Word(value),
            FieldKind.Amounts => ValueText.Amounts(value) ?? ValueText.Word(value),
            FieldKind.Span => ValueText.Duration(value) ?? ValueText.Word(value),
            FieldKind.Network => ValueText.Prefix(value) ?? (value.Contains(':', StringComparison.Ordinal) ? value : ValueText.Word(value)),
            _ => value.Length == 0 && field.Default is null ? null : value,
        };
        if (normal is null && field.Kind != FieldKind.Text)
            return field.Kind is FieldKind.Enumeration or FieldKind.Reference or FieldKind.Boolean ? Refusal.NoMatch(field.Name) : Refusal.Invalid(field.Name);
        if (field.Kind == FieldKind.List && normal!.Length == 0 && field.Default is null)
            normal = null;
        if (field.Kind == FieldKind.Number && ValueText.Number(normal!) is { } number && (number < field.Range.Low || number > field.Range.High))
            return Refusal.OutOfRange(field);
        if (negated)
            normal = "!" + normal;
        return null;
    }

    private static Refusal? ReadEmpty(MenuField field, out string? normal)
    {
        normal = null;
        if (field.Kind is FieldKind.Enumeration or FieldKind.Reference)
            return Refusal.Ambiguous(field.Name);
        return field.Default is null && !field.Required && field.Kind is not (FieldKind.Number or FieldKind.Boolean) ? null : Refusal.Invalid(field.Name);
    }

    private static string? Word(MenuField field, string value)
    {
        if (field.Words.Contains(value))
            return value;
        var switched = value switch { "true" => "yes", "false" => "no", _ => null };
        return switched is not null && field.Words.Contains(switched) ? switched : null;
    }

    /// <summary>A name, or an id of a row that has one; <c>all…</c> are built-in groups of interfaces.</summary>
    private static string? Name(SimulatedRouter router, string target, string value)
    {
        // What the version does not have as a menu may be named and leads nowhere.
        if (router.Find(target) is not { } menu)
            return value;
        if (menu.Named(value) is not null || (target == "/interface" && value is "all" or "all-ethernet" or "all-ppp" or "all-vlan" or "all-wireless" or "lo"))
            return value;
        return value.StartsWith('*') && menu.Find(value) is { } row ? row["name"] : null;
    }
}
