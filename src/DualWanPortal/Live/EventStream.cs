using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Globalization;
using DualWanPortal.Access;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Live;

/// <summary><c>GET /api/v1/events/stream</c>: server-sent events, named by kind. A reader that comes back with <c>Last-Event-ID</c> gets what it missed first.</summary>
public static class EventStream
{
    private static readonly TimeSpan s_ping = TimeSpan.FromSeconds(15);
    private const int MostMissed = 1000;

    public static void MapEventStream(this WebApplication app) =>
        app.MapGet("/api/v1/events/stream", (HttpContext context, EventFeed feed, IDbContextFactory<PortalDb> databases, TimeProvider time, IHostApplicationLifetime life) =>
            {
                long? after = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
                return TypedResults.ServerSentEvents(ReadAsync(feed, databases, time, after, life.ApplicationStopping, context.RequestAborted));
            })
            .RequireAuthorization(Permissions.View).WithTags("Events").WithSummary("New events as they happen, as server-sent events; \"ping\" every 15 seconds");

    private static async IAsyncEnumerable<SseItem<object>> ReadAsync(
        EventFeed feed, IDbContextFactory<PortalDb> databases, TimeProvider time, long? after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open stream must not keep the portal from stopping.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        cancellationToken = either.Token;
        using var reader = feed.Subscribe();
        yield return Ping(time);
        long last = 0;
        if (after is { } from)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            foreach (var row in await db.Events.AsNoTracking().Where(row => row.Id > from).OrderBy(row => row.Id).Take(MostMissed).ToListAsync(cancellationToken))
            {
                last = row.Id;
                yield return Item(EventJson.Of(row));
            }
        }
        while (true)
        {
            var more = reader.Events.WaitToReadAsync(cancellationToken).AsTask();
            while (await Task.WhenAny(more, Task.Delay(s_ping, time, cancellationToken)) != more && !cancellationToken.IsCancellationRequested)
                yield return Ping(time);
            // Cancelled: the wait then ends as cancelled and must not be awaited, for a stop is no failure.
            if (cancellationToken.IsCancellationRequested || !await more)
                yield break;
            while (reader.Events.TryRead(out var happened))
            {
                if (happened.Id > last)
                    yield return Item(happened);
            }
        }
    }

    private static SseItem<object> Item(EventJson happened) => new(happened, happened.Kind) { EventId = happened.Id.ToString(CultureInfo.InvariantCulture) };

    private static SseItem<object> Ping(TimeProvider time) => new(new { at = time.GetUtcNow() }, "ping");
}
