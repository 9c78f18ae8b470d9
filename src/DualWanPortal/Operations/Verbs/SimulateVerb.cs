using System.CommandLine;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Operations.Verbs;

internal enum SimulateFormat { Text, Json }

/// <summary>What happens to the router of an export when each thing fails. Needs no data folder and starts nothing.</summary>
internal sealed class SimulateVerb(Stream input, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _file = new("FILE") { Description = "Export (.rsc); - reads standard input" };
    private readonly Option<SimulateFormat> _format = new("--format") { Description = "text or json", DefaultValueFactory = _ => SimulateFormat.Text, HelpName = "text|json" };

    public Command Command()
    {
        var command = new Command("simulate", "Runs a simulated copy of a router through every failure of its WANs. 0: a matrix was made, 2: the file cannot be read.") { _file, _format };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(_file), parsed.GetValue(_format), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string file, SimulateFormat format, CancellationToken cancellationToken)
    {
        var (name, bytes, unreadable) = await ExportFile.ReadAsync(file, input, cancellationToken);
        var matrix = bytes is null ? ScenarioMatrix.Refused(name, unreadable ?? "") : Matrix.Of(ExportReader.Read(bytes), MatrixOptions.Default with { File = name }, cancellationToken);
        await output.WriteAsync(format == SimulateFormat.Json ? MatrixJson.Write(matrix, traces: true) : MatrixText.Write(matrix));
        await output.FlushAsync(cancellationToken);
        if (matrix.Refusal is null)
            return 0;
        if (format == SimulateFormat.Json)
            await error.WriteLineAsync($"{matrix.File}: {matrix.Refusal}");
        return CommandLine.Unusable;
    }
}
