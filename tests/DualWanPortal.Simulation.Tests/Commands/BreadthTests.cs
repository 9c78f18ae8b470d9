using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>What other clients' suites do in every menu: add, read back, change, switch, move, unset, remove, and meet each refusal (reference 1.4, 1.8, 1.9, Appendix A).</summary>
public sealed class BreadthTests
{
    /// <summary>Rows of these are made by commands of their own, or kept from having twins.</summary>
    private static readonly HashSet<string> s_special = ["/ip/dhcp-client", "/interface/bridge/port", "/file"];

    [Theory]
    [InlineData("6.49", 100)]
    [InlineData("7.12", 200)]
    [InlineData("7.18", 200)]
    [InlineData("7.21", 200)]
    public void Reference_1_4_EveryTable_LivesThroughAllItsVerbs(string profile, int least)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var samples = new SampleRows(desk);
        var wrong = new List<string>();
        var tried = 0;
        foreach (var menu in Menus(desk).Where(menu => !menu.Definition.IsSettings && !menu.Definition.FixedRows && !s_special.Contains(menu.Path) && Offers(desk, menu, "add")))
        {
            try
            {
                Live(desk, samples, menu);
                tried++;
            }
            catch (Exception failed) when (failed is Xunit.Sdk.XunitException or KeyNotFoundException)
            {
                wrong.Add($"{menu.Path}: {failed.Message.ReplaceLineEndings(" ")}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(tried >= least, $"{tried} tables");
    }

    [Theory]
    [InlineData("6.49", 15)]
    [InlineData("7.12", 60)]
    [InlineData("7.18", 60)]
    [InlineData("7.21", 60)]
    public void Reference_1_4_EverySettingsMenu_KeepsWhatItIsToldAndRefusesTheRest(string profile, int least)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var samples = new SampleRows(desk);
        var version = desk.Router.Profile.Version;
        var tried = 0;
        foreach (var menu in Menus(desk).Where(menu => menu.Definition.IsSettings && Offers(desk, menu, "set") && menu.Path != "/system/clock"))
        {
            foreach (var (name, typed, shown) in samples.Optional(menu))
            {
                var answer = desk.Run($"{menu.Path}/set", $"={name}={typed}");
                Assert.True(answer.Traps.Count == 0, $"{menu.Path} {name}={typed}: {string.Join(' ', answer.Traps)}");
                Assert.Equal((menu.Path, name, shown), (menu.Path, name, desk.Run($"{menu.Path}/get", $"=value-name={name}").Ret!));
            }
            Assert.Single(desk.Run($"{menu.Path}/print").Rows);
            Assert.Equal("no such command", desk.Refusal($"{menu.Path}/add", "=x=y"));
            Assert.Equal("no such command", desk.Refusal($"{menu.Path}/remove", "=.id=*1"));
            Assert.Equal(version.IsV6 ? "unknown parameter" : "unknown parameter colour", desk.Refusal($"{menu.Path}/set", "=colour=red"));
            Assert.Equal(version.IsV6 ? "unknown parameter" : "unknown parameter follow-only", desk.Refusal($"{menu.Path}/listen"));
            tried++;
        }
        Assert.True(tried >= least, $"{tried} settings menus");
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_1_9_RowsOfTheRouterItself_StayAsTheyAre(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var tried = 0;
        foreach (var menu in Menus(desk).Where(menu => !menu.Definition.IsSettings))
        {
            foreach (var row in menu.Rows.Where(row => row.Flag("builtin") || (row.Flag("default") && menu.Definition.Flags.Contains("default"))).ToArray())
            {
                if (!Offers(desk, menu, "remove"))
                    continue;
                Assert.StartsWith("failure: can not remove ", desk.Refusal($"{menu.Path}/remove", $"=.id={row.Id}"), StringComparison.Ordinal);
                Assert.NotNull(menu.Find(row.Id));
                tried++;
            }
        }
        Assert.True(tried >= 8, $"{tried} rows");
    }

    private static void Live(CommandDesk desk, SampleRows samples, Menu menu)
    {
        var path = menu.Path;
        var v6 = desk.Router.Profile.Version.IsV6;
        var needed = samples.Needed(menu);
        var id = desk.Add($"{path}/add", Words(needed));
        Assert.Matches("^\\*[0-9A-F]+$", id);
        var fresh = Row(desk, path, id);
        Assert.All(needed, pair => Assert.Equal((pair.Name, pair.Shown), (pair.Name, fresh.GetValueOrDefault(pair.Name))));
        Defaults(desk, menu, fresh, needed);

        if (Offers(desk, menu, "set"))
            Change(desk, samples, menu, id);
        if (Offers(desk, menu, "comment"))
        {
            Assert.False(fresh.ContainsKey("comment"));
            Assert.Empty(desk.Run($"{path}/comment", $"=.id={id}", "=comment=ä; = \"x\"").Traps);
            Assert.Equal("ä; = \"x\"", Row(desk, path, id)["comment"]);
            Assert.Equal(id, desk.Run($"{path}/print", "?comment=ä; = \"x\"", "=.proplist=.id,comment").Rows.Single()[".id"]);
        }
        if (Offers(desk, menu, "disable"))
        {
            Assert.Empty(desk.Run($"{path}/disable", $"=numbers={id}").Traps);
            Assert.Equal("true", Row(desk, path, id)["disabled"]);
            Assert.Empty(desk.Run($"{path}/enable", $"=.id={id}").Traps);
            Assert.Equal("false", desk.Run($"{path}/print", "=.proplist=disabled", $"?.id={id}").Rows.Single().GetValueOrDefault("disabled", "false"));
        }
        if (Offers(desk, menu, "move") && !menu.Rows.Any(row => row.Dynamic))
            Order(desk, samples, menu, id);
        Refusals(desk, samples, menu, id);
        if (!Offers(desk, menu, "remove"))
            return;
        Assert.Empty(desk.Run($"{path}/remove", $"=.id={id}").Traps);
        Assert.Equal("no such item", desk.Refusal($"{path}/remove", $"=.id={id}"));
        Assert.Equal(v6 ? "missing =numbers=" : "missing value(s) of argument(s) numbers", desk.Refusal($"{path}/remove"));
    }

    private static void Change(CommandDesk desk, SampleRows samples, Menu menu, string id)
    {
        if (menu.Definition.IsGeneric)
        {
            foreach (var (name, typed, shown) in samples.Optional(menu))
            {
                var answer = desk.Run($"{menu.Path}/set", $"=.id={id}", $"={name}={typed}");
                Assert.True(answer.Traps.Count == 0, $"{name}={typed}: {string.Join(' ', answer.Traps)}");
                Assert.Equal((name, shown), (name, desk.Run($"{menu.Path}/get", $"=.id={id}", $"=value-name={name}").Ret));
                if (!Offers(desk, menu, "unset"))
                    continue;
                Assert.Empty(desk.Run($"{menu.Path}/unset", $"=.id={id}", $"=value-name={name}").Traps);
                Assert.Equal((name, menu.Definition.Field(name)!.CanBeOff ? null : Shown(desk, menu.Definition.Field(name)!.Default)), (name, Row(desk, menu.Path, id).GetValueOrDefault(name)));
            }
        }
        if (menu.Definition.Field("name") is { ReadOnly: false, OnlyIn: null } && !menu.Path.StartsWith("/user-manager", StringComparison.Ordinal))
        {
            Assert.Empty(desk.Run($"{menu.Path}/set", $"=.id={id}", "=name=renamed-here").Traps);
            Assert.Empty(desk.Run($"{menu.Path}/set", "=numbers=renamed-here", "=name=renamed-again").Traps);
            Assert.Equal("renamed-again", Row(desk, menu.Path, id)["name"]);
        }
    }

    private static void Order(CommandDesk desk, SampleRows samples, Menu menu, string id)
    {
        var before = desk.Add($"{menu.Path}/add", [.. Words(samples.Needed(menu)), $"=place-before={id}"]);
        Assert.True(Place(menu, before) < Place(menu, id));
        Assert.Empty(desk.Run($"{menu.Path}/move", $"=numbers={before}").Traps);
        Assert.Equal(before, menu.Rows[^1].Id);
        Assert.Empty(desk.Run($"{menu.Path}/move", $"=.id={before}", $"=destination={id}").Traps);
        Assert.Equal(Place(menu, id) - 1, Place(menu, before));
        Assert.Equal("no such item", desk.Refusal($"{menu.Path}/move", $"=.id={before}", "=destination=*FFFF"));
        Assert.Empty(desk.Run($"{menu.Path}/remove", $"=.id={before}").Traps);
    }

    private static void Refusals(CommandDesk desk, SampleRows samples, Menu menu, string id)
    {
        var (path, v6) = (menu.Path, desk.Router.Profile.Version.IsV6);
        Assert.Equal(v6 ? "unknown parameter" : "unknown parameter colour", desk.Refusal($"{path}/add", [.. Words(samples.Needed(menu)), "=colour=red"]));
        Assert.Equal("no such command", desk.Refusal($"{path}/sing", "=x=y"));
        Assert.Equal("no such item", desk.Refusal($"{path}/get", "=.id=no-such-name-here", "=value-name=comment"));
        foreach (var field in menu.Definition.Fields.Where(field => field is { ReadOnly: false, OnlyIn: null } && Offers(desk, menu, "set")))
        {
            if (field.Kind is FieldKind.Enumeration or FieldKind.Reference or FieldKind.Boolean && !(field.Kind == FieldKind.Reference && desk.Router.Find(field.Target!) is null))
                Assert.Equal($"input does not match any value of {field.Name}", desk.Refusal($"{path}/set", $"=.id={id}", $"={field.Name}=certainly-not"));
            if (field.Kind is FieldKind.Enumeration or FieldKind.Reference)
                Assert.StartsWith($"ambiguous value of {field.Name}", desk.Refusal($"{path}/set", $"=.id={id}", $"={field.Name}="), StringComparison.Ordinal);
            if (field.Required && desk.Run($"{path}/add").Traps is [var (message, _)])
                Assert.Contains(v6 ? "missing =" : "missing value(s) of argument(s) ", message, StringComparison.Ordinal);
        }
        if (Row(desk, path, id).GetValueOrDefault("name") is { } name && menu.Definition.Field("name") is { ReadOnly: false, OnlyIn: null } && path is not ("/tool/netwatch" or "/interface/wireguard/peers" or "/ip/dns/static"))
            Assert.Contains("already", desk.Refusal($"{path}/add", [.. Words(samples.Needed(menu)).Where(word => !word.StartsWith("=name=", StringComparison.Ordinal)), $"=name={name}"]), StringComparison.Ordinal);
    }

    private static void Defaults(CommandDesk desk, Menu menu, Dictionary<string, string> row, List<(string Name, string Typed, string Shown)> needed)
    {
        foreach (var field in menu.Definition.Fields.Where(field => field.Default is not null && menu.Definition.IsGeneric && !needed.Exists(pair => pair.Name == field.Name)))
            Assert.Equal((field.Name, Shown(desk, field.Default)), (field.Name, row.GetValueOrDefault(field.Name)));
        if (Offers(desk, menu, "disable") && menu.Definition.Field("disabled") is { Default: { } off })
            Assert.Equal(off, row["disabled"]);
    }

    /// <summary>v6 leaves out what is empty.</summary>
    private static string? Shown(CommandDesk desk, string? value) => desk.Router.Profile.Version.IsV6 && value is "" ? null : value;

    private static Menu[] Menus(CommandDesk desk) =>
        desk.Router.Menus.Select(menu => menu.Path).Concat(desk.Router.Profile.Version.IsV6 ? OldPaths() : new CommandTrees(desk.Router.Profile.Version.ToString()).Paths)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(desk.Router.Find).OfType<Menu>().ToArray();

    private static string[] OldPaths()
    {
        using var reader = new StreamReader(typeof(SimulatedRouter).Assembly.GetManifestResourceStream("DualWanPortal.Simulation.Router.Definitions.menus6.txt")!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Split(' ')[0])];
    }

    /// <summary>Whether the menu has the verb: what is offered refuses the nonsense word, or finds that it lacks another.</summary>
    private static bool Offers(CommandDesk desk, Menu menu, string verb) => desk.Run($"{menu.Path}/{verb}", "=nonsense=1").Traps[0].Message != "no such command";

    private static string[] Words(IEnumerable<(string Name, string Typed, string Shown)> pairs) => [.. pairs.Select(pair => $"={pair.Name}={pair.Typed}")];

    private static int Place(Menu menu, string id) => menu.Rows.TakeWhile(row => row.Id != id).Count();

    private static Dictionary<string, string> Row(CommandDesk desk, string path, string id) => desk.Run($"{path}/print", $"?.id={id}").Rows.Single();
}
