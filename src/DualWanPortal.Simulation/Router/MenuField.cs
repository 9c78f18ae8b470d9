using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router;

/// <summary>How a property's value is read, checked and worded (reference 1.8).</summary>
/// <remarks><c>Amount</c>, <c>Span</c> and <c>Network</c> also take a word (<c>unlimited</c>, <c>auto</c>, <c>any</c>) or what they cannot read of IPv6.</remarks>
public enum FieldKind { Text, Boolean, Switch, Number, Duration, Prefix, Address, Enumeration, Reference, List, Amount, Amounts, Span, Network, Mac }

/// <summary>One property of a menu.</summary>
/// <param name="Name">As RouterOS words it.</param>
/// <param name="Kind">Decides validation and normalisation.</param>
/// <param name="Default">What a new row has when the property is not given; null: absent.</param>
public sealed record MenuField(string Name, FieldKind Kind = FieldKind.Text, string? Default = null)
{
    public bool Required { get; init; }

    /// <summary>Unset, it is off and not shown; other properties fall back to <see cref="Default"/>.</summary>
    public bool CanBeOff { get; init; }

    /// <summary>State: shown, never accepted.</summary>
    public bool ReadOnly { get; init; }

    /// <summary><c>add</c> or <c>set</c> when only that command takes it, <c>comment</c> or <c>enable</c> when it has that command alone; null: both.</summary>
    public string? OnlyIn { get; init; }

    /// <summary>Allowed words of an <see cref="FieldKind.Enumeration"/>.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Bounds of an <see cref="FieldKind.Number"/>, both inclusive.</summary>
    public (long Low, long High) Range { get; init; } = (long.MinValue, long.MaxValue);

    /// <summary>Menu whose <c>name</c>s a <see cref="FieldKind.Reference"/> must match, for example <c>/interface</c>.</summary>
    public string? Target { get; init; }

    /// <summary>First and last version that have the property; null: no bound.</summary>
    public (int Major, int Minor)? Since { get; init; }
    public (int Major, int Minor)? Until { get; init; }
}

/// <summary>What a menu is, apart from its rows.</summary>
/// <param name="Path">Slash path, <c>/ip/route</c>.</param>
public sealed record MenuDefinition(string Path, ImmutableArray<MenuField> Fields)
{
    /// <summary>One record, no ids: print, set, get; listen is refused (reference 1.4).</summary>
    public bool IsSettings { get; init; }

    /// <summary>Rows have an order that matters: move, place-before.</summary>
    public bool Ordered { get; init; }

    /// <summary>No row can be added or removed by hand (<c>/interface</c>, <c>/log</c>).</summary>
    public bool FixedRows { get; init; }

    /// <summary>First id of rows that the router makes itself: v7 from <c>*80000001</c>, v6 from <c>*30000001</c> (reference 1.8).</summary>
    public long FirstDynamicId { get; init; } = 0x80000001;

    /// <summary>Rows that people add have ids of the same range (<c>/ip/route</c> of v7, reference 1.12).</summary>
    public bool OneRangeOfIds { get; init; }

    /// <summary>Commands that the version has in this menu, as far as command trees tell; null: not known.</summary>
    public ImmutableHashSet<string>? Verbs { get; init; }

    /// <summary>No meaning is known of it here: it keeps what it is told.</summary>
    public bool IsGeneric { get; init; }

    /// <summary>What it calls a row that nobody named, before the number.</summary>
    public string? Stem { get; init; }

    /// <summary>Rows that every router has in this menu from the beginning.</summary>
    public ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> BuiltIn { get; init; } = [];

    /// <summary>Flags RouterOS leaves out when false on profiles with sparse flags.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Null when the menu has no such property.</summary>
    public MenuField? Field(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
                return field;
        }
        return null;
    }
}
