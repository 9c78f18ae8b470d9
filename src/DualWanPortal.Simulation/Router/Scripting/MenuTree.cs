using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>The directories of a router as a console finds its way in them: whole words, or beginnings that fit only one.</summary>
internal sealed class MenuTree(SimulatedRouter router)
{
    private readonly Dictionary<string, SortedSet<string>> _children = new(StringComparer.Ordinal);
    private int _known = -1;

    /// <summary>How far words lead from a menu; what is left begins with the verb.</summary>
    public (string Menu, int Used) Resolve(string menu, IReadOnlyList<string> words)
    {
        Refresh();
        var used = 0;
        while (used < words.Count)
        {
            var word = words[used];
            if (word == "..")
                menu = menu.Length == 0 ? menu : menu[..menu.LastIndexOf('/')];
            else if (Child(menu, word) is { } child)
                menu += "/" + child;
            else
                break;
            used++;
        }
        return (menu, used);
    }

    private string? Child(string menu, string word)
    {
        if (!_children.TryGetValue(menu, out var children))
            return MenuData.IsDirectory($"{menu}/{word}", router.Profile.Version) ? word : null;
        if (children.Contains(word))
            return word;
        if (IsVerb(menu, word))
            return null;
        if (MenuData.IsDirectory($"{menu}/{word}", router.Profile.Version))
            return word;
        var fitting = children.Where(child => child.StartsWith(word, StringComparison.Ordinal)).Take(2).ToArray();
        return fitting.Length == 1 && word.Length > 1 ? fitting[0] : null;
    }

    private bool IsVerb(string menu, string word) =>
        word is "add" or "set" or "get" or "find" or "print" or "remove" or "enable" or "disable" or "move" or "comment" or "unset" or "export" or "edit" || router.Commands.ContainsKey($"{menu}/{word}");

    private void Refresh()
    {
        if (_known == router.Commands.Count)
            return;
        _known = router.Commands.Count;
        _children.Clear();
        foreach (var path in router.Menus.Select(menu => menu.Path))
            Add(path);
        foreach (var command in router.Commands.Keys.Where(command => command.LastIndexOf('/') > 0))
            Add(command[..command.LastIndexOf('/')]);
    }

    private void Add(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = path.LastIndexOf('/'))
        {
            if (!_children.TryGetValue(path[..slash], out var children))
                _children[path[..slash]] = children = new SortedSet<string>(StringComparer.Ordinal);
            children.Add(path[(slash + 1)..]);
            path = path[..slash];
        }
    }
}
