namespace DualWanPortal.Operations.Backups;

/// <summary><c>manifest.json</c> of a backup: what is in it, so that a restore can tell a whole one from a damaged or foreign one.</summary>
/// <param name="Format">1.</param>
/// <param name="Migration">The newest migration of its database.</param>
/// <param name="Files">SHA-256, hex, by entry name.</param>
internal sealed record BackupManifest(int Format, DateTimeOffset CreatedAt, string Migration, IReadOnlyDictionary<string, string> Files)
{
    public const string Name = "manifest.json";
    public const int PresentFormat = 1;
}

/// <summary>A backup or restore that was not done; the message says why and what to do.</summary>
public sealed class BackupException(string message) : Exception(message);
