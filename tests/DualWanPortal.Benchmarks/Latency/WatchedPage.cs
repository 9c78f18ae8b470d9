using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace DualWanPortal.Benchmarks.Latency;

/// <summary>An open page that tells when the state of one router changes in its document, by its own clock, which is this machine's.</summary>
internal sealed class WatchedPage
{
    // badge: selector of the element whose class carries the state.
    private const string Watch =
        """
        selector => {
          const state = () => [...(document.querySelector(selector)?.classList ?? [])].find(name => name.startsWith("state-"));
          let last = state();
          window.stateSeen(last ?? "none", Date.now());
          new MutationObserver(() => {
            const now = state();
            if (now === last) return;
            last = now;
            window.stateSeen(now ?? "none", Date.now());
          }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }
        """;

    private readonly Channel<(string State, DateTimeOffset At)> _seen = Channel.CreateBounded<(string, DateTimeOffset)>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    private WatchedPage()
    {
    }

    public static async Task<WatchedPage> OpenAsync(IBrowserContext person, string path, string badge)
    {
        var watched = new WatchedPage();
        var page = await person.NewPageAsync();
        await page.ExposeFunctionAsync<string, double, bool>("stateSeen", (state, at) =>
            watched._seen.Writer.TryWrite((state, DateTimeOffset.FromUnixTimeMilliseconds((long)at))));
        await page.GotoAsync(path);
        await page.EvaluateAsync(Watch, badge);
        return watched;
    }

    /// <summary>The moment at which the page first showed that state, of what it has not yet told.</summary>
    public async Task<DateTimeOffset> ShowsAsync(string state, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await _seen.Reader.ReadAsync(cancellationToken);
            if (seen.State == state)
                return seen.At;
        }
    }
}
