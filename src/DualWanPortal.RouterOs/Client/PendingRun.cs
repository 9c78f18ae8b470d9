using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Client;

/// <summary>A command whose rows are collected until its end.</summary>
internal sealed class PendingRun(string path, long maxBytes) : PendingCommand(path)
{
    private readonly TaskCompletionSource<RouterOsReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<RouterOsRow>.Builder? _rows;
    private long _bytes;

    public Task<RouterOsReply> Reply => _reply.Task;

    public override bool AddRow(RouterOsRow row)
    {
        _bytes += row.Size;
        if (_bytes > maxBytes)
            return false;
        _rows ??= ImmutableArray.CreateBuilder<RouterOsRow>();
        _rows.Add(row);
        return true;
    }

    public override void Done(string? result) => _reply.TrySetResult(new RouterOsReply(_rows?.DrainToImmutable() ?? [], result));

    public override void Fail(RouterOsException reason) => _reply.TrySetException(reason);

    public void Abandon(CancellationToken cancellationToken) => _reply.TrySetCanceled(cancellationToken);
}
