using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>
/// Finds the links that lead to the Internet, from configuration rather than from state, so that a WAN does not vanish from the list when it fails.
/// Works on live rows and on exports, which have neither state nor <c>/interface</c> rows.
/// </summary>
public static class WanDetection
{
    /// <summary>The WANs in order of preference; none when the router has no way out of its own.</summary>
    public static ImmutableArray<WanLink> Find(RouterModel model)
    {
        model = HeldDefaults.Released(model);
        var paths = DefaultPaths.Of(model);
        var candidates = new WanCandidates(model);
        candidates.AddClients();
        candidates.AddPaths(paths);
        candidates.AddListMembers();
        return Rank(model, candidates.WithoutPortsUnderSessions());
    }

    private static ImmutableArray<WanLink> Rank(RouterModel model, IEnumerable<WanCandidate> candidates)
    {
        var sorted = candidates
            .OrderBy(candidate => candidate.Distance ?? int.MaxValue)
            .ThenBy(candidate => candidate.Distance is null ? candidate.MarkedDistance ?? int.MaxValue : 0)
            .ThenBy(candidate => candidate.Kind == WanKind.Lte)
            .ThenBy(candidate => Stem(candidate.Interface), StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Interface.Length)
            .ThenBy(candidate => candidate.Interface, StringComparer.Ordinal)
            .ToList();
        var links = ImmutableArray.CreateBuilder<WanLink>(sorted.Count);
        var order = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            var candidate = sorted[i];
            if (i > 0 && candidate.Distance != sorted[i - 1].Distance)
                order++;
            var marked = model.ListMembers.FirstOrDefault(member => !member.Disabled && member.Interface == candidate.Interface && LinkSide.IsWanName(member.List));
            var known = marked is null ? candidate : candidate.Add(marked.Item, "list", "interface");
            links.Add(new WanLink
            {
                Name = NameOf(model, candidate.Interface),
                Interface = candidate.Interface,
                Port = PortOf(model, candidate.Interface),
                Kind = candidate.Kind,
                // Of links that share the lowest distance one has to be called the primary: the wired one, then the one whose name sorts first.
                Role = i == 0 ? WanRole.Primary : WanRole.Backup,
                Order = order,
                Gateway = candidate.Gateway,
                Distance = candidate.Distance,
                Evidence = known.Evidence,
            });
        }
        return links.ToImmutable();
    }

    private static string Stem(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static string NameOf(RouterModel model, string name)
    {
        var comment = model.Interface(name)?.Comment?.Trim() ?? (PortOf(model, name) is var port && port != name ? model.Interface(port)?.Comment?.Trim() : null);
        return comment is { Length: > 0 and <= 30 } && comment != "defconf" && !comment.StartsWith("dwp:", StringComparison.Ordinal) ? comment : name;
    }

    /// <summary>The port at the bottom of VLANs and sessions.</summary>
    private static string PortOf(RouterModel model, string name)
    {
        var port = name;
        for (var depth = 0; depth < 4; depth++)
        {
            if ((model.Interface(port)?.Parent ?? model.PppoeClients.FirstOrDefault(client => client.Name == port)?.Interface) is not { Length: > 0 } under || under == port)
                break;
            port = under;
        }
        return port;
    }
}
