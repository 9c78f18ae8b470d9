using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using DualWanPortal.Api;
using Microsoft.Data.Sqlite;

namespace DualWanPortal.Operations.Backups;

/// <summary>Writes the portal's own data into one zip: a consistent copy of the database, taken while it is in use, and the keys that open its secrets.</summary>
public sealed class PortalBackup(PortalOptions options, TimeProvider time)
{
    /// <summary>Writes to a new file that only its owner may read: it holds the keys.</summary>
    /// <exception cref="BackupException">Not done, and nothing is left behind.</exception>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        if (options.PostgreSql is not null)
            throw new BackupException($"The database is PostgreSQL: back it up with pg_dump, and copy the folder {PortalFiles.KeysOf(options)}.");
        if (!File.Exists(PortalFiles.DatabaseOf(options)))
            throw new BackupException($"There is no {PortalFiles.Database} in {options.Data}. Name the right folder with --data.");
        if (File.Exists(file))
            throw new BackupException($"{file} exists already. Choose another name: a backup never replaces one.");
        var unfinished = $"{file}.{Guid.NewGuid():N}.part";
        var copy = $"{unfinished}.db";
        try
        {
            using (PortalFiles.CreateFile(copy)) { }
            var migration = Copy(copy);
            await using (var stream = PortalFiles.CreateFile(unfinished))
                await PackAsync(stream, copy, migration, cancellationToken);
            File.Move(unfinished, file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupException($"The backup could not be written: {failure.Message}");
        }
        finally
        {
            File.Delete(unfinished);
            File.Delete(copy);
        }
    }

    private async Task PackAsync(FileStream stream, string databaseCopy, string migration, CancellationToken cancellationToken)
    {
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        var hashes = new Dictionary<string, string>();
        await AddAsync(PortalFiles.Database, databaseCopy);
        foreach (var key in Directory.Exists(PortalFiles.KeysOf(options)) ? Directory.GetFiles(PortalFiles.KeysOf(options), "*.xml") : [])
            await AddAsync($"{PortalFiles.Keys}/{Path.GetFileName(key)}", key);
        if (Path.Combine(options.Data, PortalFiles.Settings) is var settings && File.Exists(settings))
            await AddAsync(PortalFiles.Settings, settings);
        await using var manifest = await zip.CreateEntry(BackupManifest.Name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(
            manifest, new BackupManifest(BackupManifest.PresentFormat, time.GetUtcNow(), migration, hashes), PortalJson.Options, cancellationToken);

        async Task AddAsync(string name, string path)
        {
            await using var source = File.OpenRead(path);
            hashes[name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(source, cancellationToken));
            source.Position = 0;
            await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
            await source.CopyToAsync(entry, cancellationToken);
        }
    }

    /// <returns>The newest migration of the copy.</returns>
    private string Copy(string target)
    {
        using var from = new SqliteConnection(Unpooled(PortalFiles.DatabaseOf(options), SqliteOpenMode.ReadWrite));
        using var to = new SqliteConnection(Unpooled(target, SqliteOpenMode.ReadWriteCreate));
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        using var newest = to.CreateCommand();
        newest.CommandText = "SELECT MAX(MigrationId) FROM __EFMigrationsHistory";
        var migration = newest.ExecuteScalar() as string ?? "";
        // A copy of a write-ahead database needs its two side files; the backup is one file.
        using var single = to.CreateCommand();
        single.CommandText = "PRAGMA journal_mode=DELETE";
        single.ExecuteNonQuery();
        return migration;
    }

    internal static string Unpooled(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ConnectionString;
}
