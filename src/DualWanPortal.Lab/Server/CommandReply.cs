using System.Globalization;
using DualWanPortal.RouterOs.Wire;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Server;

/// <summary>The answer to one command on its way to the client, every sentence with the command's tag.</summary>
internal sealed class CommandReply(OutputQueue output, string? tag, Action<CommandReply> ended) : IReplySink
{
    public string? Tag { get; } = tag;

    /// <summary>Nothing is sent after the end, whatever a late callback says.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Set while the command goes on after its first answer.</summary>
    public RunningCommand? Running { get; set; }

    public void Row(IEnumerable<KeyValuePair<string, string>> words) => Send("!re", words);

    public void Trap(string message, int? category = null) =>
        Send("!trap", category is { } number
            ? [new("category", number.ToString(CultureInfo.InvariantCulture)), new("message", message)]
            : [new("message", message)]);

    public void Empty() => Send("!empty", []);

    public void Done(string? ret = null)
    {
        if (IsEnded)
            return;
        Send("!done", ret is null ? [] : [new("ret", ret)]);
        IsEnded = true;
        ended(this);
    }

    private void Send(string kind, IEnumerable<KeyValuePair<string, string>> words)
    {
        if (IsEnded)
            return;
        output.Append(writer =>
        {
            writer.Word(kind);
            foreach (var (name, value) in words)
                writer.Pair(name, value);
            if (Tag is not null)
                writer.Word(".tag=" + Tag);
            writer.End();
        });
    }
}
