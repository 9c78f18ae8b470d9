using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>A portal as a process of its own, on a clock of its own, to be killed. It finds in its data what to do, as after any restart.</summary>
internal static class KillHost
{
    public const string Verb = "kill-host";

    /// <param name="args">The verb, the data folder, the clock.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var time = FastTime.Parse(args[2]);
        await using var app = PortalApp.Build(new PortalOptions { Urls = "http://127.0.0.1:0", Data = args[1] }, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(CancellationToken.None);
        // Whoever starts it kills it; a forgotten one ends with its parent's end of the line.
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
        return 0;
    }
}
