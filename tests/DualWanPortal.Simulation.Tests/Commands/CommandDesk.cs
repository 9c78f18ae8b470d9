using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Definitions;
using DualWanPortal.Simulation.Router.Links;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>A bare router without a world, and somebody who types commands at it.</summary>
internal sealed class CommandDesk
{
    public static readonly string[] AllPolicies =
        ["local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test", "winbox", "password", "web", "sniff", "sensitive", "api", "romon", "rest-api"];

    public CommandDesk(RouterProfile? profile = null)
    {
        var clock = new SimulationClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Router = new SimulatedRouter("desk", profile ?? RouterProfile.V721, clock, MenuCatalogue.For(profile ?? RouterProfile.V721));
        BuiltInRows.AddTo(Router);
        foreach (var name in new[] { "ether1", "ether2", "ether3" })
            Router["/interface/ethernet"].Add([new("name", name), new("default-name", name), new("disabled", "false")]);
        _ = new InterfaceTable(Router);
    }

    /// <summary>Somebody at a router that lives in a world.</summary>
    public CommandDesk(SimulatedRouter router) => Router = router;

    public SimulatedRouter Router { get; }

    public Answer Run(string path, params string[] words) => RunAs(AllPolicies, path, words);

    public Answer RunAs(string[] policies, string path, params string[] words)
    {
        var answer = new Answer();
        var arguments = words.Where(word => word.StartsWith('=')).Select(word =>
        {
            var second = word.IndexOf('=', 1);
            return second < 0 ? KeyValuePair.Create(word[1..], "") : KeyValuePair.Create(word[1..second], word[(second + 1)..]);
        });
        var request = new CommandRequest(path, [.. arguments], [.. words.Where(word => word.StartsWith('?'))], new Caller("admin", [.. policies], 1));
        answer.Running = RouterCommands.Run(Router, request, answer);
        return answer;
    }

    /// <summary>The only message of a refused command.</summary>
    public string Refusal(string path, params string[] words)
    {
        var answer = Run(path, words);
        Assert.True(answer.IsDone);
        return Assert.Single(answer.Traps).Message;
    }

    public string Add(string path, params string[] words)
    {
        var answer = Run(path, words);
        Assert.Empty(answer.Traps);
        return answer.Ret!;
    }
}

internal sealed class Answer : IReplySink
{
    public List<Dictionary<string, string>> Rows { get; } = [];
    public List<(string Message, int? Category)> Traps { get; } = [];
    public bool SaidEmpty { get; private set; }
    public bool IsDone { get; private set; }
    public string? Ret { get; private set; }
    public RunningCommand? Running { get; set; }

    public void Row(IEnumerable<KeyValuePair<string, string>> words)
    {
        Assert.False(IsDone);
        Rows.Add(words.ToDictionary());
    }

    public void Trap(string message, int? category = null) => Traps.Add((message, category));
    public void Empty() => SaidEmpty = true;

    public void Done(string? ret = null)
    {
        Assert.False(IsDone);
        IsDone = true;
        Ret = ret;
    }
}
