using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Operations.Checks;

/// <summary>The clock has not gone back: what is written now would otherwise come before what is written already.</summary>
internal sealed class ClockCheck(IDbContextFactory<PortalDb> databases, TimeProvider time) : ISelfCheck
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);

    public string Id => "DWP-C005";

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await db.Events.MaxAsync(row => (DateTimeOffset?)row.RecordedAt, cancellationToken);
        var now = time.GetUtcNow();
        return newest > now + s_tolerance
            ? CheckResult.Failed(Id, $"The clock says {now:u}, but an event was recorded at {newest:u}.", "Set the clock of this machine: timedatectl set-ntp true")
            : CheckResult.Passed(Id, $"The clock says {now:u}.");
    }
}
