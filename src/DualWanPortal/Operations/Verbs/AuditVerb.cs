using System.Collections.Immutable;
using System.CommandLine;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Operations.Verbs;

/// <summary>Judges exports. Needs no data folder and starts nothing.</summary>
internal sealed class AuditVerb(Stream input, TextWriter output, TextWriter error, DateTimeOffset now)
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Exports (.rsc); - reads standard input", Arity = ArgumentArity.OneOrMore };
    private readonly Option<ReportFormat> _format = new("--format") { Description = "text, json, sarif or junit. Several files give one document", DefaultValueFactory = _ => ReportFormat.Text, HelpName = "text|json|sarif|junit" };
    private readonly Option<ReportLevel> _failOn = new("--fail-on") { Description = "error (critical and high), warning (medium and low) or info", DefaultValueFactory = _ => ReportLevel.Error, HelpName = "error|warning|info" };
    private readonly Option<string?> _suppress = new("--suppress") { Description = "Decisions to live with a finding: lines of RULE[(SUBJECT)][@FILE] [until YYYY-MM-DD] because REASON", HelpName = "FILE" };

    public Command Command()
    {
        var command = new Command("audit", "Judges exports of routers. 0: clean, 1: findings at the level of --fail-on, 2: a file cannot be read.") { _files, _format, _failOn, _suppress };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(_files), parsed.GetValue(_format), parsed.GetValue(_failOn), parsed.GetValue(_suppress), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string[] files, ReportFormat format, ReportLevel failOn, string? suppress, CancellationToken cancellationToken)
    {
        if (await SuppressionsAsync(suppress, cancellationToken) is not { } decided)
            return CommandLine.Unusable;
        var holding = decided.Where(one => one.Suppression.HoldsAt(now)).ToList();
        var reports = ImmutableArray.CreateBuilder<AuditReport>(files.Length);
        foreach (var file in files)
            reports.Add((await JudgeAsync(file, cancellationToken)).Suppress([.. holding.Where(one => one.Concerns(file)).Select(one => one.Suppression)]));
        var all = reports.ToImmutable();
        await output.WriteAsync(format.Write(all, failOn));
        await output.FlushAsync(cancellationToken);
        foreach (var refused in all.Where(report => report.Refusal is not null && format != ReportFormat.Text))
            await error.WriteLineAsync($"{refused.File}: {refused.Refusal}");
        await TellUnusedAsync(decided, all);
        return all.Any(report => report.Refusal is not null) ? CommandLine.Unusable : all.Any(report => report.Reaches(failOn)) ? 1 : 0;
    }

    /// <summary>Null when the file cannot be used; why was said.</summary>
    private async Task<ImmutableArray<FileSuppression>?> SuppressionsAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return [];
        try
        {
            var read = SuppressionFile.Read(await File.ReadAllTextAsync(path, cancellationToken));
            foreach (var problem in read.Problems)
                await error.WriteLineAsync($"{path}: {problem}");
            return read.Problems.IsEmpty ? read.Suppressions : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            await error.WriteLineAsync($"{path}: {failure.Message}");
            return null;
        }
    }

    /// <summary>A decision that ran out, or that nothing needs any more, should not stay in the file unseen.</summary>
    private async Task TellUnusedAsync(ImmutableArray<FileSuppression> decided, ImmutableArray<AuditReport> reports)
    {
        foreach (var one in decided)
        {
            if (!one.Suppression.HoldsAt(now))
                await error.WriteLineAsync($"--suppress line {one.Line}: {one.Suppression.Rule} ran out on {one.Suppression.Until!.Value.AddDays(-1):yyyy-MM-dd} and counts again");
            else if (!reports.Any(report => report.Suppressed.Any(suppressed => ReferenceEquals(suppressed.By, one.Suppression))))
                await error.WriteLineAsync($"--suppress line {one.Line}: {one.Suppression.Rule} was not found, so it suppresses nothing");
        }
    }

    private async Task<AuditReport> JudgeAsync(string file, CancellationToken cancellationToken)
    {
        var (name, bytes, unreadable) = await ExportFile.ReadAsync(file, input, cancellationToken);
        return bytes is null ? AuditReport.Refused(name, unreadable ?? "") : AuditReport.Of(name, ExportReader.Read(bytes));
    }
}
