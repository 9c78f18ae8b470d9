using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Safety;

/// <summary>
/// RouterOS's own safe mode, which the API has since 7.18: what was changed since <c>take</c> goes back when the session that holds it ends without <c>release</c>
/// (reference 6.1).
/// </summary>
public sealed class SafeMode(PlanJournal journal)
{
    /// <summary>Room for about a hundred actions, others' among them; beyond it safe mode ends silently and undoes nothing.</summary>
    public const int MostActions = 50;

    public static bool Exists(RouterOsVersion? version) => version is { } known && known.AtLeast(7, 18);

    /// <exception cref="RouterOsTrapException">Somebody else holds it.</exception>
    public async Task TakeAsync(RouterOsClient client, int planId, CancellationToken cancellationToken)
    {
        await journal.WriteAsync(planId, JournalPhases.SafeMode, null, JournalOutcomes.Begun, "Safe mode is taken: what follows goes back when this session is lost.", null, cancellationToken);
        try
        {
            await client.RunAsync(new RouterOsCommand("/safe-mode/take"), cancellationToken);
        }
        catch (RouterOsTrapException refusal)
        {
            await journal.WriteAsync(planId, JournalPhases.SafeMode, null, JournalOutcomes.Done, $"Safe mode was refused: {refusal.RouterMessage}", null, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Keeps what was changed.</summary>
    public async Task ReleaseAsync(RouterOsClient client, int planId, CancellationToken cancellationToken)
    {
        await TryAsync(client, "/safe-mode/release", cancellationToken);
        await journal.WriteAsync(planId, JournalPhases.SafeMode, null, JournalOutcomes.Done, "Safe mode was released: the router keeps what was changed.", null, CancellationToken.None);
    }

    /// <summary>Undoes what a lost session of this plan left floating; the router would do it by itself, but a half-open connection takes it up to nine minutes.</summary>
    public async Task UnrollLeftAsync(RouterOsClient client, int planId, IEnumerable<PlanJournalRecord> lines, string user, CancellationToken cancellationToken)
    {
        if (!IsTaken(lines) || await HolderAsync(client, cancellationToken) != user)
            return;
        if (await TryAsync(client, "/safe-mode/unroll", cancellationToken))
            await journal.WriteAsync(planId, JournalPhases.SafeMode, null, JournalOutcomes.Done, "Safe mode, which a lost session still held, was unrolled: its changes are undone.", null, CancellationToken.None);
    }

    /// <summary>Lets go of a hold that a lost session of this plan left, and keeps what it changed.</summary>
    public async Task ReleaseLeftAsync(RouterOsClient client, int planId, IEnumerable<PlanJournalRecord> lines, string user, CancellationToken cancellationToken)
    {
        if (IsTaken(lines) && await HolderAsync(client, cancellationToken) == user)
            await ReleaseAsync(client, planId, cancellationToken);
    }

    /// <summary>Name of the user who holds it; null when nobody does or the version has none.</summary>
    public static async Task<string?> HolderAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.RunAsync(new RouterOsCommand("/safe-mode/print"), cancellationToken);
            return reply.Rows is [var row, ..] && row["enabled"] is "true" or "yes" ? row["user"] ?? row["owner"] ?? "somebody" : null;
        }
        catch (RouterOsTrapException trap) when (trap.Kind is TrapKind.NoSuchCommand)
        {
            return null;
        }
    }

    private static bool IsTaken(IEnumerable<PlanJournalRecord> lines) => lines.LastOrDefault(line => line.Phase == JournalPhases.SafeMode) is { Outcome: not JournalOutcomes.Done };

    /// <returns>False when there was nothing to end: it ended by itself.</returns>
    private static async Task<bool> TryAsync(RouterOsClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            await client.RunAsync(new RouterOsCommand(path), cancellationToken);
            return true;
        }
        catch (RouterOsTrapException trap) when (trap.Kind is not (TrapKind.NotPermitted or TrapKind.NotAllowedByDeviceMode))
        {
            return false;
        }
    }
}
