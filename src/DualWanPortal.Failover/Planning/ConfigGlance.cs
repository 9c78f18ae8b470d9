using System.Collections.Immutable;
using System.Numerics;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// What two looks at a router are compared by before anything is worked out anew: menus whose rows are the same objects cost next to nothing, and of the others each row is
/// summed up without making text of it. Means something within one process only.
/// </summary>
public sealed class ConfigGlance
{
    private readonly RouterOsVersion? _version;
    private readonly ImmutableArray<(ImmutableArray<ConfigItem> Rows, ulong Sum)> _menus;

    private ConfigGlance(RouterOsVersion? version, ImmutableArray<(ImmutableArray<ConfigItem> Rows, ulong Sum)> menus) => (_version, _menus) = (version, menus);

    /// <param name="before">The last glance at the same router; null for the first.</param>
    public static ConfigGlance Of(RouterModel model, ConfigGlance? before)
    {
        var menus = ImmutableArray.CreateBuilder<(ImmutableArray<ConfigItem> Rows, ulong Sum)>(ConfigFingerprint.Menus.Length);
        for (var at = 0; at < ConfigFingerprint.Menus.Length; at++)
        {
            var (menu, ordered) = ConfigFingerprint.Menus[at];
            var rows = model.Menu(menu);
            menus.Add(before is not null && AreSame(before._menus[at].Rows, rows) ? before._menus[at] : (rows, Sum(menu, ordered, rows)));
        }
        return new ConfigGlance(model.Version, menus.MoveToImmutable());
    }

    /// <summary>False when something that plans rest on may be another; true when nothing is.</summary>
    public bool IsSame(ConfigGlance other)
    {
        for (var at = 0; at < _menus.Length; at++)
        {
            if (_menus[at].Sum != other._menus[at].Sum)
                return false;
        }
        return _version == other._version;
    }

    private static bool AreSame(ImmutableArray<ConfigItem> before, ImmutableArray<ConfigItem> now)
    {
        if (before.Length != now.Length)
            return false;
        for (var at = 0; at < now.Length; at++)
        {
            if (!ReferenceEquals(before[at], now[at]))
                return false;
        }
        return true;
    }

    private static ulong Sum(string menu, bool ordered, ImmutableArray<ConfigItem> rows)
    {
        var sum = 0UL;
        foreach (var row in rows)
        {
            if (row.Flag("dynamic"))
                continue;
            var own = 0UL;
            // The order of a row's values is not fixed: a sum does not depend on it.
            foreach (var (name, value) in row.Values)
            {
                if (ConfigFingerprint.IsConfiguration(menu, name))
                    own += Mix((uint)name.GetHashCode(StringComparison.Ordinal) | ((ulong)(uint)value.GetHashCode(StringComparison.Ordinal) << 32));
            }
            sum = ordered ? Mix(sum + own) : sum + Mix(own);
        }
        return sum;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return BitOperations.RotateLeft(value ^ (value >> 31), 17);
    }
}
