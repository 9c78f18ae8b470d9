using DualWanPortal.Alerts;
using DualWanPortal.Lab;
using DualWanPortal.Live;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using DualWanPortal.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>
/// A plan on the copy of its router, carried there and taken back by everything that does so on routers: checks, copies, dead-man, safe mode, steps, verification, journal.
/// It has a database of its own in memory and lives by the copy's clock, so that nothing of the rehearsal is left in the portal.
/// </summary>
internal sealed class RehearsedPlan : IAsyncDisposable
{
    /// <summary>How much faster than the wall clock the copy lives while it is changed: the dead-man's minute and a half must leave a busy machine its time.</summary>
    public const double Speed = 6;

    private readonly SqliteConnection _memory;
    private readonly ServiceProvider _services;
    private int _id;

    private RehearsedPlan(SqliteConnection memory, ServiceProvider services) => (_memory, _services) = (memory, services);

    private PlanStore Plans => _services.GetRequiredService<PlanStore>();

    /// <param name="document">The plan, made from the copy.</param>
    public static async Task<RehearsedPlan> StartAsync(LabHost lab, string password, PlanDocument document, PlanOutlook outlook, RouterOsClientOptions client, CancellationToken cancellationToken)
    {
        var memory = new SqliteConnection("Data Source=:memory:");
        var databases = new MemoryDatabases(memory);
        var services = new ServiceCollection().AddSingleton(lab.Time).AddSingleton(client).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton<SecretBox>()
            .AddSingleton<RouterTargets>().AddSingleton<LiveState>().AddSingleton<AlertBell>().AddSingleton<IDbContextFactory<PortalDb>>(databases).AddCarriers().BuildServiceProvider();
        var rehearsed = new RehearsedPlan(memory, services);
        try
        {
            await memory.OpenAsync(cancellationToken);
            await using var db = databases.CreateDbContext();
            await db.Database.EnsureCreatedAsync(cancellationToken);
            var copy = lab.Routers[0];
            var router = new RouterRecord
            {
                Name = copy.Name, Address = "127.0.0.1", Port = copy.Port, User = "admin", ProtectedPassword = services.GetRequiredService<SecretBox>().Protect(password), CreatedAt = lab.Time.GetUtcNow(),
            };
            db.Routers.Add(router);
            await db.SaveChangesAsync(cancellationToken);
            rehearsed._id = (await rehearsed.Plans.AddAsync(router.Id, document, "rehearsal", cancellationToken)).Id;
            await services.GetRequiredService<PlanOutlooks>().AddAsync(rehearsed._id, outlook, cancellationToken);
            return rehearsed;
        }
        catch
        {
            await rehearsed.DisposeAsync();
            throw;
        }
    }

    /// <returns>Null when the plan was applied and confirmed, else what came in between.</returns>
    public async Task<string?> ApplyAsync(CancellationToken cancellationToken)
    {
        await Plans.TakeAsync(_id, PlanStates.Planned, PlanStates.Applying, "rehearsal", cancellationToken);
        await _services.GetRequiredService<PlanRunner>().ApplyAsync(PlanWork.Of(await RowAsync(cancellationToken)), CancellationToken.None, cancellationToken);
        return await ProblemAsync(PlanStates.Confirmed, cancellationToken);
    }

    /// <returns>Null when it was taken back, else why not.</returns>
    public async Task<string?> UndoAsync(CancellationToken cancellationToken)
    {
        await Plans.TakeAsync(_id, PlanStates.Confirmed, PlanStates.Undoing, "rehearsal", cancellationToken);
        if (await _services.GetRequiredService<PlanUndoing>().BeginAsync(await RowAsync(cancellationToken), CancellationToken.None, cancellationToken) is { } back)
            await _services.GetRequiredService<PlanRunner>().ApplyAsync(back, CancellationToken.None, cancellationToken);
        return await ProblemAsync(PlanStates.Undone, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _memory.DisposeAsync();
    }

    private async Task<string?> ProblemAsync(string wanted, CancellationToken cancellationToken) =>
        await RowAsync(cancellationToken) is var row && row.State == wanted ? null : row.Problem ?? $"The plan ended as {row.State}.";

    private async Task<PlanRecord> RowAsync(CancellationToken cancellationToken) => await Plans.FindAsync(_id, cancellationToken) ?? throw new PlanStepException("The plan was removed.");

    private sealed class MemoryDatabases(SqliteConnection memory) : IDbContextFactory<PortalDb>
    {
        private readonly DbContextOptions<SqlitePortalDb> _options = new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite(memory).Options;

        public PortalDb CreateDbContext() => new SqlitePortalDb(_options);
    }
}
