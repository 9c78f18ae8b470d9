using System.Collections.Concurrent;
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
        var more = facts.Arguments.Where(argument => !known.Contains(argument.Name)).Select(argument => Property(argument, facts.Shape));
        return written with { Fields = [.. written.Fields, .. more], Ordered = written.Ordered || facts.Verbs.Contains("move"), Verbs = facts.Verbs };
    }

    private static MenuDefinition Make(MenuFacts facts) =>
        new(facts.Path, [.. facts.Arguments.Select(argument => Property(argument, facts.Shape))])
        {
            IsSettings = facts.Shape == "settings",
            FixedRows = facts.Shape == "fixed",
            Ordered = facts.Verbs.Contains("move"),
            Verbs = facts.Verbs,
            IsGeneric = true,
        };

    private static MenuField Property(MenuArgument argument, string shape) => argument.Name switch
    {
        "disabled" => Field.Disabled with { OnlyIn = OnlyIn(argument, shape) },
        // A service of the router is off until somebody wants it.
        "enabled" when shape == "settings" => new MenuField("enabled", FieldKind.Text, "false"),
        var name => new MenuField(name) { OnlyIn = OnlyIn(argument, shape) },
    };

    private static string? OnlyIn(MenuArgument argument, string shape) => shape != "table" || argument.InAdd == argument.InSet ? null : argument.InAdd ? "add" : "set";
}
