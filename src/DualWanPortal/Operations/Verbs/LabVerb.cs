using System.CommandLine;
using System.Globalization;
using System.Net;
using DualWanPortal.Lab;
using DualWanPortal.Lab.Timeline;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Runs simulated routers only, for any RouterOS API client.</summary>
internal sealed class LabVerb(TextWriter output, TextWriter error)
{
    private const string Off = "off";

    private readonly Option<string?> _scenario = new("--scenario") { Description = "two-isps, fibre-lte, dhcp-pppoe, broken, fleet:N or demo", HelpName = "NAME" };
    private readonly Option<string?> _timeline = new("--scenario-file") { Description = "YAML: which sites there are, what goes wrong and when", HelpName = "FILE" };
    private readonly Option<string[]> _exports = new("--export") { Description = "Exports to make routers of", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _bind = new("--bind") { Description = "Loopback address to listen on", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int> _port = new("--port") { Description = "Router k listens on PORT+2k, over TLS on the next", DefaultValueFactory = _ => 8728 };
    private readonly Option<string?> _tlsPort = new("--tls-port") { Description = "TLS port of a single router, or off", HelpName = "PORT|off" };
    private readonly Option<string?> _control = new("--control") { Description = "Address of the fault control, http on loopback", HelpName = "URL" };
    private readonly Option<string?> _profile = new("--profile") { Description = string.Join(", ", RouterProfile.All.Select(profile => profile.Name)) };
    private readonly Option<string> _password = new("--password") { Description = "Password of the user admin", DefaultValueFactory = _ => "lab" };

    public Command Command()
    {
        var command = new Command("lab", "Only simulated routers, for any RouterOS API client.") { _scenario, _timeline, _exports, _bind, _port, _tlsPort, _control, _profile, _password };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(_scenario) is null && parsed.GetValue(_timeline) is null && parsed.GetValue(_exports) is null or { Length: 0 })
                parsed.AddError("Say what to run: --scenario NAME, --scenario-file FILE or --export FILE…");
        });
        _bind.Validators.Add(parsed => Check(parsed, IPAddress.TryParse(parsed.GetValueOrDefault<string>(), out _), "--bind wants an IP address"));
        _port.Validators.Add(parsed => Check(parsed, parsed.GetValueOrDefault<int>() is >= 0 and <= IPEndPoint.MaxPort, "--port is a number from 0 to 65535"));
        _tlsPort.Validators.Add(parsed => Check(parsed, parsed.GetValueOrDefault<string?>() is null or Off || Port(parsed.GetValueOrDefault<string?>()) is not null,
            "--tls-port is a number from 0 to 65535, or off"));
        _profile.Validators.Add(parsed => Check(parsed, parsed.GetValueOrDefault<string?>() is not { } name || RouterProfile.Named(name) is not null,
            $"--profile is one of {_profile.Description}"));
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var exports = new List<LabExport>();
        LabTimeline? timeline = null;
        try
        {
            if (parsed.GetValue(_timeline) is { } script)
                timeline = await LabCommand.ReadTimelineAsync(script, cancellationToken);
            foreach (var file in parsed.GetValue(_exports) ?? [])
                exports.Add(await LabCommand.ReadExportAsync(file, cancellationToken));
        }
        catch (LabException unreadable)
        {
            await error.WriteLineAsync(unreadable.Message);
            return CommandLine.Unusable;
        }
        var tls = parsed.GetValue(_tlsPort);
        return await LabCommand.RunAsync(new LabOptions
        {
            Scenario = parsed.GetValue(_scenario),
            Timeline = timeline,
            Exports = [.. exports],
            Bind = IPAddress.Parse(parsed.GetRequiredValue(_bind)),
            Port = parsed.GetValue(_port),
            Tls = tls != Off,
            TlsPort = Port(tls),
            Profile = parsed.GetValue(_profile) is { } profile ? RouterProfile.Named(profile) : null,
            Password = parsed.GetRequiredValue(_password),
        }, parsed.GetValue(_control), output, TimeProvider.System, cancellationToken);
    }

    private static int? Port(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port : null;

    private static void Check(System.CommandLine.Parsing.OptionResult parsed, bool good, string otherwise)
    {
        if (!good)
            parsed.AddError(otherwise);
    }
}
