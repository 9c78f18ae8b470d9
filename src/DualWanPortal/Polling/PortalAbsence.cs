using System.Collections.Concurrent;
using System.Globalization;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Operations;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Polling;

/// <summary>
/// Remembers when the portal itself last watched. After a stop each router gets one <c>gap</c> event from that moment on: what happened in between
/// nobody saw, and history must not pretend otherwise.
/// </summary>
public sealed class PortalAbsence(IDbContextFactory<PortalDb> databases, TimeProvider time, ILogger<PortalAbsence> log) : Patrol("time until which routers were watched", TimeSpan.FromSeconds(15), time, log)
{
    private const string Key = "watched-until";
    private static readonly TimeSpan s_worthTelling = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<int, bool> _told = new();
    private DateTimeOffset? _watchedUntil;

    /// <summary>The gap that this router's first verdict after a start ends; null when there is none to tell.</summary>
    public FailoverEvent? GapOf(int routerId, IncidentState before, DateTimeOffset at)
    {
        if (_told.ContainsKey(routerId) || _watchedUntil is not { } from || at - from < s_worthTelling)
            return null;
        // One that was not judged before, or was unreachable all along, misses nothing by the portal's absence.
        return before.LastVerdictAt is null || before.Reachable == false
            ? null
            : new FailoverEvent(FailoverEventKind.Gap, from, null, $"The portal was not running for {Durations.InWords(at - from)}: what happened meanwhile is not known", []);
    }

    /// <summary>The first verdict is written down; this router's gap is history.</summary>
    public void Told(int routerId) => _told.TryAdd(routerId, true);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            var row = await db.Settings.AsNoTracking().FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken);
            if (row is not null && DateTimeOffset.TryParse(row.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until))
                _watchedUntil = until;
        }
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LastRoundAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary>A portal that dies before it has looked at the routers has not watched them.</summary>
    protected override Task BeginAsync(CancellationToken cancellationToken) => RestAsync(cancellationToken);

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var value = Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        if (await db.Settings.Where(setting => setting.Key == Key).ExecuteUpdateAsync(set => set.SetProperty(setting => setting.Value, value), cancellationToken) == 0)
        {
            db.Settings.Add(new SettingRecord { Key = Key, Value = value });
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
