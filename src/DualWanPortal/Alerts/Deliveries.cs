using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Alerts;

/// <summary>The delivery rows and the rules by which they change hands. A conditional update decides who owns an attempt.</summary>
public sealed class Deliveries(IDbContextFactory<PortalDb> databases, SecretBox secrets, IEnumerable<IAlertTransport> transports, TimeProvider time)
{
    // Longer than an attempt can take; after a crash the row is due again when this has passed.
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);

    /// <summary>Ids of deliveries that are due, oldest first.</summary>
    public async Task<List<long>> DueAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await db.Deliveries.Where(row => (row.State == DeliveryStates.Pending || row.State == DeliveryStates.Retrying) && row.NextAttemptAt <= now)
            .OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>When the next one falls due; null when nothing waits.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.Where(row => row.State == DeliveryStates.Pending || row.State == DeliveryStates.Retrying)
            .MinAsync(row => (DateTimeOffset?)row.NextAttemptAt, cancellationToken);
    }

    /// <summary>Makes one attempt if nobody else is at it.</summary>
    /// <param name="retry">False for a test message: one attempt, and its outcome is final.</param>
    /// <returns>The outcome, or null when the row was not to be had.</returns>
    public async Task<DeliveryOutcome?> AttemptAsync(long id, bool retry, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Deliveries.AsNoTracking().FirstOrDefaultAsync(delivery => delivery.Id == id, cancellationToken);
        if (row is null || !await ClaimAsync(db, row, mustBeDue: retry, cancellationToken))
            return null;
        var channel = await db.Channels.AsNoTracking().FirstAsync(candidate => candidate.Id == row.ChannelId, cancellationToken);
        var outcome = await SendAsync(db, row, channel, cancellationToken);
        await RecordAsync(db, row, outcome, retry, cancellationToken);
        return outcome;
    }

    private async Task<bool> ClaimAsync(PortalDb db, DeliveryRecord row, bool mustBeDue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // A row that is not due may be another's: its lease is the time in the future.
        if (row.State is not (DeliveryStates.Pending or DeliveryStates.Retrying) || (mustBeDue && row.NextAttemptAt > now))
            return false;
        var until = now + s_lease;
        var claimed = await db.Deliveries.Where(delivery => delivery.Id == row.Id && delivery.State == row.State && delivery.NextAttemptAt == row.NextAttemptAt)
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.NextAttemptAt, until).SetProperty(delivery => delivery.Attempts, delivery => delivery.Attempts + 1), cancellationToken);
        return claimed == 1;
    }

    private async Task<DeliveryOutcome> SendAsync(PortalDb db, DeliveryRecord row, ChannelRecord channel, CancellationToken cancellationToken)
    {
        if (!channel.Enabled && row.EventId is not null)
            return new DeliveryOutcome.Rejected("The channel is switched off.");
        if (transports.FirstOrDefault(candidate => candidate.Kind == channel.Kind) is not { } transport)
            return new DeliveryOutcome.Rejected($"This portal knows no channel kind {channel.Kind}.");
        var message = row.EventId is { } eventId
            ? await AlertMessages.OfEventAsync(db, eventId, cancellationToken)
            : AlertMessages.Test(row.Id, channel.Name, row.CreatedAt);
        if (message is null)
            return new DeliveryOutcome.Rejected("The event was removed before it could be told.");
        string settings;
        try
        {
            settings = secrets.Reveal(channel.ProtectedSettings);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return new DeliveryOutcome.Rejected("The channel's settings cannot be decrypted: the keys folder is not the one it was saved with. Enter them again.");
        }
        return await transport.DeliverAsync(settings, message, cancellationToken);
    }

    private async Task RecordAsync(PortalDb db, DeliveryRecord row, DeliveryOutcome outcome, bool retry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (state, next, delivered) = outcome switch
        {
            DeliveryOutcome.Delivered => (DeliveryStates.Delivered, now, (DateTimeOffset?)now),
            DeliveryOutcome.Retry wait when retry && now - row.CreatedAt < RetryPauses.Patience => (DeliveryStates.Retrying, now + (wait.After ?? RetryPauses.After(row.Attempts + 1)), null),
            _ => (DeliveryStates.Failed, now, null),
        };
        await db.Deliveries.Where(delivery => delivery.Id == row.Id).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, state).SetProperty(delivery => delivery.NextAttemptAt, next)
                .SetProperty(delivery => delivery.DeliveredAt, delivered).SetProperty(delivery => delivery.LastOutcome, outcome.Text), cancellationToken);
        if (outcome is DeliveryOutcome.Rejected { DisableChannel: true })
            await db.Channels.Where(channel => channel.Id == row.ChannelId).ExecuteUpdateAsync(
                set => set.SetProperty(channel => channel.Enabled, false).SetProperty(channel => channel.DisabledReason, outcome.Text), cancellationToken);
    }
}
