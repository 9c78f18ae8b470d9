using DualWanPortal.Lab;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.LabNetwork;

/// <summary>The simulated sites of <c>--demo</c>, as the portal holds them. Always registered; empty when the portal was started without.</summary>
public sealed class PracticeNetwork(
    PortalOptions options, IDbContextFactory<PortalDb> databases, SecretBox secrets, ILoggerFactory logs, TimeProvider time) : IAsyncDisposable
{
    private const string Tag = "practice";

    private LabHost? _host;

    public bool IsRunning => _host is not null;

    internal LabHost? Host => _host;

    /// <summary>Starts the sites and puts them into the inventory under their lab names; a router of an earlier start gets its new port.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var lab = new LabOptions { Scenario = "demo", Port = 0 };
        _host = await LabHost.StartAsync(lab, time, cancellationToken, logs);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.Routers.ToDictionaryAsync(row => row.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var router in _host.Routers)
        {
            if (!known.TryGetValue(router.Name, out var row))
            {
                row = new RouterRecord { Name = router.Name, Address = "", User = "", ProtectedPassword = "", Site = SiteOf(router.Name), Tags = Tag, CreatedAt = time.GetUtcNow() };
                db.Routers.Add(row);
            }
            row.Address = lab.Bind.ToString();
            row.Port = router.Port;
            row.Tls = false;
            row.User = "admin";
            row.ProtectedPassword = secrets.Protect(lab.Password);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>All sites in the order of their names; empty when none run.</summary>
    public async Task<IReadOnlyList<LabRouterState>> ListAsync(CancellationToken cancellationToken)
    {
        var states = new List<LabRouterState>();
        foreach (var router in _host?.Routers ?? [])
            states.Add(await router.DescribeAsync(cancellationToken));
        return [.. states.OrderBy(state => state.Name, StringComparer.Ordinal)];
    }

    /// <param name="router">Name of the site.</param>
    /// <param name="wan">The carrying interface or the port under it; null for <c>reboot</c>.</param>
    /// <param name="fault">As in <c>cable-out</c>, <c>loss:60</c>.</param>
    /// <returns>Null when it happened, else why not.</returns>
    public async Task<string?> ApplyFaultAsync(string router, string? wan, string fault, CancellationToken cancellationToken) =>
        _host?.Named(router) is { } found ? await found.ApplyFaultAsync(wan, fault, cancellationToken) : NoSuch(router);

    /// <summary>Makes one WAN well again, or all of the site.</summary>
    /// <returns>Null when it happened, else why not.</returns>
    public async Task<string?> ClearFaultsAsync(string router, string? wan, CancellationToken cancellationToken)
    {
        if (_host?.Named(router) is not { } found)
            return NoSuch(router);
        await found.ClearFaultsAsync(wan, cancellationToken);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
            await host.DisposeAsync();
    }

    // harbour-fibre-lte is at Harbour.
    private static string SiteOf(string name) => name.Split('-')[0] is { Length: > 0 } word ? char.ToUpperInvariant(word[0]) + word[1..] : name;

    private string NoSuch(string router) => options.Demo ? $"The practice network has no router '{router}'." : "No practice network runs here; start the portal with --demo.";
}
