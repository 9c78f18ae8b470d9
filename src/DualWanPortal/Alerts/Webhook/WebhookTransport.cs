using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace DualWanPortal.Alerts.Webhook;

/// <summary>Where a webhook goes and the key that proves it is ours.</summary>
public sealed record WebhookSettings(string Url, string Secret);

/// <summary>Posts signed JSON. Follows no redirects, uses no proxy, connects only to addresses that <see cref="DestinationGuard"/> has judged.</summary>
public sealed class WebhookTransport : IAlertTransport, IDisposable
{
    private static readonly TimeSpan s_attemptTimeout = TimeSpan.FromSeconds(10);
    private readonly DestinationGuard _guard;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookTransport(DestinationGuard guard, TimeProvider time)
    {
        _guard = guard;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = 16,
            // A pooled connection must not outlive the judgement of its address by much.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("DualWanPortal");
    }

    public string Kind => "webhook";

    public async Task<ChannelSettingsReading> ReadSettingsAsync(JsonElement settings, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>();
        var text = Text(settings, "url");
        var secret = Text(settings, "secret");
        if (settings.ValueKind == JsonValueKind.Object)
        {
            foreach (var unknown in settings.EnumerateObject().Where(setting => setting.Name is not ("url" or "secret")).Take(10))
                problems[unknown.Name.Length > 60 ? unknown.Name[..60] : unknown.Name] = ["There is no such setting. There are url and secret."];
        }
        if (DestinationGuard.ProblemOfUrl(text, out var url) is { } urlProblem)
            problems["url"] = [urlProblem];
        else if (await _guard.ProblemOfDestinationAsync(url!, cancellationToken) is { } destinationProblem)
            problems["url"] = [destinationProblem];
        var generated = string.IsNullOrEmpty(secret) ? WebhookSignature.NewSecret() : null;
        if (generated is null && WebhookSignature.ProblemOf(secret!) is { } secretProblem)
            problems["secret"] = [secretProblem];
        return problems.Count > 0
            ? new ChannelSettingsReading(null, null, problems)
            : new ChannelSettingsReading(JsonSerializer.Serialize(new WebhookSettings(url!.AbsoluteUri, generated ?? secret!)), generated, problems);
    }

    public IReadOnlyDictionary<string, string> Show(string settings) => new Dictionary<string, string> { ["url"] = JsonSerializer.Deserialize<WebhookSettings>(settings)!.Url };

    public async Task<DeliveryOutcome> DeliverAsync(string settings, AlertMessage message, CancellationToken cancellationToken)
    {
        var (url, secret) = JsonSerializer.Deserialize<WebhookSettings>(settings)!;
        var host = new Uri(url).Host;
        var body = message.ToJson();
        var now = _time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        request.Headers.Add(WebhookSignature.IdHeader, message.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secret, message.Id, now, body));
        using var deadline = new CancellationTokenSource(s_attemptTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return Judge(response, host, now);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.Retry($"{host} did not answer within {s_attemptTimeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException failure) when (failure.InnerException is DestinationRefusedException refused)
        {
            return new DeliveryOutcome.Rejected(refused.Message);
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryOutcome.Retry($"{host} could not be reached: {Reason(failure)}.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static DeliveryOutcome Judge(HttpResponseMessage response, string host, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"{host} answered {status}");
        return status switch
        {
            >= 200 and < 300 => new DeliveryOutcome.Delivered(said + "."),
            410 => new DeliveryOutcome.Rejected(said + " (gone): the receiver wants no more, the channel was switched off.", DisableChannel: true),
            >= 300 and < 400 => new DeliveryOutcome.Retry(said + ", a redirect: redirects are not followed, enter the final address."),
            429 or 503 => new DeliveryOutcome.Retry(said + ".", RetryAfter(response, now)),
            // A receiver in the middle of a deployment answers 404 or 401 for minutes: an alert must outlive that.
            _ => new DeliveryOutcome.Retry(said + "."),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var wanted = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - now;
        return wanted is { } pause && pause > TimeSpan.Zero ? (pause < TimeSpan.FromHours(1) ? pause : TimeSpan.FromHours(1)) : null;
    }

    private static string Reason(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name does not resolve",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "TLS failed, is its certificate valid?",
        HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded => "the answer was no HTTP",
        _ => "the request failed",
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await _guard.AllowedAddressesAsync(context.InitialRequestMessage.RequestUri!, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string? Text(JsonElement settings, string name) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
