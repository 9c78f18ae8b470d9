using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>What one export text says: the rows it leaves on a router, and what in it was no configuration.</summary>
public sealed record RouterExport
{
    /// <summary>From the header; null when no header names it.</summary>
    public RouterOsVersion? Version { get; init; }

    /// <summary>The export's date as written, in either dialect: <c>jan/02/1970 00:06:10</c> or <c>2024-02-17 11:04:56</c>.</summary>
    public string? Date { get; init; }

    public string? SoftwareId { get; init; }
    public string? Model { get; init; }
    public string? SerialNumber { get; init; }

    /// <summary>
    /// The rows, menu by menu in the order in which the text first names each, rows of a menu in their order on the router.
    /// A row that the text selects by number or internal id (<c>set 0 …</c>, <c>set *1 …</c>) carries that selector as <c>numbers</c>;
    /// a property that is explicitly unset (<c>!keepalive</c>) is kept under that name with an empty value.
    /// </summary>
    public ImmutableArray<ConfigItem> Items { get; init; } = [];

    /// <summary>Lines that are no configuration or whose effect cannot be told; each reason is one of <see cref="NotUnderstoodReason.All"/>.</summary>
    public ImmutableArray<ModelWarning> NotUnderstood { get; init; } = [];

    /// <summary>The source lines that became rows or chose a menu, in order: with <see cref="NotUnderstood"/> and comments they cover the text.</summary>
    public ImmutableArray<SourceLines> UnderstoodLines { get; init; } = [];

    /// <summary>Null when the text is readable; else one sentence why it is not one router's export, and then there are no items.</summary>
    public string? Refusal { get; init; }

    /// <summary>The typed view; rows that <c>add</c> leaves disabled unless told otherwise (a PPPoE client) say so in it.</summary>
    public RouterModel ToModel() => RouterModel.FromItems(Items.Select(item => AddDefaults.Complete(item, Version)), Version, NotUnderstood, Model);
}

/// <summary>A run of source lines, 1-based and inclusive.</summary>
public readonly record struct SourceLines(int First, int Last);
