using System.Collections.Concurrent;
using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>
/// Menus that nobody wrote by hand: they keep what they are told, as text, with the commands and arguments that their version has. A definition is made when it is
/// first asked for and shared by every router of that version.
/// </summary>
internal static class GenericMenus
{
    // Immutable definitions by what they are made from; the number of menus and versions bounds it.
    private static readonly ConcurrentDictionary<(string Path, RouterOsVersion Version), MenuDefinition> s_made = [];

    public static MenuDefinition? Find(string path, RouterOsVersion version)
    {
        if (s_made.TryGetValue((path, version), out var known))
            return known;
        return !MenuCatalogue.Writes(path) && MenuData.Find(path, version) is { } facts ? s_made.GetOrAdd((path, version), Make(facts)) : null;
    }

    /// <summary>A menu written by hand, completed by the arguments that its version has and that have no meaning here.</summary>
    public static MenuDefinition Complete(MenuDefinition written, RouterOsVersion version)
    {
        if (MenuData.Find(written.Path, version) is not { } facts)
            return written;
        var known = written.Fields.Select(field => field.Name).Concat(written.Flags).ToHashSet(StringComparer.Ordinal);
        var shape = MenuShapes.Of(written.Path);
        var more = facts.Arguments.Where(argument => !known.Contains(argument.Name)).Select(argument => Property(argument, facts.Shape, shape));
        var states = shape?.States.Where(state => !known.Contains(state.Name)) ?? [];
        return written with
        {
            Fields = WithVerbs([.. written.Fields, .. more, .. states], written.Flags, facts.Verbs),
            Flags = [.. written.Flags, .. shape?.Flags.Where(flag => !known.Contains(flag)) ?? []],
            Ordered = written.Ordered || facts.Verbs.Contains("move"),
            Verbs = facts.Verbs,
            BuiltIn = shape is null ? [] : shape.Rows([.. written.Fields]),
        };
    }

    private static MenuDefinition Make(MenuFacts facts)
    {
        var shape = MenuShapes.Of(facts.Path);
        var fields = facts.Arguments.Select(argument => Property(argument, facts.Shape, shape)).ToList();
        fields.AddRange(shape?.States.Where(state => !fields.Any(field => field.Name == state.Name)) ?? []);
        return new(facts.Path, WithVerbs([.. fields], shape?.Flags ?? [], facts.Verbs))
        {
            IsSettings = facts.Shape == "settings",
            FixedRows = facts.Shape == "fixed",
            Ordered = facts.Verbs.Contains("move"),
            Verbs = facts.Verbs,
            IsGeneric = true,
            Flags = shape?.Flags ?? [],
            Stem = shape?.Stem,
            BuiltIn = shape?.Rows(fields) ?? [],
        };
    }

    /// <summary>Some menus have the command <c>comment</c> or <c>enable</c> and not the argument.</summary>
    private static ImmutableArray<MenuField> WithVerbs(ImmutableArray<MenuField> fields, ImmutableArray<string> flags, ImmutableHashSet<string> verbs)
    {
        if (verbs.Contains("comment") && !fields.Any(field => field.Name == "comment"))
            fields = fields.Add(Field.Comment with { OnlyIn = "comment" });
        return verbs.Contains("enable") && !flags.Contains("disabled") && !fields.Any(field => field.Name == "disabled") ? fields.Add(Field.Disabled with { OnlyIn = "enable" }) : fields;
    }

    private static MenuField Property(MenuArgument argument, string shape, MenuShape? known)
    {
        var field = known?.Fields.FirstOrDefault(candidate => candidate.Name == argument.Name) ?? argument.Name switch
        {
            "disabled" => Field.Disabled,
            // A service of the router is off until somebody wants it.
            "enabled" when shape == "settings" => new MenuField("enabled", FieldKind.Boolean, "false"),
            var name => new MenuField(name),
        };
        return field with { OnlyIn = OnlyIn(argument, shape) };
    }

    private static string? OnlyIn(MenuArgument argument, string shape) => shape != "table" || argument.InAdd == argument.InSet ? null : argument.InAdd ? "add" : "set";
}
