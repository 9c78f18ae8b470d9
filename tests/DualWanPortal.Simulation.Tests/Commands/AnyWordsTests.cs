using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Files;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Whatever somebody types: an answer, one end, no exception, and the router lives on.</summary>
public sealed class AnyWordsTests
{
    private static readonly string[] s_verbs =
        ["print", "getall", "listen", "get", "add", "set", "unset", "remove", "enable", "disable", "comment", "move", "find", "export", "reset-counters", "reset-counters-all", "nonsense", ""];

    private static readonly string[] s_values =
        ["", "yes", "no", "10", "-1", "0x1F", "99999999999999999999", "10.0.0.1", "10.0.0.1/99", "/", "!", "!!", "*1", "*", "a,b,,c", "ether1", "1w2d", "10ms", "\0", "ü=;\n\"", "8.8.8.8%ether1", "@", "%"];

    private static readonly string[] s_queries = ["?", "?#", "?#!", "?#99", "?#1.2.3", "?#|&!.", "?name", "?-name", "?=name=x", "?>name=1", "?<name=", "?=", "?>=", "?#0.0.0"];

    [Theory]
    [InlineData("6.49", 1)]
    [InlineData("7.12", 2)]
    [InlineData("7.21", 3)]
    [InlineData("7.21-home", 4)]
    public void Run_AnyWords_EndsOnceWithoutException(string profile, int seed)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        RouterFiles.Attach(desk.Router);

        Type(desk, new Random(seed), 6000);
    }

    [Theory]
    [InlineData("two-isps", "7.21", 5)]
    [InlineData("fibre-lte", "7.18", 6)]
    [InlineData("dhcp-pppoe", "7.12", 7)]
    [InlineData("broken", "6.49", 8)]
    public void Run_AnyWordsInALivingWorld_LeavesItAlive(string scenario, string profile, int seed)
    {
        var clock = new SimulationClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var site = SimulatedSite.FromScenario(scenario, "site", RouterProfile.Named(profile)!, clock);
        clock.Advance(TimeSpan.FromSeconds(30));

        Type(new CommandDesk(site.Router), new Random(seed), 3000);
    }

    private static void Type(CommandDesk desk, Random random, int commands)
    {
        var menus = desk.Router.Menus.ToArray();
        for (var i = 0; i < commands; i++)
        {
            var menu = Pick(random, menus);
            var words = Enumerable.Range(0, random.Next(0, 6)).Select(_ => Word(random, menu)).ToArray();

            var answer = desk.Run($"{menu.Path}/{Pick(random, s_verbs)}", words);

            Assert.True(answer.IsDone ^ answer.Running is not null, $"{menu.Path} {string.Join(' ', words)}");
            answer.Running?.Cancel();
            if (i % 100 == 0)
                desk.Router.Clock.Advance(TimeSpan.FromSeconds(3));
        }
        Assert.Empty(desk.Run("/ip/route/print").Traps);
    }

    private static string Word(Random random, Menu menu) => random.Next(8) switch
    {
        0 => Pick(random, s_queries),
        1 => $"=.id={Pick(random, s_values)}",
        2 when menu.Rows.Count > 0 => $"=.id={menu.Rows[random.Next(menu.Rows.Count)].Id}",
        3 => $"={Pick(random, new[] { "place-before", "destination", "value-name", "copy-from", "interval", "from", "count-only", "file", "!comment", "", ".proplist", "numbers" })}={Pick(random, s_values)}",
        _ => $"={(menu.Definition.Fields.Length > 0 ? menu.Definition.Fields[random.Next(menu.Definition.Fields.Length)].Name : "x")}={Pick(random, s_values)}",
    };

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
