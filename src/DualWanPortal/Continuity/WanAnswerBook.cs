using System.Collections.Immutable;
using DualWanPortal.Failover.Continuity;
using DualWanPortal.Failover.Planning.Holding;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Continuity;

/// <summary>One WAN's data sheet with what people answered.</summary>
/// <param name="AnsweredBy">Null while nobody did.</param>
public sealed record WanSheetView(WanSheet Sheet, WanAnswers Answers, ImmutableArray<WanLoss> Losses, ImmutableArray<string> Open, string? AnsweredBy, DateTimeOffset? AnsweredAt);

/// <summary>The data sheets of a router's WANs: what the router tells, and what people answered.</summary>
public sealed class WanAnswerBook(IDbContextFactory<PortalDb> databases, LiveState live, TimeProvider time)
{
    /// <summary>Characters of an answer.</summary>
    public const int LongestText = 500;

    /// <returns>One view for each WAN that the router shows now; null when the router is not there or was not read yet.</returns>
    public async Task<ImmutableArray<WanSheetView>?> ReadAsync(int routerId, CancellationToken cancellationToken) =>
        Sheets(routerId) is { } sheets ? await ReadAsync(routerId, sheets, cancellationToken) : null;

    /// <summary>The same of a router that was read just now.</summary>
    public Task<ImmutableArray<WanSheetView>> ReadAsync(int routerId, RouterModel model, CancellationToken cancellationToken) => ReadAsync(routerId, WanSheets.Of(model), cancellationToken);

    private async Task<ImmutableArray<WanSheetView>> ReadAsync(int routerId, ImmutableArray<WanSheet> sheets, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.WanAnswers.AsNoTracking().Where(row => row.RouterId == routerId).ToDictionaryAsync(row => row.Interface, StringComparer.Ordinal, cancellationToken);
        return [.. sheets.Select(sheet =>
        {
            var row = rows.GetValueOrDefault(sheet.Interface);
            var answers = row is null ? WanAnswers.None : Answers(row);
            return new WanSheetView(sheet, answers, WanLosses.Of(sheet, answers, sheets), WanLosses.Open(sheet, answers), row?.AnsweredBy, row?.AnsweredAt);
        })];
    }

    /// <summary>What a WAN is for does not change because traffic is held on another one for a while.</summary>
    private ImmutableArray<WanSheet>? Sheets(int routerId) => live.Current.Routers.GetValueOrDefault(routerId) is not { Model: { } model } router ? null
        : WanSheets.Of(router.Hold is { } hold ? WanHold.Without(model, hold.Back) : model);

    /// <returns>Null when saved, else what to change.</returns>
    public async Task<string?> SaveAsync(int routerId, string wan, WanAnswers answers, string by, CancellationToken cancellationToken)
    {
        if (Sheets(routerId) is not { } sheets)
            return "This router is not there, or was not read yet.";
        if (!sheets.Any(sheet => sheet.Interface == wan))
            return $"This router has no WAN named {(wan.Length <= 60 ? wan : wan[..60])}.";
        if (answers.Depends?.Length > LongestText || answers.AlertsLeaveBy?.Length > LongestText)
            return $"An answer may have {LongestText} characters.";
        if (answers.Accepted.FirstOrDefault(id => !WanLosses.Ids.Contains(id)) is { } strange)
            return $"There is no loss named {(strange.Length <= 60 ? strange : strange[..60])}. Losses: {string.Join(", ", WanLosses.Ids)}.";
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.WanAnswers.FindAsync([routerId, wan], cancellationToken);
        if (row is null)
            db.WanAnswers.Add(row = new WanAnswerRecord { RouterId = routerId, Interface = wan, AnsweredBy = by });
        row.InboundNeeded = answers.InboundNeeded;
        row.Depends = answers.Depends?.Trim();
        row.AlertsLeaveBy = answers.AlertsLeaveBy?.Trim();
        row.Accepted = string.Join(',', answers.Accepted.Distinct());
        (row.AnsweredBy, row.AnsweredAt) = (by, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    private static WanAnswers Answers(WanAnswerRecord row) => new()
    {
        InboundNeeded = row.InboundNeeded,
        Depends = row.Depends,
        AlertsLeaveBy = row.AlertsLeaveBy,
        Accepted = [.. row.Accepted.Split(',', StringSplitOptions.RemoveEmptyEntries)],
    };
}
