using System.Threading.Channels;

namespace DualWanPortal.Alerts;

/// <summary>Wakes the dispatcher after a commit that left rows in the outbox; a lost ring costs a few seconds, never an alert.</summary>
public sealed class AlertBell
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _bell.Reader.ReadAsync(cancellationToken);
}
