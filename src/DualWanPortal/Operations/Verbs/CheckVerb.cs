using System.CommandLine;
using DualWanPortal.Operations.Checks;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Runs the self-checks on a data folder and prints each with what to type.</summary>
internal sealed class CheckVerb(TextWriter output)
{
    public Command Command()
    {
        var data = StartSettings.DataOption();
        var command = new Command("check", "Checks the portal's own data and settings. 0: nothing failed, 1: something did.") { data };
        command.SetAction((parsed, cancellationToken) => RunAsync(StartSettings.Read(parsed.GetValue(data)), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(PortalOptions options, CancellationToken cancellationToken)
    {
        // Building the portal would make the folder, and a check changes nothing.
        if (!Directory.Exists(options.Data))
        {
            await WriteAsync(DataFolderCheck.Missing(options.Data));
            return 1;
        }
        await using var portal = PortalApp.Build(options);
        var results = await portal.Services.GetRequiredService<SelfChecks>().RunAsync(cancellationToken);
        foreach (var result in results)
            await WriteAsync(result);
        return results.Any(result => result.Verdict == SelfCheckVerdict.Failed) ? 1 : 0;
    }

    private async Task WriteAsync(CheckResult result)
    {
        var word = result.Verdict switch { SelfCheckVerdict.Passed => "ok  ", SelfCheckVerdict.Warning => "warn", _ => "FAIL" };
        await output.WriteLineAsync($"{word} {result.Id} {result.Sentence}");
        if (result.Fix is not null)
            await output.WriteLineAsync($"     {result.Fix}");
    }
}
