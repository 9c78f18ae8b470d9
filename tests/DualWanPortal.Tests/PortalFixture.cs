using System.Net.Http.Headers;
using DualWanPortal.Access;
using DualWanPortal.Storage;
using DualWanPortal.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests;

/// <summary>The real portal on a port of its own with a data folder that is deleted afterwards.</summary>
public sealed class TestPortal : IAsyncDisposable
{
    /// <summary>The administrator that <see cref="StartAsync"/> makes unless told not to.</summary>
    public const string AdministratorName = "admin";
    public const string AdministratorPassword = "correct horse battery";

    private readonly bool _keepData;
    private readonly List<HttpClient> _clients = [];

    private TestPortal(PortalApp app, PortalOptions options, bool keepData)
    {
        App = app;
        Options = options;
        _keepData = keepData;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Anonymous = NewClient(null);
        Client = Anonymous;
    }

    public PortalApp App { get; }
    public PortalOptions Options { get; }
    public IServiceProvider Services => App.Services;

    /// <summary>Where it listens, port included.</summary>
    public Uri Address { get; }

    /// <summary>With an administrator's token; the same as <see cref="Anonymous"/> when there are no people.</summary>
    public HttpClient Client { get; private set; }

    /// <summary>With neither token nor cookie; follows no redirect.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>The administrator's token; empty when there are no people.</summary>
    public string Token { get; private set; } = "";

    /// <param name="cancellationToken">The test's.</param>
    /// <param name="people">Whether an administrator and his token are made.</param>
    /// <param name="options">Changes to the options; the data folder and the port are set already.</param>
    /// <param name="customize">Last word on services, as in <see cref="PortalApp.Build"/>.</param>
    /// <param name="keepData">Leaves the data folder for another portal to start on.</param>
    public static async Task<TestPortal> StartAsync(
        CancellationToken cancellationToken, bool people = true, Func<PortalOptions, PortalOptions>? options = null,
        Action<WebApplicationBuilder>? customize = null, bool keepData = false)
    {
        var chosen = new PortalOptions { Urls = "http://127.0.0.1:0", Data = NewFolder() };
        chosen = options?.Invoke(chosen) ?? chosen;
        if (PostgreSqlServer.OfAllTests is { } server && chosen is { PostgreSql: null, Demo: false })
            chosen = chosen with { PostgreSql = PostgreSqlServer.DatabaseOf(server, chosen.Data) };
        var app = PortalApp.Build(chosen, customize);
        try
        {
            await app.StartAsync(cancellationToken);
            var portal = new TestPortal(app, chosen, keepData);
            if (people)
                await portal.AddAdministratorAsync(cancellationToken);
            return portal;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty folder for a portal's data.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("dualwan-test-").FullName;

    /// <summary>Client with a new token of that role.</summary>
    public async Task<HttpClient> ClientOfAsync(string role, CancellationToken cancellationToken) =>
        NewClient((await Services.GetRequiredService<Tokens>().IssueAsync($"test {role}", role, "test", cancellationToken)).Secret);

    /// <summary>Client that keeps cookies and follows no redirect, like a browser under test.</summary>
    public HttpClient NewBrowser()
    {
        var client = NewClient(null);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    /// <param name="token">Bearer token; null for none.</param>
    public HttpClient NewClient(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        // Open pages are waited for five seconds before their connections are cut.
        using (var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
            await App.Web.StopAsync(deadline.Token);
        await CloseDatabaseAsync();
        await App.DisposeAsync();
        if (_keepData)
            return;
        Directory.Delete(Options.Data, recursive: true);
    }

    /// <summary>Idle connections would keep the file, and its write-ahead log, open for the next one.</summary>
    private async Task CloseDatabaseAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        if (db.Database.GetDbConnection() is SqliteConnection connection)
            SqliteConnection.ClearPool(connection);
        else if (!_keepData)
            await db.Database.EnsureDeletedAsync();
    }

    private async Task AddAdministratorAsync(CancellationToken cancellationToken)
    {
        var people = Services.GetRequiredService<People>();
        if (!await people.AnyAsync(cancellationToken))
            Assert.IsType<PersonOutcome.Done>(await people.CreateFirstAsync(AdministratorName, AdministratorPassword, cancellationToken));
        Token = (await Services.GetRequiredService<Tokens>().IssueAsync("test", Roles.Administrator, AdministratorName, cancellationToken)).Secret;
        Client = NewClient(Token);
    }
}
