using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Commands;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Lab.Server;

/// <summary>
/// The commands of one session: tagged ones side by side, untagged ones one after another, <c>/cancel</c> for either (reference 1.5). Every member is called by
/// the owner of the router's world only.
/// </summary>
internal sealed class SessionCommands(SimulatedRouter router, OutputQueue output, ILogger log)
{
    /// <summary>Commands of one session that may run or wait at once.</summary>
    private const int MaxCommands = 256;

    private readonly List<CommandReply> _running = [];
    private readonly Queue<(CommandSentence Sentence, Caller Caller)> _waiting = new();
    private bool _startsNext;

    public void Run(CommandSentence sentence, Caller caller)
    {
        if (sentence.Path == "/cancel")
        {
            Cancel(sentence);
            return;
        }
        if (_running.Count + _waiting.Count >= MaxCommands)
        {
            var refused = new CommandReply(output, sentence.Tag, _ => { });
            refused.Trap("action failed (6)", 4);
            refused.Done();
            return;
        }
        if (sentence.Tag is null && _running.Any(command => command.Tag is null))
            _waiting.Enqueue((sentence, caller));
        else
            Start(sentence, caller);
    }

    /// <summary>The session is gone: what runs stops, nothing is answered.</summary>
    public void StopAll()
    {
        _waiting.Clear();
        foreach (var command in _running.ToArray())
            command.Running?.Cancel();
        _running.Clear();
    }

    private void Start(CommandSentence sentence, Caller caller)
    {
        var reply = new CommandReply(output, sentence.Tag, OnEnded);
        var request = new CommandRequest(sentence.Path, sentence.Arguments, sentence.Queries, caller);
        var running = Answered(request, reply);
        if (running is null || reply.IsEnded)
            return;
        reply.Running = running;
        _running.Add(reply);
    }

    /// <summary>A command that fails in a way nobody thought of fails alone, with the words a router has for that; its session and its router go on.</summary>
    private RunningCommand? Answered(CommandRequest request, CommandReply reply)
    {
        try
        {
            return RouterCommands.Run(router, request, reply);
        }
#pragma warning disable CA1031 // The failure is told to the client and logged with its command; nothing else may end by it.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            log.LogError(broken, "Command {Command} failed on {Router}", request.Path.Length > 100 ? request.Path[..100] : request.Path, router.Name);
            reply.Trap("action failed (6)", 4);
            reply.Done();
            return null;
        }
    }

    private void OnEnded(CommandReply reply)
    {
        _running.Remove(reply);
        if (_startsNext)
            return;
        _startsNext = true;
        while (_waiting.Count > 0 && !_running.Any(command => command.Tag is null))
        {
            var (sentence, caller) = _waiting.Dequeue();
            Start(sentence, caller);
        }
        _startsNext = false;
    }

    /// <summary>First the interruption, then the end of the cancel, then the end of the cancelled, as measured on 7.23 (reference 1.5).</summary>
    private void Cancel(CommandSentence sentence)
    {
        var wanted = sentence["tag"];
        var cancelled = _running.Where(command => wanted is null || command.Tag == wanted).ToList();
        if (wanted is null)
        {
            cancelled.AddRange(_waiting.Select(waiting => new CommandReply(output, waiting.Sentence.Tag, _ => { })));
            _waiting.Clear();
        }
        foreach (var command in cancelled)
        {
            command.Running?.Cancel();
            command.Trap("interrupted", 2);
        }
        new CommandReply(output, sentence.Tag, _ => { }).Done();
        foreach (var command in cancelled)
            command.Done();
    }
}
