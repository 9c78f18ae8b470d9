using System.Text.Json;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Alerts;

/// <summary>A channel as it may be shown.</summary>
public sealed record ChannelView(int Id, string Name, string Kind, bool Enabled, string? DisabledReason, IReadOnlyDictionary<string, string> Settings);

/// <summary>A channel that was just made; <paramref name="Secret"/> is shown this once.</summary>
public sealed record ChannelMade(ChannelView? Channel, string? Secret, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>A delivery as pages and the API show it.</summary>
public sealed record DeliveryView(
    long Id, int ChannelId, string ChannelName, long? EventId, string? EventKind, string State, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? DeliveredAt, string? LastOutcome);

/// <summary>The channels people are told by, and what was told.</summary>
public sealed class Channels(IDbContextFactory<PortalDb> databases, SecretBox secrets, IEnumerable<IAlertTransport> transports, Deliveries deliveries, AlertBell bell, TimeProvider time)
{
    public async Task<List<ChannelView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Channels.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancellationToken);
        return [.. rows.Select(View)];
    }

    public async Task<ChannelMade> AddAsync(string? name, string? kind, JsonElement settings, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>();
        name = name?.Trim() ?? "";
        if (name.Length is < 1 or > 60)
            problems["name"] = ["Give the channel a name of 1 to 60 characters."];
        var transport = transports.FirstOrDefault(candidate => candidate.Kind == kind);
        if (transport is null)
            problems["kind"] = [$"Choose one of: {string.Join(", ", transports.Select(candidate => candidate.Kind))}."];
        var reading = transport is null ? null : await transport.ReadSettingsAsync(settings, cancellationToken);
        foreach (var (field, texts) in reading?.Problems ?? new Dictionary<string, string[]>())
            problems[$"settings.{field}"] = texts;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (problems.Count == 0 && await db.Channels.AnyAsync(row => row.Name == name, cancellationToken))
            problems["name"] = ["There is a channel of this name already."];
        if (problems.Count > 0)
            return new ChannelMade(null, null, problems);
        var made = new ChannelRecord { Name = name, Kind = transport!.Kind, ProtectedSettings = secrets.Protect(reading!.Stored!), CreatedAt = time.GetUtcNow() };
        db.Channels.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        return new ChannelMade(View(made), reading.GeneratedSecret, problems);
    }

    public async Task<bool> RemoveAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Channels.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    public async Task<bool> SetEnabledAsync(int id, bool enabled, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Channels.Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Enabled, enabled).SetProperty(row => row.DisabledReason, (string?)null), cancellationToken) == 1;
    }

    /// <summary>Sends a test message by the way real ones take, once.</summary>
    /// <returns>The outcome; null when there is no such channel.</returns>
    public async Task<DeliveryOutcome?> SendTestAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Channels.AnyAsync(row => row.Id == id, cancellationToken))
            return null;
        var now = time.GetUtcNow();
        // Due in the far future, so that the dispatcher leaves it to this call.
        var test = new DeliveryRecord { ChannelId = id, State = DeliveryStates.Pending, NextAttemptAt = now.AddYears(100), CreatedAt = now };
        db.Deliveries.Add(test);
        await db.SaveChangesAsync(cancellationToken);
        return await deliveries.AttemptAsync(test.Id, retry: false, cancellationToken);
    }

    /// <summary>Newest first, those before <paramref name="before"/> when it is given.</summary>
    public async Task<List<DeliveryView>> DeliveriesAsync(long? before, int most, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = from row in db.Deliveries
                   join channel in db.Channels on row.ChannelId equals channel.Id
                   where before == null || row.Id < before
                   orderby row.Id descending
                   select new DeliveryView(row.Id, row.ChannelId, channel.Name, row.EventId, row.Event!.Kind, row.State, row.Attempts,
                       row.State == DeliveryStates.Pending || row.State == DeliveryStates.Retrying ? row.NextAttemptAt : null, row.CreatedAt, row.DeliveredAt, row.LastOutcome);
        return await rows.Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>Tells an event once more: makes a finished delivery due again. The message keeps its id.</summary>
    public async Task<bool> ReplayAsync(long deliveryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changed = await db.Deliveries.Where(row => row.Id == deliveryId && row.EventId != null && (row.State == DeliveryStates.Delivered || row.State == DeliveryStates.Failed))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryStates.Pending).SetProperty(row => row.NextAttemptAt, now).SetProperty(row => row.CreatedAt, now), cancellationToken);
        if (changed == 1)
            bell.Ring();
        return changed == 1;
    }

    private ChannelView View(ChannelRecord row)
    {
        IReadOnlyDictionary<string, string> shown = new Dictionary<string, string>();
        try
        {
            shown = transports.FirstOrDefault(candidate => candidate.Kind == row.Kind)?.Show(secrets.Reveal(row.ProtectedSettings)) ?? shown;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Saved with other keys: shown without settings; sending says what to do.
        }
        return new ChannelView(row.Id, row.Name, row.Kind, row.Enabled, row.DisabledReason, shown);
    }
}
