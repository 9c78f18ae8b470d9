using System.Text.Json;
using DualWanPortal.Alerts;
using DualWanPortal.Alerts.Webhook;
using DualWanPortal.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Alerts;

/// <summary>Storage and the alert services over a database file in a temporary folder. Opening a second one on the same folder is a restart.</summary>
internal sealed class AlertDesk : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly WebhookTransport _webhook;

    private AlertDesk(ServiceProvider services, WebhookTransport webhook, ManualClock clock)
    {
        _services = services;
        _webhook = webhook;
        Clock = clock;
        Databases = services.GetRequiredService<IDbContextFactory<PortalDb>>();
        Deliveries = new Deliveries(Databases, services.GetRequiredService<SecretBox>(), [webhook], clock);
        Channels = new Channels(Databases, services.GetRequiredService<SecretBox>(), [webhook], Deliveries, new AlertBell(), clock);
    }

    public ManualClock Clock { get; }
    public IDbContextFactory<PortalDb> Databases { get; }
    public Deliveries Deliveries { get; }
    public Channels Channels { get; }

    public static async Task<AlertDesk> OpenAsync(string folder, ManualClock clock, CancellationToken cancellationToken, bool allowPrivate = true)
    {
        var services = new ServiceCollection().AddLogging().AddStorage(new PortalOptions { Data = folder }).BuildServiceProvider();
        await StorageFeature.MigrateAsync(services, cancellationToken);
        return new AlertDesk(services, new WebhookTransport(DestinationGuardTests.Guard(allowPrivate), clock), clock);
    }

    public async Task<int> AddWebhookAsync(string url, CancellationToken cancellationToken, string? secret = null)
    {
        var made = await Channels.AddAsync("desk", "webhook", JsonSerializer.SerializeToElement(new { url, secret }), cancellationToken);
        Assert.Empty(made.Problems);
        return made.Channel!.Id;
    }

    /// <summary>Writes an event and what it owes, as polling does: in one transaction.</summary>
    public async Task<long> HappenAsync(string kind, CancellationToken cancellationToken)
    {
        await using var db = await Databases.CreateDbContextAsync(cancellationToken);
        var router = await db.Routers.FirstOrDefaultAsync(cancellationToken) ?? db.Routers.Add(new RouterRecord
        {
            Name = "harbour", Address = "192.0.2.1", User = "portal", ProtectedPassword = "-", Site = "Harbour", CreatedAt = Clock.GetUtcNow(),
        }).Entity;
        await db.SaveChangesAsync(cancellationToken);
        var happened = new EventRecord { RouterId = router.Id, At = Clock.GetUtcNow(), RecordedAt = Clock.GetUtcNow(), Kind = kind, Wan = "lte1", Cause = "ether1 has no link" };
        db.Events.Add(happened);
        await Outbox.OweAsync(db, [happened], Clock.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return happened.Id;
    }

    public async Task<DeliveryRecord> OnlyDeliveryAsync(CancellationToken cancellationToken)
    {
        await using var db = await Databases.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.AsNoTracking().SingleAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _webhook.Dispose();
        await _services.DisposeAsync();
    }
}
