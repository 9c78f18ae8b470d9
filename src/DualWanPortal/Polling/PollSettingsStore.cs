using System.Text.Json;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Polling;

/// <summary>The present <see cref="PollSettings"/>, kept in the settings table. Changed through <see cref="PollSchedule.ChangeSettingsAsync"/>, which also reschedules.</summary>
public sealed class PollSettingsStore(IDbContextFactory<PortalDb> databases)
{
    private const string Key = "polling";
    private PollSettings _current = PollSettings.Default;

    public PollSettings Current => Volatile.Read(ref _current);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Settings.AsNoTracking().FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken);
        if (row is not null && Read(row.Value) is { } stored && stored.Problems().Count == 0)
            Volatile.Write(ref _current, stored);
    }

    internal async Task SaveAsync(PollSettings settings, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var value = JsonSerializer.Serialize(settings);
        if (await db.Settings.FirstOrDefaultAsync(setting => setting.Key == Key, cancellationToken) is { } row)
            row.Value = value;
        else
            db.Settings.Add(new SettingRecord { Key = Key, Value = value });
        await db.SaveChangesAsync(cancellationToken);
        Volatile.Write(ref _current, settings);
    }

    private static PollSettings? Read(string value)
    {
        try
        {
            return JsonSerializer.Deserialize<PollSettings>(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
