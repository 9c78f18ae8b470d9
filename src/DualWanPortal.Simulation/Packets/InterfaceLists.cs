using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Membership of interface lists, nesting resolved (reference 3.6).</summary>
public sealed class InterfaceLists
{
    private readonly Menu _lists;
    private readonly Menu _members;
    private readonly Dictionary<string, HashSet<string>> _resolved = new(StringComparer.Ordinal);

    public InterfaceLists(SimulatedRouter router)
    {
        (_lists, _members) = (router["/interface/list"], router["/interface/list/member"]);
        _lists.Changed += _ => _resolved.Clear();
        _members.Changed += _ => _resolved.Clear();
    }

    public bool Contains(string list, string? name) => name is not null && (list == "all" || (list != "none" && Members(list, 0).Contains(name)));

    private HashSet<string> Members(string list, int depth)
    {
        if (_resolved.TryGetValue(list, out var known))
            return known;
        var members = _members.Rows.Where(row => !row.Disabled && row["list"] == list).Select(row => row["interface"] ?? "").ToHashSet(StringComparer.Ordinal);
        if (_lists.Named(list) is { } definition && depth < 8)
        {
            foreach (var included in Names(definition["include"]))
                members.UnionWith(Members(included, depth + 1));
            foreach (var excluded in Names(definition["exclude"]))
                members.ExceptWith(Members(excluded, depth + 1));
        }
        return _resolved[list] = members;
    }

    private static string[] Names(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
}
