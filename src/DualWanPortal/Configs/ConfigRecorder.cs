using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Plans;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Shell;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Configs;

/// <summary>Notices that a router's configuration changed, asks the router who did it, and makes the rows that say so. Writes nothing itself.</summary>
public sealed class ConfigRecorder(IDbContextFactory<PortalDb> databases, SecretBox secrets, PollSettingsStore settings)
{
    /// <summary>While a person goes on working, what he does is cut into versions of this length.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    /// <summary>Takes in what was read; asks who changed it when it changed.</summary>
    internal async Task NoticeAsync(int routerId, ConfigMemory memory, RouterReading reading, RouterOsClient client, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!memory.IsLoaded)
        {
            memory.Stored = await NewestAsync(routerId, cancellationToken);
            memory.IsLoaded = true;
        }
        if (!memory.Take(reading, at) && memory.Told is not null)
            return;
        var hands = await ChangeHands.ReadAsync(client, memory.Told, cancellationToken);
        memory.Told = hands.Told;
        // A change that was taken back leaves nobody to name.
        memory.Hands = memory.Pending is null ? [] : memory.Hands.Union(hands.Names);
        memory.HandsKnownFrom = memory.Pending is null ? null : memory.HandsKnownFrom ?? hands.KnownFrom;
    }

    /// <summary>The version to store now with the event that tells of it; null while nothing has come to rest. The first version of a router is no event.</summary>
    internal async Task<(ConfigVersionRecord Version, EventRecord? Event)?> DueAsync(int routerId, ConfigMemory memory, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!memory.IsDue(at, settings.Current.ConfigSettle, s_longest) || memory.Pending is not { } text)
            return null;
        var version = new ConfigVersionRecord
        {
            RouterId = routerId, Number = (memory.Stored?.Number ?? 0) + 1, Hash = text.Hash, ProtectedText = secrets.Protect(Pack(text.Text)), Lines = text.Text.Count(c => c == '\n'),
            FirstSeenAt = memory.PendingSince, LastSeenAt = at,
        };
        if (memory.Stored is not { } stored)
            return (version, null);
        var (before, plan) = await BeforeAsync(routerId, stored, memory.LastSameAt ?? memory.MovingSince, memory.Hands, cancellationToken);
        var delta = ConfigDelta.Of(before, text.Text);
        (version.LinesAdded, version.LinesRemoved) = (delta.Added, delta.Removed);
        if (plan is { } made)
            (version.ChangedBy, version.KnownFrom, version.PlanId) = (made.By, "plan", made.Id);
        else if (!memory.Hands.IsEmpty)
            (version.ChangedBy, version.KnownFrom) = (string.Join(", ", memory.Hands), memory.HandsKnownFrom);
        return (version, new EventRecord
        {
            RouterId = routerId, At = memory.MovingSince, RecordedAt = at, Kind = FailoverEventKind.ConfigChanged.Word(), PlanId = version.PlanId, Cause = Sentence(version, delta),
            Evidence = JsonSerializer.Serialize(delta.Lines.Select(line => new Evidence(null, line)).ToImmutableArray()),
        });
    }

    /// <summary>The text of a stored version.</summary>
    public string Open(ConfigVersionRecord version) => Unpack(secrets.Reveal(version.ProtectedText));

    private async Task<StoredVersion?> NewestAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ConfigVersions.Where(row => row.RouterId == routerId).OrderByDescending(row => row.Number)
            .Select(row => new StoredVersion(row.Id, row.Number, row.Hash)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The text before, and the plan that was carried out meanwhile if the portal's own user is the only one who changed something.</summary>
    private async Task<(string Before, (int Id, string By)? Plan)> BeforeAsync(int routerId, StoredVersion stored, DateTimeOffset since, ImmutableSortedSet<string> hands, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.ConfigVersions.AsNoTracking().FirstOrDefaultAsync(version => version.Id == stored.Id, cancellationToken);
        var own = await db.Routers.Where(router => router.Id == routerId).Select(router => router.User).FirstOrDefaultAsync(cancellationToken);
        (int, string)? made = null;
        if (hands.All(hand => hand == own))
        {
            var worked = await db.PlanJournal.Where(line => line.At >= since && (line.Phase == JournalPhases.Step || line.Phase == JournalPhases.Undo))
                .Join(db.Plans.Where(plan => plan.RouterId == routerId), line => line.PlanId, plan => plan.Id, (line, plan) => new { plan.Id, plan.ApprovedBy, plan.CreatedBy })
                .FirstOrDefaultAsync(cancellationToken);
            made = worked is null ? null : (worked.Id, worked.ApprovedBy ?? worked.CreatedBy);
        }
        return (row is null ? "" : Open(row), made);
    }

    private static string Sentence(ConfigVersionRecord version, ConfigDelta delta)
    {
        var where = delta.Menus.Length switch { 0 => "in what the router is", <= 3 => "in " + string.Join(", ", delta.Menus), _ => $"in {string.Join(", ", delta.Menus.Take(3))} and {Plural.Of(delta.Menus.Length - 3, "more menu")}" };
        var who = version.PlanId is { } plan ? $"Plan {plan}, approved by {version.ChangedBy}," : version.ChangedBy ?? "Somebody";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{who} changed the configuration {where}: +{delta.Added} −{delta.Removed} lines");
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
