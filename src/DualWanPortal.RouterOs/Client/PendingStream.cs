using System.Threading.Channels;

namespace DualWanPortal.RouterOs.Client;

/// <summary>A command whose rows are handed on as they come. The read loop never waits for a slow reader: its stream fails instead.</summary>
internal sealed class PendingStream(string path, int maxRows, long maxBytes) : PendingCommand(path)
{
    private readonly Channel<RouterOsRow> _rows = Channel.CreateBounded<RouterOsRow>(
        new BoundedChannelOptions(maxRows) { SingleReader = true, SingleWriter = false, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    public override bool IsStream => true;

    public bool Ended => _rows.Reader.Completion.IsCompleted;

    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="RouterOsException">The stream failed; the rows that came before were handed on.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _rows.Reader.WaitToReadAsync(cancellationToken);

    public RouterOsRow? Take()
    {
        if (!_rows.Reader.TryRead(out var row))
            return null;
        Interlocked.Add(ref _bytes, -row.Size);
        return row;
    }

    public override bool AddRow(RouterOsRow row) => Interlocked.Add(ref _bytes, row.Size) <= maxBytes && _rows.Writer.TryWrite(row);

    public override void Done(string? result) => _rows.Writer.TryComplete();

    public override void Fail(RouterOsException reason) => _rows.Writer.TryComplete(reason);
}
