using System.Collections.Immutable;
using System.Threading.Channels;

namespace DualWanPortal.Live;

/// <summary>Hands new events to those who stream them. A reader that falls behind is cut off, and comes back with the last id it saw.</summary>
public sealed class EventFeed
{
    private const int Behind = 1000;
    private readonly Lock _lock = new();
    private ImmutableArray<Channel<EventJson>> _readers = [];

    public void Publish(EventJson happened)
    {
        foreach (var reader in _readers)
        {
            if (!reader.Writer.TryWrite(happened))
                reader.Writer.TryComplete();
        }
    }

    public EventReader Subscribe()
    {
        var channel = Channel.CreateBounded<EventJson>(new BoundedChannelOptions(Behind) { FullMode = BoundedChannelFullMode.Wait });
        lock (_lock)
            _readers = _readers.Add(channel);
        return new EventReader(channel.Reader, () =>
        {
            lock (_lock)
                _readers = _readers.Remove(channel);
        });
    }
}

/// <summary>One reader's place in the feed.</summary>
public sealed class EventReader(ChannelReader<EventJson> events, Action leave) : IDisposable
{
    public ChannelReader<EventJson> Events => events;

    public void Dispose() => leave();
}
