using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Model;

/// <summary>
/// Who is on which <c>/interface/list</c>. RouterOS builds a list in this order: included lists come in, excluded lists go out, then the list's own
/// members come in, so that a member named outright is never excluded (manual, Interface Lists).
/// </summary>
internal sealed class InterfaceLists
{
    // Real nesting is two or three deep; a damaged file must not exhaust the stack.
    private const int DeepestNesting = 64;
    private readonly ILookup<string, string> _direct;
    private readonly Dictionary<string, InterfaceListEntry> _lists;
    private readonly Dictionary<string, ImmutableHashSet<string>> _resolved;

    private InterfaceLists(IEnumerable<InterfaceListEntry> lists, IEnumerable<InterfaceListMemberEntry> members, IReadOnlyCollection<InterfaceEntry> interfaces)
    {
        _direct = members.Where(member => !member.Disabled).ToLookup(member => member.List, member => member.Interface, StringComparer.Ordinal);
        _lists = lists.Where(list => list.Name.Length > 0)
            .GroupBy(list => list.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _resolved = new(StringComparer.Ordinal)
        {
            ["all"] = Names(interfaces),
            ["none"] = [],
            ["dynamic"] = Names(interfaces.Where(entry => entry.Dynamic)),
            ["static"] = Names(interfaces.Where(entry => !entry.Dynamic)),
        };
    }

    public static ImmutableDictionary<string, ImmutableHashSet<string>> Resolve(
        IEnumerable<InterfaceListEntry> lists, IEnumerable<InterfaceListMemberEntry> members, IReadOnlyCollection<InterfaceEntry> interfaces)
    {
        var resolution = new InterfaceLists(lists, members, interfaces);
        foreach (var name in resolution._direct.Select(group => group.Key).Concat(resolution._lists.Keys))
            resolution.Members(name, 0);
        return resolution._resolved.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private ImmutableHashSet<string> Members(string name, int depth)
    {
        if (_resolved.TryGetValue(name, out var done))
            return done;
        var own = _direct[name].ToImmutableHashSet(StringComparer.Ordinal);
        if (depth == DeepestNesting)
            return own;
        // Until it is known, a list stands for its own members: that ends a loop of includes, which RouterOS refuses but a damaged file may hold.
        _resolved[name] = own;
        if (!_lists.TryGetValue(name, out var list))
            return own;
        var members = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var included in list.Include)
            members.UnionWith(Members(included, depth + 1));
        foreach (var excluded in list.Exclude)
            members.ExceptWith(Members(excluded, depth + 1));
        members.UnionWith(own);
        return _resolved[name] = members.ToImmutable();
    }

    private static ImmutableHashSet<string> Names(IEnumerable<InterfaceEntry> interfaces) =>
        interfaces.Select(entry => entry.Name).ToImmutableHashSet(StringComparer.Ordinal);
}
