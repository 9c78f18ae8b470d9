using System.Text;
using System.Text.Json;
using DualWanPortal.Alerts;
using DualWanPortal.Alerts.Webhook;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Tests.Alerts;

public sealed class DeliveriesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dwp-alerts-").FullName;
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 1, 2, 14, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Attempt_ReceiverTakesIt_SignedBodyWithIdOfTheEvent()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        await desk.AddWebhookAsync(receiver.Url, stop, Secret);
        var eventId = await desk.HappenAsync("failover", stop);
        _clock.Advance(TimeSpan.FromMinutes(7));

        var due = await desk.Deliveries.DueAsync(10, stop);
        Assert.IsType<DeliveryOutcome.Delivered>(await desk.Deliveries.AttemptAsync(Assert.Single(due), retry: true, stop));

        var (headers, body) = Assert.Single(receiver.Received);
        Assert.Equal($"dwp_evt_{eventId}", headers["webhook-id"]);
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), headers["webhook-timestamp"]);
        Assert.Equal(WebhookSignature.Sign(Secret, headers["webhook-id"], _clock.GetUtcNow(), Encoding.UTF8.GetBytes(body)), headers["webhook-signature"]);
        var message = JsonDocument.Parse(body).RootElement;
        Assert.Equal("failover", message.GetProperty("type").GetString());
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 2, 14, 0, TimeSpan.Zero), message.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal("harbour", message.GetProperty("data").GetProperty("router").GetString());
        Assert.Empty(await desk.Deliveries.DueAsync(10, stop));
        Assert.Equal(DeliveryStates.Delivered, (await desk.OnlyDeliveryAsync(stop)).State);
    }

    [Fact]
    public async Task Attempt_ReceiverFailsThenPortalRestarts_IsRetriedWithTheSameId()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        receiver.Answer = context => { context.Response.StatusCode = 500; return Task.CompletedTask; };
        await using (var desk = await AlertDesk.OpenAsync(_folder, _clock, stop))
        {
            await desk.AddWebhookAsync(receiver.Url, stop);
            await desk.HappenAsync("wan-down", stop);
            Assert.IsType<DeliveryOutcome.Retry>(await desk.Deliveries.AttemptAsync((await desk.Deliveries.DueAsync(10, stop))[0], retry: true, stop));
            Assert.Empty(await desk.Deliveries.DueAsync(10, stop));
        }

        receiver.Answer = context => { context.Response.StatusCode = 200; return Task.CompletedTask; };
        await using var after = await AlertDesk.OpenAsync(_folder, _clock, stop);
        _clock.Advance(RetryPauses.After(1));
        Assert.IsType<DeliveryOutcome.Delivered>(await after.Deliveries.AttemptAsync(Assert.Single(await after.Deliveries.DueAsync(10, stop)), retry: true, stop));
        Assert.Equal(2, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(message => message.Headers["webhook-id"]).Distinct());
        Assert.Equal(2, (await after.OnlyDeliveryAsync(stop)).Attempts);
    }

    [Fact]
    public async Task Attempt_TwoAtOnce_OnlyOneSends()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        await desk.AddWebhookAsync(receiver.Url, stop);
        await desk.HappenAsync("failback", stop);
        var id = (await desk.Deliveries.DueAsync(10, stop))[0];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.Deliveries.AttemptAsync(id, retry: true, stop)));
        Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Attempt_DiedInTheMiddle_IsDueAgainAfterItsLease()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        await desk.AddWebhookAsync(receiver.Url, stop);
        await desk.HappenAsync("failover", stop);
        using var killed = new CancellationTokenSource();
        receiver.Answer = async context =>
        {
            await killed.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await desk.Deliveries.AttemptAsync((await desk.Deliveries.DueAsync(10, stop))[0], retry: true, killed.Token));
        Assert.Empty(await desk.Deliveries.DueAsync(10, stop));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(await desk.Deliveries.DueAsync(10, stop));
    }

    [Fact]
    public async Task Attempt_ReceiverGone_SwitchesTheChannelOff()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        receiver.Answer = context => { context.Response.StatusCode = 410; return Task.CompletedTask; };
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        await desk.AddWebhookAsync(receiver.Url, stop);
        await desk.HappenAsync("failover", stop);
        await desk.Deliveries.AttemptAsync((await desk.Deliveries.DueAsync(10, stop))[0], retry: true, stop);
        var channel = Assert.Single(await desk.Channels.ListAsync(stop));
        Assert.False(channel.Enabled);
        Assert.Contains("410", channel.DisabledReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempt_Redirect_IsNotFollowed()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var elsewhere = await Receiver.StartAsync(stop);
        await using var receiver = await Receiver.StartAsync(stop);
        receiver.Answer = context => { context.Response.Redirect(elsewhere.Url, permanent: false); return Task.CompletedTask; };
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        await desk.AddWebhookAsync(receiver.Url, stop);
        await desk.HappenAsync("failover", stop);
        var outcome = await desk.Deliveries.AttemptAsync((await desk.Deliveries.DueAsync(10, stop))[0], retry: true, stop);
        Assert.Contains("redirects are not followed", Assert.IsType<DeliveryOutcome.Retry>(outcome).Text, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task Attempt_AddressNoLongerAllowed_IsRefusedAtSend()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        await using (var desk = await AlertDesk.OpenAsync(_folder, _clock, stop))
        {
            await desk.AddWebhookAsync(receiver.Url, stop);
            await desk.HappenAsync("failover", stop);
        }
        await using var strict = await AlertDesk.OpenAsync(_folder, _clock, stop, allowPrivate: false);
        var outcome = await strict.Deliveries.AttemptAsync((await strict.Deliveries.DueAsync(10, stop))[0], retry: true, stop);
        Assert.Contains("loopback", Assert.IsType<DeliveryOutcome.Rejected>(outcome).Text, StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task SendTest_ReceiverAnswers500_IsOneAttemptAndFinal()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        receiver.Answer = context => { context.Response.StatusCode = 500; return Task.CompletedTask; };
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        var channel = await desk.AddWebhookAsync(receiver.Url, stop);
        Assert.IsType<DeliveryOutcome.Retry>(await desk.Channels.SendTestAsync(channel, stop));
        Assert.Equal(DeliveryStates.Failed, (await desk.OnlyDeliveryAsync(stop)).State);
        Assert.Equal("test", JsonDocument.Parse(Assert.Single(receiver.Received).Body).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Replay_DeliveredEvent_IsToldAgainUnderItsId()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var receiver = await Receiver.StartAsync(stop);
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        await desk.AddWebhookAsync(receiver.Url, stop);
        await desk.HappenAsync("failover", stop);
        var id = (await desk.Deliveries.DueAsync(10, stop))[0];
        await desk.Deliveries.AttemptAsync(id, retry: true, stop);
        Assert.True(await desk.Channels.ReplayAsync(id, stop));
        Assert.False(await desk.Channels.ReplayAsync(id, stop));
        await desk.Deliveries.AttemptAsync(id, retry: true, stop);
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task Add_Settings_KeepTheSecretOutOfTheDatabaseAndTheList()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var desk = await AlertDesk.OpenAsync(_folder, _clock, stop);
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        await desk.AddWebhookAsync("http://127.0.0.1:9/hook", stop, Secret);
        await using var db = await desk.Databases.CreateDbContextAsync(stop);
        Assert.DoesNotContain("MfKQ9r8G", (await db.Channels.SingleAsync(stop)).ProtectedSettings, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Single(await desk.Channels.ListAsync(stop)).Settings.Keys);
    }
}
