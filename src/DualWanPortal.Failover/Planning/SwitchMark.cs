using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// What a switch by hand leaves on the router: an empty script whose comment says in which order the WANs stood before, and where. Distances show the order of the moment; without
/// the mark a policy that names no order would take the switch for what is wanted, and make it last.
/// </summary>
internal static class SwitchMark
{
    private const string Menu = "/system/script";
    private const string Name = "dwp-switch";
    private const string Tag = "switch ";

    /// <summary>The WANs as they stand when nobody prefers another one.</summary>
    public static ImmutableArray<WanLink> Normal(RouterModel model, ImmutableArray<WanLink> found)
    {
        if (Of(model) is not { } mark)
            return found;
        var order = Places(mark).Select(place => place.Wan).ToList();
        return [.. found.OrderBy(wan => order.IndexOf(wan.Interface) is var at and >= 0 ? at : int.MaxValue)];
    }

    /// <summary>Where a WAN stood before the switch; null when no mark says so.</summary>
    public static int? Place(RouterModel model, string wan) =>
        Of(model) is { } mark ? Places(mark).Where(place => place.Wan == wan).Select(place => (int?)place.Distance).FirstOrDefault() : null;

    /// <summary>Writes the order down, unless a switch stands already: then the order before that one is the normal one.</summary>
    public static void Put(PlanContext context, ImmutableArray<WanLink> found)
    {
        if (Of(context.Live) is not null)
            return;
        var places = string.Join(',', found.Select(wan => string.Create(CultureInfo.InvariantCulture, $"{wan.Interface}:{wan.Distance ?? 0}")));
        context.Do(StepOf.Add(Menu, Tag + places, "an empty script that says in which order the WANs stand normally", ("name", Name)));
    }

    /// <summary>The switch is over.</summary>
    public static void Take(PlanContext context)
    {
        if (Of(context.Live) is { } mark)
            context.Do(StepOf.Remove(context.Live, mark, "the WANs are in their normal order again"));
    }

    private static ConfigItem? Of(RouterModel model) => model.Menu(Menu).FirstOrDefault(row => row["name"] == Name && row["comment"]?.StartsWith("dwp:" + Tag, StringComparison.Ordinal) == true);

    private static IEnumerable<(string Wan, int Distance)> Places(ConfigItem mark)
    {
        foreach (var part in mark["comment"]!["dwp:".Length..][Tag.Length..].Split(','))
        {
            var at = part.LastIndexOf(':');
            if (at > 0 && int.TryParse(part.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var distance))
                yield return (part[..at], distance);
        }
    }
}
