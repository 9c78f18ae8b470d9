using System.Collections.Immutable;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Polling;

/// <summary>
/// The <c>listen</c> streams of one connection. They only ring: rows of some menus are incomplete and counters are not re-sent (reference 1.7),
/// so what changed is read again in full.
/// </summary>
internal sealed class ChangeStreams : IAsyncDisposable
{
    private static readonly ImmutableArray<RouterOsCommand> s_listens =
    [
        new RouterOsCommand("/interface/listen").Select(".id", "name", "running", "disabled"),
        new RouterOsCommand("/ip/route/listen").Select(".id", "dst-address", "gateway", "active", "inactive", "distance", "disabled"),
        new RouterOsCommand("/ip/address/listen").Select(".id", "address", "interface", "disabled"),
        new RouterOsCommand("/ip/dhcp-client/listen").Select(".id", "interface", "status", "address", "gateway", "disabled"),
        new RouterOsCommand("/tool/netwatch/listen").Select(".id", "host", "status", "disabled"),
    ];

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pumps;

    public ChangeStreams(RouterOsClient client, Action ring) =>
        _pumps = Task.WhenAll([.. s_listens.Select(listen => PumpAsync(client, listen, ring)), RingAtEndAsync(client, ring)]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pumps;
        _stop.Dispose();
    }

    private async Task PumpAsync(RouterOsClient client, RouterOsCommand listen, Action ring)
    {
        try
        {
            await foreach (var _ in client.StreamAsync(listen, _stop.Token))
                ring();
        }
        catch (OperationCanceledException)
        {
        }
        catch (RouterOsException)
        {
            // The menu is absent, may not be listened to, or the connection ended: the schedule still polls.
        }
    }

    /// <summary>A connection that breaks is news too: the router may have gone.</summary>
    private async Task RingAtEndAsync(RouterOsClient client, Action ring)
    {
        await Task.WhenAny(client.Closed, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token));
        if (!_stop.IsCancellationRequested)
            ring();
    }
}
