using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Lab.Control;

/// <summary>The fault control of a lab that runs by itself. It has no login and therefore listens on loopback only.</summary>
public sealed class ControlServer : IAsyncDisposable
{
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    private ControlServer(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    /// <summary>Where it listens, with the port that was taken for 0.</summary>
    public string Url => _app.Urls.First();

    /// <exception cref="LabException">The address is no http URL on loopback, or cannot be used.</exception>
    public static async Task<ControlServer> StartAsync(string url, LabHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || !IsLoopback(uri.Host))
            throw new LabException($"The control address has no login: '{url}' must be http on loopback, for example http://127.0.0.1:8090.");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{(uri.Host == "localhost" ? "127.0.0.1" : uri.Host)}:{uri.Port}");
        builder.Services.AddRoutingCore();
        builder.Services.AddProblemDetails();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapGroup(uri.AbsolutePath.TrimEnd('/') + "/api/v1").MapLabApi(host);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException refused)
        {
            await app.DisposeAsync();
            throw new LabException($"The control address {url} cannot be used: {refused.Message}", refused);
        }
        return new ControlServer(app, time);
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(s_stopDeadline, _time);
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
