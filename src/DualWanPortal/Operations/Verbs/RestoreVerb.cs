using System.CommandLine;
using DualWanPortal.Operations.Backups;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Brings a backup back into a data folder that no portal runs on.</summary>
internal sealed class RestoreVerb(TextWriter output, TextWriter error)
{
    public Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "A zip written by backup." };
        var data = StartSettings.DataOption();
        var force = new Option<bool>("--force") { Description = "Replace the data that is there; it is kept in a folder replaced-…" };
        var command = new Command("restore", "Brings a backup back. The portal must not run meanwhile.") { file, data, force };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file), StartSettings.Read(parsed.GetValue(data)), parsed.GetValue(force), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string file, PortalOptions options, bool force, CancellationToken cancellationToken)
    {
        try
        {
            using var claim = DataFolderClaim.Take(options.Data);
            var aside = await new PortalRestore(options, TimeProvider.System).ReadAsync(Path.GetFullPath(file), force, cancellationToken);
            await output.WriteLineAsync($"Restored {file} into {options.Data}." + (aside is null ? "" : $" The data that was there is in {aside}."));
            return 0;
        }
        catch (Exception refused) when (refused is BackupException or PortalOptionsException)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
