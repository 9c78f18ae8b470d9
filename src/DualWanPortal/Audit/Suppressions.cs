using DualWanPortal.Live;
using DualWanPortal.Polling;
using DualWanPortal.Storage;

namespace DualWanPortal.Audit;

/// <summary>Decides which findings are lived with, and has the routers concerned weighed anew at once.</summary>
public sealed class Suppressions(SuppressionBook book, RouterWatches watches, LiveState live)
{
    public async Task<SuppressionResult> AddAsync(SuppressionInput input, string by, CancellationToken cancellationToken)
    {
        var result = await book.AddAsync(input, by, cancellationToken);
        if (result is SuppressionResult.Added { Row: var row })
            await ReviewAsync(row);
        return result;
    }

    /// <summary>False when there is none that holds.</summary>
    public async Task<bool> EndAsync(int id, string by, CancellationToken cancellationToken)
    {
        if (await book.EndAsync(id, by, cancellationToken) is not { } row)
            return false;
        await ReviewAsync(row);
        return true;
    }

    /// <summary>What is decided holds, so leaving the page does not stop it.</summary>
    private async Task ReviewAsync(SuppressionRecord row)
    {
        foreach (var (id, router) in live.Current.Routers)
        {
            if ((row.RouterId is null || row.RouterId == id) && router.Model is not null)
                await watches.Get(id).ReviewAsync(CancellationToken.None);
        }
    }
}
