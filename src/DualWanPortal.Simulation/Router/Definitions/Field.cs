using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Short words for <see cref="MenuField"/>s, so that a menu's definition reads like its manual page.</summary>
internal static class Field
{
    public static readonly MenuField Comment = new("comment");
    public static readonly MenuField Disabled = Flag("disabled", "false");

    public static MenuField Text(string name, string? value = null) => new(name, FieldKind.Text, value);
    public static MenuField Flag(string name, string? value = "false") => new(name, FieldKind.Boolean, value);
    public static MenuField Switch(string name) => new(name, FieldKind.Switch);
    public static MenuField Number(string name, string? value = null, long low = 0, long high = uint.MaxValue) => new(name, FieldKind.Number, value) { Range = (low, high) };
    public static MenuField Port(string name, string? value = null) => Number(name, value, 0, 65535);
    public static MenuField Duration(string name, string? value = null) => new(name, FieldKind.Duration, value);
    public static MenuField Prefix(string name, string? value = null) => new(name, FieldKind.Prefix, value);
    public static MenuField Address(string name, string? value = null) => new(name, FieldKind.Address, value);
    public static MenuField Many(string name, string? value = null) => new(name, FieldKind.List, value);
    public static MenuField Reference(string name, string target, string? value = null) => new(name, FieldKind.Reference, value) { Target = target };
    public static MenuField Interface(string name, string? value = null) => Reference(name, "/interface", value);
    public static MenuField OneOf(string name, string? value, params string[] words) => new(name, FieldKind.Enumeration, value) { Words = [.. words] };

    /// <summary>State that the router shows and nobody sets.</summary>
    public static MenuField State(string name, string? value = null) => new(name, FieldKind.Text, value) { ReadOnly = true };

    public static MenuField Needed(this MenuField field) => field with { Required = true };
    public static MenuField Since(this MenuField field, int major, int minor) => field with { Since = (major, minor) };
    public static MenuField Until(this MenuField field, int major, int minor) => field with { Until = (major, minor) };
    public static MenuField V7(this MenuField field) => field.Since(7, 0);
    public static MenuField V6(this MenuField field) => field.Until(6, 99);

    public static ImmutableArray<MenuField> Texts(params string[] names) => [.. names.Select(name => Text(name))];
    public static ImmutableArray<MenuField> States(params string[] names) => [.. names.Select(name => State(name))];
}
