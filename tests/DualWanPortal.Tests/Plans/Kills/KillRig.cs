using DualWanPortal.Plans;
using DualWanPortal.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>A portal's services on an accelerated clock, without its background work: a run starts and abandons what it wants. Runs of one rig go one after another.</summary>
internal sealed class KillRig : IAsyncDisposable
{
    private readonly PortalApp _app;
    private readonly PortalOptions _options;
    private readonly YieldAfterSaving _saving;

    private KillRig(PortalApp app, PortalOptions options, KillTime time, YieldAfterSaving saving) => (_app, _options, Time, _saving) = (app, options, time, saving);

    public KillTime Time { get; }

    /// <summary>How often the portal has saved something so far.</summary>
    public int Saves => _saving.Count;

    public static async Task<KillRig> StartAsync(CancellationToken cancellationToken)
    {
        var options = new PortalOptions { Urls = "http://127.0.0.1:0", Data = Directory.CreateTempSubdirectory("dualwan-kill-").FullName };
        var (time, saving) = (new KillTime(), new YieldAfterSaving());
        var app = PortalApp.Build(options, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.ConfigureDbContext<SqlitePortalDb>(db => db.AddInterceptors(saving));
        });
        await StorageFeature.MigrateAsync(app.Services, cancellationToken);
        return new KillRig(app, options, time, saving);
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A router of the inventory that nobody watches.</summary>
    public async Task<int> AddRouterAsync(int port, CancellationToken cancellationToken)
    {
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var row = new RouterRecord
        {
            Name = Guid.NewGuid().ToString("N"), Address = "127.0.0.1", Port = port, User = "admin", ProtectedPassword = Get<SecretBox>().Protect("lab"), CreatedAt = Time.GetUtcNow(),
        };
        db.Routers.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection($"Data Source={Path.Combine(_options.Data, "portal.db")}"));
        try
        {
            Directory.Delete(_options.Data, recursive: true);
        }
        catch (IOException)
        {
            // An abandoned run may still hold the file; the temporary folder is cleaned by others.
        }
    }

    /// <summary>SQLite answers at once, so that nothing could be killed between a write of the journal and the command after it; this makes a place for it.</summary>
    private sealed class YieldAfterSaving : SaveChangesInterceptor
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return result;
        }
    }
}
