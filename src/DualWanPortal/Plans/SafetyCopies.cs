using System.Globalization;
using System.Security.Cryptography;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Plans;

/// <summary>A backup and an export taken before anything is changed, brought here and taken off the router's flash at the end.</summary>
public sealed class SafetyCopies(IDbContextFactory<PortalDb> databases, SecretBox secrets, PlanJournal journal, TimeProvider time)
{
    public static string NameOf(PlanWork work) => string.Create(CultureInfo.InvariantCulture, $"dwp-plan-{work.Id}{(work.IsUndo ? "-undo" : "")}");

    /// <summary>Takes both copies and stores what the API can give.</summary>
    /// <exception cref="PlanStepException">A copy did not come about: then nothing is changed.</exception>
    public async Task TakeAsync(RouterOsClient client, RouterOsVersion version, PlanWork work, CancellationToken cancellationToken)
    {
        var files = new RouterFiles(client, version, time);
        var (name, planId) = (NameOf(work), work.Id);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        // The password is kept before the file exists: a copy that nobody can open would be worth nothing.
        await KeepAsync(planId, name + ".backup", null, password, cancellationToken);
        await client.RunAsync(new RouterOsCommand("/system/backup/save").With("name", name).With("password", password).With("encryption", "aes-sha256"), cancellationToken);
        await FetchAsync(files, planId, name + ".backup", text: false, password, cancellationToken);

        var export = new RouterOsCommand("/export").With("file", name);
        // v7 hides secrets by itself, v6 shows them unless told not to (reference 3.13).
        await client.RunAsync(version.IsV6 ? export.With("hide-sensitive") : export, cancellationToken);
        await FetchAsync(files, planId, name + ".rsc", text: true, null, cancellationToken);
    }

    /// <summary>Takes the copies off the router's flash. Those that could not be brought here stay when <paramref name="keepUnfetched"/> is set, and the journal says so.</summary>
    public async Task RemoveAsync(RouterOsClient client, RouterOsVersion version, PlanWork work, bool keepUnfetched, CancellationToken cancellationToken)
    {
        var planId = work.Id;
        var files = new RouterFiles(client, version, time);
        foreach (var name in new[] { NameOf(work) + ".backup", NameOf(work) + ".rsc" })
        {
            if (keepUnfetched && !await IsKeptAsync(planId, name, cancellationToken))
            {
                await journal.WriteAsync(planId, JournalPhases.Clean, null, JournalOutcomes.Done, $"{name} stays on the router: this version's API could not hand it over.", null, cancellationToken);
                continue;
            }
            await files.RemoveAsync(name, cancellationToken);
        }
        await journal.WriteAsync(planId, JournalPhases.Clean, null, JournalOutcomes.Done, "The router's flash holds no copy made by this plan any more.", null, cancellationToken);
    }

    /// <summary>The stored copies of a plan, without their content.</summary>
    public async Task<List<PlanFileView>> ListAsync(int planId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PlanFiles.Where(file => file.PlanId == planId && file.ProtectedContent != null)
            .Select(file => new PlanFileView(file.Id, file.Name, file.TakenAt, file.ProtectedPassword != null)).ToListAsync(cancellationToken);
    }

    /// <summary>Content and password of one copy; null when there is none.</summary>
    public async Task<(string Name, byte[] Content, string? Password)?> ReadAsync(int planId, int fileId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var file = await db.PlanFiles.AsNoTracking().FirstOrDefaultAsync(row => row.Id == fileId && row.PlanId == planId, cancellationToken);
        return file?.ProtectedContent is null
            ? null
            : (file.Name, secrets.Reveal(file.ProtectedContent), file.ProtectedPassword is { } kept ? secrets.Reveal(kept) : null);
    }

    private async Task FetchAsync(RouterFiles files, int planId, string name, bool text, string? password, CancellationToken cancellationToken)
    {
        var size = await files.WaitForAsync(name, cancellationToken) ?? throw new PlanStepException($"{name} did not appear on the router within 30 s. Is its flash full?");
        if (await files.ReadAsync(name, size, text, cancellationToken) is { } content)
        {
            await KeepAsync(planId, name, content, password, cancellationToken);
            await journal.WriteAsync(planId, JournalPhases.Copy, null, JournalOutcomes.Done, string.Create(CultureInfo.InvariantCulture, $"{name} taken and stored here ({content.Length} bytes)."), null, cancellationToken);
        }
        else
        {
            await journal.WriteAsync(planId, JournalPhases.Copy, null, JournalOutcomes.Done,
                $"{name} taken; it can only be kept on the router, because this version's API does not hand over such a file. Fetch it with WinBox or FTP if you want it.", null, cancellationToken);
        }
    }

    private async Task KeepAsync(int planId, string name, byte[]? content, string? password, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.PlanFiles.FirstOrDefaultAsync(file => file.PlanId == planId && file.Name == name, cancellationToken);
        if (row is null)
            db.PlanFiles.Add(row = new PlanFileRecord { PlanId = planId, Name = name });
        row.ProtectedContent = content is null ? null : secrets.Protect(content);
        row.ProtectedPassword = password is null ? null : secrets.Protect(password);
        row.TakenAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> IsKeptAsync(int planId, string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PlanFiles.AnyAsync(file => file.PlanId == planId && file.Name == name && file.ProtectedContent != null, cancellationToken);
    }
}

/// <summary>A stored copy as the page shows it.</summary>
public sealed record PlanFileView(int Id, string Name, DateTimeOffset TakenAt, bool HasPassword);
