using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Alerts;

/// <summary>
/// Writes what an event owes to whom. The rows are saved by the caller together with the event, in one transaction: either both exist after a crash or neither.
/// </summary>
public static class Outbox
{
    /// <summary>Adds one delivery per new event and enabled channel to <paramref name="db"/>, unsaved.</summary>
    public static async Task OweAsync(PortalDb db, IReadOnlyCollection<EventRecord> events, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;
        var channels = await db.Channels.Where(channel => channel.Enabled).Select(channel => channel.Id).ToListAsync(cancellationToken);
        foreach (var happened in events)
        foreach (var channel in channels)
            db.Deliveries.Add(new DeliveryRecord { ChannelId = channel, Event = happened, State = DeliveryStates.Pending, NextAttemptAt = now, CreatedAt = now });
    }
}

/// <summary>Words of <see cref="DeliveryRecord.State"/>, the same in the HTTP API.</summary>
public static class DeliveryStates
{
    public const string Pending = "pending";
    public const string Retrying = "retrying";
    public const string Delivered = "delivered";
    public const string Failed = "failed";
    public const string Muted = "muted";
}
