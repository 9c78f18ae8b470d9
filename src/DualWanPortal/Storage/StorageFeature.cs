using DualWanPortal.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace DualWanPortal.Storage;

/// <summary>Chooses the database: a PostgreSQL connection string if one is given, else <c>portal.db</c> in the data folder.</summary>
public static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services, PortalOptions options)
    {
        PortalFiles.CreateFolder(options.Data);
        if (options.PostgreSql is { Length: > 0 } connection)
        {
            services.AddDbContextFactory<PostgreSqlPortalDb>(builder => builder.UseNpgsql(connection));
            services.AddSingleton<IDbContextFactory<PortalDb>, PortalDbFactory<PostgreSqlPortalDb>>();
        }
        else
        {
            var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.Data, "portal.db"), DefaultTimeout = 30, ForeignKeys = true };
            services.AddDbContextFactory<SqlitePortalDb>(builder => builder.UseSqlite(file.ConnectionString));
            services.AddSingleton<IDbContextFactory<PortalDb>, PortalDbFactory<SqlitePortalDb>>();
        }
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext());
        services.AddDataProtection().SetApplicationName("DualWanPortal").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.Data, "keys")));
        services.AddSingleton<SecretBox>();
        return services;
    }

    /// <summary>Brings the schema up to date before anything else runs.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        // Looked for and made here: the migration would ask a database that is not there and log that as an error.
        var database = db.GetService<IRelationalDatabaseCreator>();
        if (db.Database.IsNpgsql() && !await database.ExistsAsync(cancellationToken))
            await database.CreateAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }
}
