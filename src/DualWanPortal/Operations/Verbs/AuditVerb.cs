using System.Collections.Immutable;
using System.CommandLine;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Judges exports. Needs no data folder and starts nothing.</summary>
internal sealed class AuditVerb(Stream input, TextWriter output, TextWriter error)
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Exports (.rsc); - reads standard input", Arity = ArgumentArity.OneOrMore };
    private readonly Option<ReportFormat> _format = new("--format") { Description = "text, json, sarif or junit. Several files give one document", DefaultValueFactory = _ => ReportFormat.Text, HelpName = "text|json|sarif|junit" };
    private readonly Option<ReportLevel> _failOn = new("--fail-on") { Description = "error (critical and high), warning (medium and low) or info", DefaultValueFactory = _ => ReportLevel.Error, HelpName = "error|warning|info" };

    public Command Command()
    {
        var command = new Command("audit", "Judges exports of routers. 0: clean, 1: findings at the level of --fail-on, 2: a file cannot be read.") { _files, _format, _failOn };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(_files), parsed.GetValue(_format), parsed.GetValue(_failOn), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string[] files, ReportFormat format, ReportLevel failOn, CancellationToken cancellationToken)
    {
        var reports = ImmutableArray.CreateBuilder<AuditReport>(files.Length);
        foreach (var file in files)
            reports.Add(await JudgeAsync(file, cancellationToken));
        var all = reports.ToImmutable();
        await output.WriteAsync(format.Write(all, failOn));
        await output.FlushAsync(cancellationToken);
        foreach (var refused in all.Where(report => report.Refusal is not null && format != ReportFormat.Text))
            await error.WriteLineAsync($"{refused.File}: {refused.Refusal}");
        return all.Any(report => report.Refusal is not null) ? CommandLine.Unusable : all.Any(report => report.Reaches(failOn)) ? 1 : 0;
    }

    private async Task<AuditReport> JudgeAsync(string file, CancellationToken cancellationToken)
    {
        var (name, bytes, unreadable) = await ExportFile.ReadAsync(file, input, cancellationToken);
        return bytes is null ? AuditReport.Refused(name, unreadable ?? "") : AuditReport.Of(name, ExportReader.Read(bytes));
    }
}
