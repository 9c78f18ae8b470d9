using System.CommandLine;
using DualWanPortal.Operations.Backups;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Writes the portal's own data into one file; the portal may run meanwhile.</summary>
internal sealed class BackupVerb(TextWriter output, TextWriter error)
{
    public Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "The zip to write; must not exist." };
        var data = StartSettings.DataOption();
        var command = new Command("backup", "Writes the portal's own data (database and keys) into one zip. Keep it safe: it opens every stored password.") { file, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), StartSettings.Read(parsed.GetValue(data)), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string file, PortalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await new PortalBackup(options, TimeProvider.System).WriteAsync(Path.GetFullPath(file), cancellationToken);
            await output.WriteLineAsync($"Wrote {file}, {new FileInfo(file).Length / 1024} KB. It holds the keys: whoever has it can read every stored password.");
            return 0;
        }
        catch (BackupException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
