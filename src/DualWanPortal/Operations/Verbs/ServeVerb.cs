using System.CommandLine;
using System.Net.Sockets;
using DualWanPortal.Access;
using DualWanPortal.LabNetwork;
using DualWanPortal.Operations.Checks;
using Microsoft.AspNetCore.Connections;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Runs the portal until it is told to stop. What a person needs to come in is printed last.</summary>
internal sealed class ServeVerb(TextWriter output, TextWriter error)
{
    private const int CannotStart = 1;

    private readonly Option<string?> _data = StartSettings.DataOption();
    private readonly Option<string?> _urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons. Default: http://127.0.0.1:8080", HelpName = "URL" };

    private readonly Option<bool> _demo = new("--demo") { Description = "Adds a practice network of three sites and a demo administrator; keeps its data in ./data-demo" };

    public Command Command(string name)
    {
        var command = new Command(name, "The portal. This is what happens without a verb.");
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_urls);
        command.Options.Add(_demo);
        command.SetAction((parsed, cancellationToken) =>
        {
            var demo = parsed.GetValue(_demo);
            var data = parsed.GetValue(_data) ?? (demo ? DemoRules.DefaultData : null);
            return RunAsync(StartSettings.Read(data, parsed.GetValue(_urls)) with { Demo = demo }, cancellationToken);
        });
    }

    private async Task<int> RunAsync(PortalOptions options, CancellationToken cancellationToken)
    {
        BootstrapToken.Check(options);
        // Before the lock file is made: a demo takes only a folder that is empty or its own.
        if (options.Demo)
            DemoRules.Claim(options);
        using var claim = DataFolderClaim.Take(options.Data);
        await using var portal = PortalApp.Build(options);
        try
        {
            await portal.StartAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is IOException { InnerException: AddressInUseException } or SocketException or UriFormatException or FormatException)
        {
            await error.WriteLineAsync($"Cannot listen on {options.Urls}: {refused.Message} Choose another address with --urls.");
            return CannotStart;
        }
        await portal.Services.GetRequiredService<SelfChecks>().LogAsync(cancellationToken);
        await GreetAsync(portal, cancellationToken);
        await portal.Web.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private async Task GreetAsync(PortalApp portal, CancellationToken cancellationToken)
    {
        var address = portal.Web.Urls.First();
        await output.WriteLineAsync($"DualWanPortal listens on {string.Join(" and ", portal.Web.Urls)}");
        if (!await portal.Services.GetRequiredService<People>().AnyAsync(cancellationToken))
        {
            await output.WriteLineAsync("Nobody can sign in yet. Make the administrator:");
            await output.WriteLineAsync($"  open        {address}/first-run");
            await output.WriteLineAsync($"  set-up code {portal.Services.GetRequiredService<SetUpCode>().Text}");
        }
        if (portal.Services.GetRequiredService<PortalOptions>().Demo)
        {
            await output.WriteLineAsync("A practice network of three sites is in it; its data may be deleted.");
            await output.WriteLineAsync($"  address  {address}");
            await output.WriteLineAsync($"  user     {DemoAccount.Name}");
            await output.WriteLineAsync($"  password {portal.Services.GetRequiredService<DemoAccount>().Password}");
        }
        await output.FlushAsync(cancellationToken);
    }
}
