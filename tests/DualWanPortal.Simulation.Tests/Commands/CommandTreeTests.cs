using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>What the simulation offers is held against the recorded command trees, version by version (reference 7).</summary>
public sealed class CommandTreeTests
{
    /// <summary>Offered without being in the trees, and why.</summary>
    private static readonly Dictionary<string, string> s_exceptions = new()
    {
        ["/system/routerboard"] = "the trees are those of a virtual router, which has no board",
        ["/system/routerboard/settings"] = "the trees are those of a virtual router, which has no board",
        ["/interface/wireless"] = "an extra package since 7.13, not installed where the trees were taken",
        ["/interface/veth"] = "comes with the container package since 7.21",
        ["/interface/ethernet bandwidth"] = "ports of hardware only; in every export of a real board (Appendix A)",
        ["/ip/cloud back-to-home-vpn"] = "boards of certain architectures only (reference 3.9)",
    };

    /// <summary>In the trees and not answered, and why.</summary>
    private static readonly Dictionary<string, string> s_unanswered = new()
    {
        ["/file/add"] = "a command of its own, not a verb of the table",
        ["/system/package/enable"] = "needs a restart to mean anything",
        ["/system/package/disable"] = "needs a restart to mean anything",
        ["/routing/route/enable"] = "the table shows what other menus configure",
        ["/routing/route/disable"] = "the table shows what other menus configure",
        ["/routing/nexthop/unset"] = "nothing there is writable",
        ["/ip/neighbor/unset"] = "nothing there is writable",
        ["/user/active/add"] = "without arguments in the trees",
        ["/interface/lte/remove"] = "the modem stays plugged in",
        ["/routing/bfd/configuration/comment"] = "in 7.10 the command is there and the property is not",
        ["/ip/dhcp-client/option/comment"] = "before 7.16 the command is there and the property is not",
    };

    public static TheoryData<string> Versions => [.. CommandTrees.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Reference_7_WrittenArguments_ExistInTheVersion(string version)
    {
        var trees = new CommandTrees(version);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var menu in MenuCatalogue.Written(CommandTrees.Version(version)))
        {
            if (!trees.Has(menu.Path))
            {
                unknown.Add(menu.Path);
                continue;
            }
            var known = trees.Arguments(menu.Path, "add").Concat(trees.Arguments(menu.Path, "set")).ToHashSet();
            unknown.UnionWith(menu.Fields.Where(field => !field.ReadOnly && !known.Contains(field.Name)).Select(field => $"{menu.Path} {field.Name}"));
        }

        Assert.Equal("", string.Join('\n', unknown.Where(name => !s_exceptions.ContainsKey(name))));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Reference_1_4_VerbsOfMenus_AreThoseOfTheVersion(string version)
    {
        var trees = new CommandTrees(version);
        var desk = new CommandDesk(RouterProfile.V721 with { Version = CommandTrees.Version(version) });
        var wrong = new List<string>();
        foreach (var menu in Simulated(trees, desk))
        {
            foreach (var verb in new[] { "add", "set", "remove", "unset", "enable", "disable", "comment", "move" })
            {
                var refused = desk.Run($"{menu}/{verb}", "=nonsense=1").Traps[0].Message == "no such command";
                if (refused == trees.HasVerb(menu, verb) && !(refused && s_unanswered.ContainsKey($"{menu}/{verb}")))
                    wrong.Add($"{menu}/{verb} {(refused ? "lacking" : "too much")}");
            }
        }

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Reference_1_4_ArgumentsOfEveryMenu_AreKnownOrReadOnly(string version)
    {
        var trees = new CommandTrees(version);
        var desk = new CommandDesk(RouterProfile.V721 with { Version = CommandTrees.Version(version) });
        var unknown = new List<string>();
        foreach (var menu in Simulated(trees, desk))
        {
            var fields = desk.Router.Find(menu)!.Definition.Fields.ToDictionary(field => field.Name);
            unknown.AddRange(trees.Arguments(menu, "set").Where(name => !fields.ContainsKey(name) && !desk.Router[menu].Definition.Flags.Contains(name)).Select(name => $"{menu} {name}"));
        }

        Assert.Equal("", string.Join('\n', unknown));
    }

    /// <summary>The device mode of versions before 7.17 had other words and restricted nothing here.</summary>
    private static IEnumerable<string> Simulated(CommandTrees trees, CommandDesk desk) =>
        trees.Paths.Where(path => path != "/system/device-mode" || desk.Router.Profile.Version.AtLeast(7, 17));
}
