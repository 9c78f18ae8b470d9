using System.Diagnostics;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Lab;
using DualWanPortal.Plans;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>A portal's process is killed while its journal holds so many lines, and started again; the lab lives on in this process, by the same clock.</summary>
internal sealed class SigKillRun : IAsyncDisposable
{
    /// <summary>Slow enough that a process that has just begun keeps the client's deadlines.</summary>
    private const double Speed = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly LabHost _lab;
    private readonly FastTime _time;
    private readonly string _data = Directory.CreateTempSubdirectory("dualwan-sigkill-").FullName;
    private Process? _process;

    private SigKillRun(LabHost lab, FastTime time) => (_lab, _time) = (lab, time);

    private int Port => _lab.Routers[0].Port;

    /// <param name="lines">Lines of the journal after which the process is killed.</param>
    public static async Task<KillResult> RunAsync(string profile, int lines, CancellationToken cancellationToken)
    {
        var time = new FastTime(TimeProvider.System.GetUtcNow(), Speed);
        var lab = await LabHost.StartAsync(new LabOptions { Scenario = "two-isps-broken", Port = 0, Profile = RouterProfile.Named(profile), Tls = false }, time, cancellationToken);
        await using var run = new SigKillRun(lab, time);
        return await run.GoAsync(new KillCase(KillKind.ProcessKilled, profile, "two-isps-broken", lines), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        End();
        await _lab.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<KillResult> GoAsync(KillCase what, CancellationToken cancellationToken)
    {
        await RouterSnapshot.PrepareAsync(Port, cancellationToken);
        var old = await RouterSnapshot.TakeAsync(Port, cancellationToken);
        var fingerprint = await PrepareAsync(old, cancellationToken);

        try
        {
            await KillAndEndAsync(what.Point, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var written = await AskAsync("SELECT COUNT(*) FROM PlanJournal", cancellationToken);
            return new KillResult(what, await StateAsync(cancellationToken), $"Not ended in time; the journal has {written} lines.", 0, 0, "") { End = KillEnd.Between };
        }

        var state = await StateAsync(cancellationToken);
        var now = await RouterSnapshot.TakeAsync(Port, cancellationToken);
        var wanted = state switch { PlanStates.Confirmed => fingerprint, PlanStates.RolledBack => old.Fingerprint, _ => null };
        var problem = wanted is null ? $"The plan ended as {state}."
            : now.Fingerprint != wanted ? $"The plan is {state}, and the router is not."
            : now.Others != old.Others ? "Lines that the plan does not show have changed."
            : now.Leftovers.Length > 0 ? $"Left on the router: {string.Join("; ", now.Leftovers)}" : null;
        return new KillResult(what, state, problem, 0, 0, now.Fingerprint)
        {
            End = now.Waiting.Any() ? KillEnd.Between : now.Fingerprint == old.Fingerprint ? KillEnd.Old : now.Fingerprint == fingerprint ? KillEnd.New : KillEnd.Between,
        };
    }

    private async Task KillAndEndAsync(int lines, CancellationToken cancellationToken)
    {
        Start();
        await UntilAsync("SELECT COUNT(*) FROM PlanJournal", count => count >= lines, cancellationToken);
        End();
        Start();
        // A state is final when none of the words for work is left in the row.
        await UntilAsync("SELECT COUNT(*) FROM Plans WHERE State IN ('applying','verifying','rolling-back')", count => count == 0, cancellationToken);
        End();
    }

    /// <summary>Data of a portal that was asked to apply a plan and has not begun.</summary>
    private async Task<string> PrepareAsync(RouterSnapshot old, CancellationToken cancellationToken)
    {
        await using var app = PortalApp.Build(new PortalOptions { Urls = "http://127.0.0.1:0", Data = _data }, builder => builder.Services.AddSingleton<TimeProvider>(_time));
        await StorageFeature.MigrateAsync(app.Services, cancellationToken);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var router = new RouterRecord
        {
            Name = "killed", Address = "127.0.0.1", Port = Port, User = "admin", ProtectedPassword = app.Services.GetRequiredService<SecretBox>().Protect("lab"), CreatedAt = _time.GetUtcNow(),
        };
        db.Routers.Add(router);
        await db.SaveChangesAsync(cancellationToken);
        var policy = BuiltInPolicies.Named("distance")!;
        var document = new PlanDocument(Planner.Make(old.Model, policy), policy);
        var plans = app.Services.GetRequiredService<PlanStore>();
        var plan = await plans.AddAsync(router.Id, document, "test", cancellationToken);
        await plans.TakeAsync(plan.Id, PlanStates.Planned, PlanStates.Applying, "test", cancellationToken);
        return old.FingerprintAfter(document.Plan);
    }

    private void Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(KillHost).Assembly.Location, KillHost.Verb, _data, _time.ToString()])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    /// <summary>SIGKILL: nothing in it runs any more.</summary>
    private void End()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private async Task UntilAsync(string query, Func<long, bool> reached, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (!reached(Convert.ToInt64(await AskAsync(query, either.Token), System.Globalization.CultureInfo.InvariantCulture)) && await StateAsync(either.Token) is PlanStates.Applying or PlanStates.Verifying or PlanStates.RollingBack)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, either.Token);
    }

    private async Task<string> StateAsync(CancellationToken cancellationToken) => (string)(await AskAsync("SELECT State FROM Plans", cancellationToken))!;

    private async Task<object?> AskAsync(string query, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "portal.db")};Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
