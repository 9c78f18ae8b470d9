using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Operations.Checks;

/// <summary>The database opens, is whole and has the schema of this version.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<PortalDb> databases, PortalOptions options) : ISelfCheck
{
    public string Id => "DWP-C002";

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (options.PostgreSql is null && !File.Exists(PortalFiles.DatabaseOf(options)))
            return CheckResult.Failed(Id, $"There is no {PortalFiles.Database} in {options.Data}.", "Name the right folder with --data, or start the portal once: dualwan serve");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken))
            return CheckResult.Failed(Id, "The database does not answer.", "Check the connection string ConnectionStrings__PostgreSql, or the file's owner.");
        if (db.Database.IsSqlite())
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            await using var quick = db.Database.GetDbConnection().CreateCommand();
            quick.CommandText = "PRAGMA quick_check(1)";
            if (await quick.ExecuteScalarAsync(cancellationToken) is var verdict and not "ok")
                return CheckResult.Failed(Id, $"The database file is damaged: {verdict}", "Stop the portal and bring the last backup back: dualwan restore FILE --force");
        }
        var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        return missing > 0
            ? CheckResult.Failed(Id, $"The database lacks {missing} migrations of this version.", "Start the portal: it applies them. Make a backup first: dualwan backup FILE")
            : CheckResult.Passed(Id, "The database is whole and up to date.");
    }
}
