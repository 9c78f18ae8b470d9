using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Tests.Storage;

public sealed class MigrationTests
{
    [Fact]
    public void Migrations_Sqlite_CoverTheModel()
    {
        using var db = new DesignTimeSqliteDb().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges(), "The rows changed: write a migration (src/README.md says how).");
    }

    [Fact]
    public void Migrations_PostgreSql_CoverTheModel()
    {
        using var db = new DesignTimePostgreSqlDb().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges(), "The rows changed: write a migration (src/README.md says how).");
    }
}
