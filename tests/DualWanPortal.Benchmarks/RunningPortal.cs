using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DualWanPortal.Benchmarks;

/// <summary>The portal in this process, on a free port, with data that is deleted afterwards.</summary>
internal sealed class RunningPortal : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly PortalApp _app;
    private readonly string _data;

    private RunningPortal(PortalApp app, string data) => (_app, _data) = (app, data);

    public Uri Address => new(_app.Web.Urls.First());

    public static async Task<RunningPortal> StartAsync(bool demo, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("dualwan-bench-").FullName;
        var app = PortalApp.Build(new PortalOptions { Urls = "http://127.0.0.1:0", Data = data, Demo = demo },
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Alerts:AllowPrivateDestinations", "true")]);
                // Standard output is for the numbers.
                builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            });
        var portal = new RunningPortal(app, data);
        try
        {
            await app.StartAsync(cancellationToken);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        using (var deadline = new CancellationTokenSource(s_patience))
            await _app.Web.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        // Idle connections hold the file.
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
