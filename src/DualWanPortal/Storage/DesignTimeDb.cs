using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DualWanPortal.Storage;

/// <summary>Only for writing migrations: no database is opened.</summary>
public sealed class DesignTimeSqliteDb : IDesignTimeDbContextFactory<SqlitePortalDb>
{
    public SqlitePortalDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>Only for writing migrations: no database is opened.</summary>
public sealed class DesignTimePostgreSqlDb : IDesignTimeDbContextFactory<PostgreSqlPortalDb>
{
    public PostgreSqlPortalDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlPortalDb>().UseNpgsql("Host=localhost").Options);
}
