using System.Text.Json;
using DualWanPortal.Alerts;
using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.LabNetwork;
using DualWanPortal.Live;
using DualWanPortal.Storage;
using DualWanPortal.Tests.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace DualWanPortal.Benchmarks.Latency;

/// <summary>Cuts the cable of a demo site again and again and takes the time until people and programs know.</summary>
internal static class LatencyBenchmark
{
    private const string Site = "harbour-fibre-lte";
    private const string Primary = "ether1";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static async Task<LatencyResult> RunAsync(bool brief, CancellationToken cancellationToken)
    {
        await using var receiver = await Receiver.StartAsync(cancellationToken);
        await using var portal = await RunningPortal.StartAsync(demo: true, cancellationToken);
        await using var chromium = await Chromium.StartAsync() ?? throw new BenchmarkException(Chromium.Missing);
        await AddWebhookAsync(portal, receiver, cancellationToken);
        var live = portal.Get<LiveState>();
        await Waiting.UntilAsync(() => live.Current.Routers.Count == 3 && live.Current.Routers.Values.All(router => router.Reachable), s_patience, "the sites were read", cancellationToken);

        var person = await SignInAsync(chromium.Browser, portal);
        var router = live.Current.Routers.Values.Single(router => router.Name == Site);
        var fleetPage = await WatchedPage.OpenAsync(person, "/", $".fleet-row:has(a[href='/routers/{router.Id}']) .fleet-state .badge");
        var routerPage = await WatchedPage.OpenAsync(person, $"/routers/{router.Id}", ".router-state .badge");

        // Not counted: the circuits of the pages may not stand yet, and nothing has run before.
        await CutAsync(portal.Get<PracticeNetwork>(), fleetPage, routerPage, receiver, cancellationToken);
        await using var outbox = new OutboxWatch(portal.Get<IDbContextFactory<PortalDb>>());
        var rounds = new List<Round>();
        for (var cut = 0; cut < (brief ? 2 : 20); cut++)
            rounds.Add(await CutAsync(portal.Get<PracticeNetwork>(), fleetPage, routerPage, receiver, cancellationToken));
        var (looks, missing) = await outbox.EndAsync();
        return new(rounds.Count, Percentiles.Of(rounds.Select(round => round.FleetMs)), Percentiles.Of(rounds.Select(round => round.RouterMs)),
            Percentiles.Of(rounds.Select(round => round.WebhookMs)), looks, missing, await MachineLoad.ReadAsync(cancellationToken));
    }

    private static async Task<Round> CutAsync(PracticeNetwork network, WatchedPage fleetPage, WatchedPage routerPage, Receiver receiver, CancellationToken cancellationToken)
    {
        await BothShowAsync("state-working", cancellationToken);
        receiver.Received.Clear();
        var told = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = context =>
        {
            if (receiver.Received.Any(IsFailover))
                told.TrySetResult(TimeProvider.System.GetUtcNow());
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };

        var at = TimeProvider.System.GetUtcNow();
        if (await network.ApplyFaultAsync(Site, Primary, "cable-out", cancellationToken) is { } refusal)
            throw new BenchmarkException(refusal);
        var (fleet, router) = await BothShowAsync("state-on-backup", cancellationToken);
        var webhook = await Waiting.ForAsync(told.Task, s_patience, "the webhook arrived", cancellationToken);
        await network.ClearFaultsAsync(Site, Primary, cancellationToken);
        return new((fleet - at).TotalMilliseconds, (router - at).TotalMilliseconds, (webhook - at).TotalMilliseconds);

        async Task<(DateTimeOffset Fleet, DateTimeOffset Router)> BothShowAsync(string state, CancellationToken token)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
            deadline.CancelAfter(s_patience);
            try
            {
                return (await fleetPage.ShowsAsync(state, deadline.Token), await routerPage.ShowsAsync(state, deadline.Token));
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                throw new BenchmarkException($"Waited {s_patience.TotalSeconds:0} s in vain until both pages showed {state}.");
            }
        }
    }

    private static bool IsFailover((IReadOnlyDictionary<string, string> Headers, string Body) message)
    {
        using var body = JsonDocument.Parse(message.Body);
        return body.RootElement.GetProperty("type").GetString() == "failover";
    }

    private static async Task AddWebhookAsync(RunningPortal portal, Receiver receiver, CancellationToken cancellationToken)
    {
        var made = await portal.Get<Channels>().AddAsync("benchmark", "webhook", JsonSerializer.SerializeToElement(new { url = receiver.Url, secret = "" }), cancellationToken);
        if (made.Channel is null)
            throw new BenchmarkException($"The webhook was refused: {string.Join(' ', made.Problems.Values.SelectMany(problem => problem))}");
    }

    private static async Task<IBrowserContext> SignInAsync(IBrowser browser, RunningPortal portal)
    {
        var person = await browser.NewContextAsync(new() { BaseURL = portal.Address.ToString() });
        person.SetDefaultTimeout((float)s_patience.TotalMilliseconds);
        var page = await person.NewPageAsync();
        await page.GotoAsync("/login");
        await page.GetByLabel("Name").FillAsync(DemoAccount.Name);
        await page.GetByLabel("Password").FillAsync(portal.Get<DemoAccount>().Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/");
        await page.CloseAsync();
        return person;
    }

    private sealed record Round(double FleetMs, double RouterMs, double WebhookMs);
}
