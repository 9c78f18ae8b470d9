using System.CommandLine;
using DualWanPortal.Failover.Planning.Reports;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Operations.Verbs;

internal enum PlanFormat { Text, Rsc, Json }

/// <summary>What a policy would change on the router of an export, and what is expected of it. Needs no data folder and starts nothing.</summary>
internal sealed class PlanVerb(Stream input, TextWriter output, TextWriter error)
{
    private const int Changes = 1;
    private const int NoPlan = 3;

    /// <summary>More than the longest policy, so that one that is too long is told so.</summary>
    private const int MostPolicy = 256 * 1024;

    private readonly Argument<string> _file = new("FILE") { Description = "Export (.rsc); - reads standard input" };
    private readonly Option<string> _policy = new("--policy") { Description = "A policy as YAML, or the name of a built-in one: distance, recursive, netwatch", Required = true, HelpName = "FILE|NAME" };
    private readonly Option<PlanFormat> _format = new("--format") { Description = "text, rsc (commands to paste) or json", DefaultValueFactory = _ => PlanFormat.Text, HelpName = "text|rsc|json" };

    private readonly Option<bool> _plain = new("--no-prediction") { Description = "Only the plan: the failures are not played before it and after it, which takes most of the time" };

    public Command Command()
    {
        var command = new Command("plan", "What a policy would change on the router of an export, and what is expected at every failure before and after. 0: nothing to do, 1: changes, 2: the file or the policy cannot be read, 3: no plan, because the file shows fewer than two WANs or the policy does not fit the router. What is predicted does not change that.")
            { _file, _policy, _format, _plain };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(_file), parsed.GetRequiredValue(_policy), parsed.GetValue(_format), !parsed.GetValue(_plain), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string file, string policyName, PlanFormat format, bool predict, CancellationToken cancellationToken)
    {
        var (policy, problems) = await PolicyAsync(policyName, cancellationToken);
        if (policy is null)
        {
            foreach (var problem in problems)
                await error.WriteLineAsync($"{policyName}: {problem}");
            return CommandLine.Unusable;
        }
        var (name, bytes, unreadable) = await ExportFile.ReadAsync(file, input, cancellationToken);
        var report = bytes is null ? PlanReport.Refused(name, unreadable ?? "", policy)
            : predict ? PlanReport.Predicted(name, ExportReader.Read(bytes), policy, cancellationToken) : PlanReport.Of(name, ExportReader.Read(bytes), policy);
        await output.WriteAsync(format switch { PlanFormat.Json => PlanReportJson.Write(report), PlanFormat.Rsc => PlanReportScript.Write(report), _ => PlanReportText.Write(report) });
        await output.FlushAsync(cancellationToken);
        if (report.Refusal is null)
            return report.NothingPlanned is not null ? NoPlan : report.Plan.IsEmpty ? 0 : Changes;
        if (format != PlanFormat.Text)
            await error.WriteLineAsync($"{report.File}: {report.Refusal}");
        return CommandLine.Unusable;
    }

    /// <summary>A file of that name goes before a built-in policy.</summary>
    private static async Task<(FailoverPolicy? Policy, IEnumerable<string> Problems)> PolicyAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(name) && BuiltInPolicies.Named(name) is { } builtIn)
            return (builtIn, []);
        try
        {
            await using var stream = File.OpenRead(name);
            if (stream.Length > MostPolicy)
                return (null, ["The policy is too long."]);
            using var reader = new StreamReader(stream);
            var reading = PolicyYaml.Read(await reader.ReadToEndAsync(cancellationToken));
            return (reading.Policy, reading.Problems.Select(problem => problem.ToString()));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return (null, [$"The policy cannot be read: {unreadable.Message} Built in are {string.Join(", ", BuiltInPolicies.All.Select(policy => policy.Name))}."]);
        }
    }
}
