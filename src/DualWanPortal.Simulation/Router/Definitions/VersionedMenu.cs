using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>A menu with the versions that have it; both bounds inclusive, null: no bound.</summary>
internal sealed record VersionedMenu(MenuDefinition Definition)
{
    public (int Major, int Minor)? Since { get; init; }
    public (int Major, int Minor)? Until { get; init; }

    public bool ExistsIn(RouterOsVersion version) => Within(version, Since, Until);

    /// <summary>The definition with the fields of one version.</summary>
    public MenuDefinition In(RouterOsVersion version) =>
        Definition with
        {
            Fields = [.. Definition.Fields.Where(field => Within(version, field.Since, field.Until))],
            FirstDynamicId = version.IsV6 ? 0x30000001 : 0x80000001,
            OneRangeOfIds = Definition.Path == "/ip/route" && !version.IsV6,
        };

    public static VersionedMenu Table(string path, params ImmutableArray<MenuField> fields) => new(new MenuDefinition(path, fields));
    public static VersionedMenu Settings(string path, params ImmutableArray<MenuField> fields) => new(new MenuDefinition(path, fields) { IsSettings = true });
    public static VersionedMenu Fixed(string path, params ImmutableArray<MenuField> fields) => new(new MenuDefinition(path, fields) { FixedRows = true });

    public VersionedMenu Ordered() => this with { Definition = Definition with { Ordered = true } };
    public VersionedMenu Flags(params string[] flags) => this with { Definition = Definition with { Flags = [.. flags] } };
    public VersionedMenu From(int major, int minor) => this with { Since = (major, minor) };
    public VersionedMenu V7() => From(7, 0);
    public VersionedMenu V6() => this with { Until = (6, 99) };

    private static bool Within(RouterOsVersion version, (int Major, int Minor)? since, (int Major, int Minor)? until) =>
        (since is not { } from || version.AtLeast(from.Major, from.Minor))
        && (until is not { } to || (version.Major, version.Minor).CompareTo(to) <= 0);
}
