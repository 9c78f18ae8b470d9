using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using System.Collections.Immutable;

namespace DualWanPortal.Configs;

/// <summary>What a watch remembers of its router's configuration between two looks. Owned by that watch and touched only under its gate.</summary>
internal sealed class ConfigMemory
{
    private readonly Dictionary<string, (ImmutableArray<ConfigItem> Rows, int Hash)> _menus = new(StringComparer.Ordinal);
    private int? _fingerprint;

    /// <summary>The newest version that is stored; null until it was looked up, and while there is none.</summary>
    public StoredVersion? Stored { get; set; }
    public bool IsLoaded { get; set; }

    /// <summary>What the router has now where that is not what is stored; null where it is.</summary>
    public ConfigText? Pending { get; private set; }

    /// <summary>Since when the pending one is as it is, and since when any is pending.</summary>
    public DateTimeOffset PendingSince { get; private set; }
    public DateTimeOffset MovingSince { get; private set; }

    /// <summary>When the router last had what is stored.</summary>
    public DateTimeOffset? LastSameAt { get; private set; }

    /// <summary>Who was seen to change something since then.</summary>
    public ImmutableSortedSet<string> Hands { get; set; } = [];
    public string? HandsKnownFrom { get; set; }

    /// <summary>Entries of the router's history, or of its log, that are told already; null before the first look.</summary>
    public ImmutableHashSet<string>? Told { get; set; }

    /// <summary>Whether a reading differs in its configuration from the one that was taken in last. Costs little when it does not.</summary>
    public bool Differs(RouterReading reading) => _fingerprint != Fingerprint(reading);

    /// <summary>Takes in a reading; true when something in it moved since the last one, even if the text is the same again.</summary>
    public bool Take(RouterReading reading, DateTimeOffset at)
    {
        var fingerprint = Fingerprint(reading);
        if (fingerprint == _fingerprint)
        {
            if (Pending is null)
                LastSameAt = at;
            return false;
        }
        _fingerprint = fingerprint;
        var text = ConfigText.Of(reading);
        if (text.Hash == Stored?.Hash)
        {
            (Pending, LastSameAt) = (null, at);
            return true;
        }
        if (Pending is null)
            MovingSince = at;
        if (Pending?.Hash != text.Hash)
            (Pending, PendingSince) = (text, at);
        return true;
    }

    /// <summary>Whether what is pending has come to rest: a person at work makes a change every few seconds, and those belong together.</summary>
    public bool IsDue(DateTimeOffset at, TimeSpan settle, TimeSpan longest) => Pending is not null && (Stored is null || at - PendingSince >= settle || at - MovingSince >= longest);

    /// <summary>The pending version is stored.</summary>
    public void Settled(StoredVersion stored, DateTimeOffset at)
    {
        (Stored, Pending, LastSameAt) = (stored, null, at);
        (Hands, HandsKnownFrom) = ([], null);
    }

    private int Fingerprint(RouterReading reading)
    {
        var hash = new HashCode();
        foreach (var menu in WatchedMenus.All)
        {
            var rows = reading.Menus.GetValueOrDefault(menu.Path, []);
            // Menus that were not read again are the same object.
            if (!_menus.TryGetValue(menu.Path, out var known) || known.Rows != rows)
                _menus[menu.Path] = known = (rows, Fingerprint(menu.Path, rows));
            hash.Add(known.Hash);
        }
        foreach (var warning in reading.Warnings)
            hash.Add(warning.Text, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    private static int Fingerprint(string menu, ImmutableArray<ConfigItem> rows)
    {
        var ordered = ConfigRows.AreOrdered(menu);
        var (hash, sum) = (new HashCode(), 0);
        foreach (var row in rows)
        {
            // Version and board stand in the text.
            if (!ConfigRows.IsConfiguration(row) && menu != "/system/resource")
                continue;
            // The order of a row's values is not fixed: a sum does not depend on it.
            var own = 0;
            foreach (var (name, value) in row.Values)
            {
                if (menu == "/system/resource" ? name is "version" or "board-name" : ConfigRows.IsConfiguration(menu, name))
                    own = unchecked(own + HashCode.Combine(name, value));
            }
            if (ordered)
                hash.Add(own);
            else
                sum = unchecked(sum + HashCode.Combine(own));
        }
        hash.Add(sum);
        return hash.ToHashCode();
    }
}

/// <summary>The newest version that the database holds.</summary>
internal sealed record StoredVersion(long Id, int Number, string Hash);
