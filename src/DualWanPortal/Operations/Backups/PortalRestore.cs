using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using DualWanPortal.Api;
using DualWanPortal.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Operations.Backups;

/// <summary>Brings a backup back. Everything is unpacked and checked beside the data folder first: a damaged backup changes nothing.</summary>
public sealed class PortalRestore(PortalOptions options, TimeProvider time)
{
    // A zip says how large it becomes; what it says is not believed beyond this.
    private const long LargestDatabase = 64L << 30;
    private const long LargestSmallFile = 1L << 20;
    private const int MostFiles = 1000;

    /// <param name="file">A backup.</param>
    /// <param name="force">Replaces present data; it is kept in a folder <c>replaced-…</c> inside the data folder.</param>
    /// <returns>Where the replaced data is; null when there was none.</returns>
    /// <exception cref="BackupException">Not done; the data folder is as it was.</exception>
    public async Task<string?> ReadAsync(string file, bool force, CancellationToken cancellationToken)
    {
        if (options.PostgreSql is not null)
            throw new BackupException("The database is PostgreSQL: bring it back with pg_restore.");
        if (Present().Any() && !force)
            throw new BackupException($"{options.Data} holds data already. Choose an empty --data, or replace it with --force (the old data is kept aside).");
        var unpacked = Path.Combine(options.Data, $"restoring-{Guid.NewGuid():N}");
        try
        {
            PortalFiles.CreateFolder(unpacked);
            PortalFiles.CreateFolder(Path.Combine(unpacked, PortalFiles.Keys));
            await UnpackAsync(file, unpacked, cancellationToken);
            await CheckDatabaseAsync(Path.Combine(unpacked, PortalFiles.Database), cancellationToken);
            var aside = SetAside();
            foreach (var path in Directory.GetFileSystemEntries(unpacked))
                Directory.Move(path, Path.Combine(options.Data, Path.GetFileName(path)));
            return aside;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or SqliteException)
        {
            throw new BackupException($"{file} could not be restored: {failure.Message}");
        }
        finally
        {
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
        }
    }

    private IEnumerable<string> Present() => new[]
    {
        PortalFiles.Database, PortalFiles.Database + "-wal", PortalFiles.Database + "-shm", PortalFiles.Keys, PortalFiles.Settings,
    }.Select(name => Path.Combine(options.Data, name)).Where(Path.Exists);

    private string? SetAside()
    {
        var present = Present().ToList();
        if (present.Count == 0)
            return null;
        var aside = Directory.CreateDirectory(Path.Combine(options.Data, $"replaced-{time.GetUtcNow():yyyyMMdd-HHmmss-fff}")).FullName;
        foreach (var path in present)
            Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        return aside;
    }

    private static async Task UnpackAsync(string file, string folder, CancellationToken cancellationToken)
    {
        await using var zip = await ZipFile.OpenReadAsync(file, cancellationToken);
        if (zip.GetEntry(BackupManifest.Name) is not { } entry)
            throw new BackupException($"{file} is no backup of a portal: it has no {BackupManifest.Name}.");
        using var text = new MemoryStream();
        await CopyAsync(entry, text, LargestSmallFile, cancellationToken);
        var manifest = JsonSerializer.Deserialize<BackupManifest>(text.ToArray(), PortalJson.Options);
        if (manifest is not { Format: BackupManifest.PresentFormat, Files.Count: > 0 and <= MostFiles })
            throw new BackupException($"{file} was made by another version of the portal. Restore it with that version, then upgrade.");
        foreach (var (name, hash) in manifest.Files)
        {
            if (!IsOurs(name))
                throw new BackupException($"{file} holds something that no portal writes. Nothing was restored.");
            if (zip.GetEntry(name) is not { } packed)
                throw new BackupException($"{file} is damaged: {name} is missing.");
            var target = Path.Combine(folder, name);
            await using (var written = PortalFiles.CreateFile(target))
                await CopyAsync(packed, written, name == PortalFiles.Database ? LargestDatabase : LargestSmallFile, cancellationToken);
            await using var again = File.OpenRead(target);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(again, cancellationToken)) != hash)
                throw new BackupException($"{file} is damaged: {name} is not what was packed.");
        }
    }

    /// <summary>Names that the backup writes; a name from a zip must not lead anywhere else.</summary>
    private static bool IsOurs(string name) => name is PortalFiles.Database or PortalFiles.Settings
        || (name.StartsWith(PortalFiles.Keys + "/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal)
            && name[(PortalFiles.Keys.Length + 1)..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'));

    private static async Task CopyAsync(ZipArchiveEntry entry, Stream target, long limit, CancellationToken cancellationToken)
    {
        await using var source = await entry.OpenAsync(cancellationToken);
        var buffer = new byte[1 << 16];
        long total = 0;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if ((total += read) > limit)
                throw new BackupException($"{entry.FullName} in the backup is larger than {limit >> 20} MB. Nothing was restored.");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static async Task CheckDatabaseAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new BackupException($"The backup holds no {PortalFiles.Database}.");
        await using (var connection = new SqliteConnection(PortalBackup.Unpooled(file, SqliteOpenMode.ReadOnly)))
        {
            await connection.OpenAsync(cancellationToken);
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check(1)";
            if (await check.ExecuteScalarAsync(cancellationToken) is not "ok")
                throw new BackupException("The database in the backup is damaged. Nothing was restored.");
        }
        await using var db = new SqlitePortalDb(new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite(PortalBackup.Unpooled(file, SqliteOpenMode.ReadOnly)).Options);
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(db.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
            throw new BackupException($"The backup comes from a newer version of the portal ({unknown[^1]}). Upgrade first.");
    }
}
