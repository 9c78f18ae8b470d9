using DualWanPortal.Access;
using DualWanPortal.Alerts;
using DualWanPortal.Api;
using DualWanPortal.Audit;
using DualWanPortal.Configs;
using DualWanPortal.Continuity;
using DualWanPortal.History;
using DualWanPortal.LabNetwork;
using DualWanPortal.Live;
using DualWanPortal.Operations;
using DualWanPortal.Plans;
using DualWanPortal.Policies;
using DualWanPortal.Polling;
using DualWanPortal.Routers;
using DualWanPortal.Shell;
using DualWanPortal.Sites;
using DualWanPortal.Storage;
using DualWanPortal.WhatIf;

namespace DualWanPortal;

/// <summary>The portal as an object: the program, the tests and the benchmarks build the same one.</summary>
public sealed class PortalApp : IAsyncDisposable
{
    private PortalApp(WebApplication web) => Web = web;

    public WebApplication Web { get; }

    public IServiceProvider Services => Web.Services;

    /// <param name="options">What must be known before anything is built.</param>
    /// <param name="customize">Last word on services and configuration, for tests; null for none.</param>
    /// <exception cref="PortalOptionsException">The portal cannot start with these settings.</exception>
    public static PortalApp Build(PortalOptions options, Action<WebApplicationBuilder>? customize = null)
    {
        BootstrapToken.Check(options);
        if (options.Demo)
            DemoRules.Claim(options);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PortalApp).Assembly.GetName().Name,
            // Static files lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.UseQuietConsole();
        builder.UseSettingsOf(options.Data);
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        // Outside Development nobody else loads the list of static files when the app runs from its build folder.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services
            .AddStorage(options)
            .AddApi()
            .AddAccess(options)
            .AddLive(options)
            .AddRouters(options)
            .AddPolling(options)
            .AddHistory(options)
            .AddAlerts(options)
            .AddPolicies(options)
            .AddSites()
            .AddPlans(options)
            .AddContinuity()
            .AddAudit(options)
            .AddWhatIf()
            .AddConfigs(options)
            .AddLabNetwork(options)
            .AddOperations(options)
            .AddShell(options);
        customize?.Invoke(builder);

        var web = builder.Build();
        web.UseStopRefusal();
        web.UseProblems();
        web.UseAccess();
        web.MapOpenApiDocument();
        web.MapAccess();
        web.MapLive();
        web.MapRouters();
        web.MapPolling();
        web.MapHistory();
        web.MapAlerts();
        web.MapPolicies();
        web.MapSites();
        web.MapPlans();
        web.MapContinuity();
        web.MapAudit();
        web.MapWhatIf();
        web.MapConfigs();
        web.MapLabNetwork();
        web.MapOperations();
        web.MapShell();
        return new PortalApp(web);
    }

    /// <summary>Brings the database up to date and starts to listen.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await StorageFeature.MigrateAsync(Services, cancellationToken);
        await AccessFeature.PrepareAsync(Services);
        await LabNetworkFeature.PrepareAsync(Services, cancellationToken);
        await Web.StartAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
