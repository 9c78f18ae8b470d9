using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router;

/// <summary>One command sentence as a router sees it, tag and wire removed.</summary>
/// <param name="Path">Full command word, for example <c>/ip/route/print</c>.</param>
/// <param name="Arguments"><c>=name=value</c> words in order; the property list is among them as <c>.proplist</c>.</param>
/// <param name="Queries"><c>?…</c> words in order, each with its question mark.</param>
/// <param name="Caller">Who asks and with which rights.</param>
public sealed record CommandRequest(string Path, ImmutableArray<KeyValuePair<string, string>> Arguments, ImmutableArray<string> Queries, Caller Caller)
{
    /// <summary>Last of a repeated argument; null when absent (reference 1.2).</summary>
    public string? this[string name] => Arguments.LastOrDefault(argument => argument.Key == name) is { Key: not null } found ? found.Value : null;
}

/// <summary>The user behind a command (reference 1.10).</summary>
/// <param name="User">Login name, or <c>*sys</c> for hooks.</param>
/// <param name="Policies">Group policies held, for example <c>read</c>, <c>write</c>, <c>test</c>.</param>
/// <param name="Session">Tells sessions apart: safe mode is bound to one.</param>
public sealed record Caller(string User, ImmutableHashSet<string> Policies, long Session);

/// <summary>Where a command's answer goes. Calls come on the thread that advances the world; they must not block.</summary>
public interface IReplySink
{
    void Row(IEnumerable<KeyValuePair<string, string>> words);
    void Trap(string message, int? category = null);
    void Empty();

    /// <summary>The end; nothing follows. <paramref name="ret"/> becomes <c>=ret=</c>.</summary>
    void Done(string? ret = null);
}

/// <summary>A command that has not finished when the call returns (listen, ping, monitor). Cancelling answers nothing: the session words that.</summary>
public sealed class RunningCommand(Action stop)
{
    public void Cancel() => stop();
}

/// <summary>
/// What one command word does. Either answers at once and returns null, or returns the running command, which ends by <see cref="IReplySink.Done"/> or by
/// <see cref="RunningCommand.Cancel"/>.
/// </summary>
public delegate RunningCommand? CommandHandler(CommandRequest request, IReplySink reply);
