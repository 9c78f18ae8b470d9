using System.Collections.Concurrent;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Tests.Storage;

/// <summary>The portal on the other database. Every test of this project can be run on it: set <c>DWP_POSTGRESQL</c> to a server's connection string.</summary>
public sealed class PostgreSqlTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstStart_WhereThereIsNoDatabase_MakesItWithoutAnErrorInTheLog()
    {
        Assert.SkipUnless(server.Runs, PostgreSqlServer.Missing);
        var data = TestPortal.NewFolder();
        using var log = new ErrorLines();

        await using var portal = await TestPortal.StartAsync(Token, options: options => options with { Data = data, PostgreSql = server.Database(data) }, customize: builder => builder.Logging.AddProvider(log));

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task FirstStart_WhereNoServerAnswers_FailsWithItsReason()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TestPortal.StartAsync(Token, options: options => options with { PostgreSql = "Host=127.0.0.1;Port=1;Database=nothing;Timeout=5" }));

        Assert.Contains("Failed to connect to 127.0.0.1:1", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portal_OnPostgreSql_WatchesPlansAndRemembersOverARestart()
    {
        Assert.SkipUnless(server.Runs, PostgreSqlServer.Missing);
        var data = TestPortal.NewFolder();
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, Token, keepData: true,
            options => options with { Data = data, PostgreSql = server.Database(data) });

        var plan = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, Token);
        var id = plan.GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", new { }, Token);
        var ended = await site.PlanInAsync(id, Token, "confirmed", "failed", "rolled-back");
        Assert.Equal("confirmed", ended.GetProperty("state").GetString());

        await site.RestartPortalAsync(Token);

        Assert.Equal("confirmed", (await site.GetAsync($"plans/{id}", Token)).GetProperty("state").GetString());
        var kinds = (await site.GetAsync("events", Token)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()).ToList();
        Assert.Contains("plan-applied", kinds);
        Assert.Equal(site.RouterId, Assert.Single((await site.GetAsync("routers", Token)).GetProperty("items").EnumerateArray()).GetProperty("id").GetInt32());
    }

    /// <summary>What is logged as an error or worse.</summary>
    private sealed class ErrorLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                _lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
