using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Failover.WhatIf.Checks;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>Runs a simulated copy of a router through every failure, on a virtual clock.</summary>
public static class Matrix
{
    /// <summary>The matrix of an export, or why there is none. Never throws on what the export says.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked has left, or the time that he gave is over.</exception>
    public static ScenarioMatrix Of(RouterExport export, MatrixOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(options);
        if (export.Refusal is { } refusal)
            return ScenarioMatrix.Refused(options.File, refusal);
        var model = export.ToModel();
        if (DefaultPaths.TooMany(model) is { } tooMany)
            return ScenarioMatrix.Refused(options.File, tooMany);
        return Of(model, export.Items, [.. model.Warnings.Select(warning => warning with { Text = SecretText.Mask(warning.Text) })], options, cancellationToken);
    }

    /// <summary>The matrix of a router as it was read, or as planned rows would leave it (<see cref="Planning.PlannedRows.After"/>).</summary>
    /// <exception cref="OperationCanceledException">Whoever asked has left, or the time that he gave is over.</exception>
    public static ScenarioMatrix Of(RouterModel model, MatrixOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return Of(model, model.Items, model.Warnings, options, cancellationToken);
    }

    private static ScenarioMatrix Of(RouterModel model, IEnumerable<ConfigItem> rows, ImmutableArray<ModelWarning> warnings, MatrixOptions options, CancellationToken cancellationToken)
    {
        var subject = new MatrixSubject(model, RunningSchedulers.In(rows, model.Version));
        var results = ImmutableArray.CreateBuilder<ScenarioResult>(Scenario.All.Length);
        var notes = new List<string>();
        foreach (var scenario in Scenario.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var site = subject.Boot();
            var wans = SimulatedWans.Of(subject.Found, site);
            results.Add(Of(scenario, subject, wans) ?? Judged(ScenarioRun.Play(scenario, subject, site, wans, options.MostEvents, cancellationToken)));
            notes.AddRange(site.NotUnderstood);
        }
        var all = warnings.Concat(notes.Distinct(StringComparer.Ordinal).Select(note => new ModelWarning(null, SecretText.Mask(note), "The simulated router could not run this.")));
        return new ScenarioMatrix(options.File, null, model.Version, model.Board, subject.Found, results.MoveToImmutable(), [.. all]) { PlayedAs = subject.PlayedAs };
    }

    /// <summary>Scenarios that cannot be played on this router; null where it can.</summary>
    private static ScenarioResult? Of(Scenario scenario, MatrixSubject subject, SimulatedWans wans)
    {
        var (verdict, why) = subject.Found.IsEmpty ? (CellVerdict.NotApplicable, "This configuration shows no way to the Internet.")
            : wans.Links.IsEmpty ? (CellVerdict.Unknown, $"{string.Join(" and ", subject.Found.Select(wan => wan.Interface))} cannot be simulated: {BeyondWords(subject.Found)}.")
            : wans.Links.Length == 1 && subject.Found.Length == 1 && scenario.NeedsBackup ? (CellVerdict.NotApplicable, $"{wans.Primary.Interface} is the only WAN.")
            : wans.Links.Length < subject.Found.Length && (wans.Links[0] != subject.Found[0] || scenario.NeedsBackup)
                ? (CellVerdict.Unknown, $"{string.Join(" and ", subject.Found.Except(wans.Links).Select(wan => wan.Interface))} cannot be simulated: {BeyondWords(subject.Found.Except(wans.Links))}.")
            : (CellVerdict.Works, "");
        return verdict == CellVerdict.Works
            ? null
            : new ScenarioResult(scenario.Id, scenario.Title, "", [.. CheckIds.Of(subject).Select(check => new Cell(check, verdict, null, null, why, []))]);
    }

    private static string BeyondWords(IEnumerable<WanLink> links) => links.Any(link => link.Kind is WanKind.WireGuard or WanKind.Pppoe)
        ? "a dialled tunnel is not brought up here"
        : "the configuration does not show its gateway";

    private static ScenarioResult Judged(ScenarioFacts facts)
    {
        ImmutableArray<Cell> cells =
        [
            InternetCheck.Judge(facts), PathCheck.Judge(facts), NatCheck.Judge(facts), DnsCheck.Judge(facts), ConnectionsCheck.Judge(facts), InboundCheck.Judge(facts), VpnCheck.Judge(facts),
            ManagementCheck.Judge(facts), AlertCheck.Judge(facts), .. facts.Subject.Ipv6.IsEmpty ? [] : new[] { Ipv6Check.Judge(facts), Ipv6ClosedCheck.Judge(facts) },
        ];
        return new ScenarioResult(facts.Scenario.Id, facts.Scenario.Title, Done(facts), [.. cells.Select(cell => Doubts.About(cell, facts))]);
    }

    private static string Done(ScenarioFacts facts)
    {
        var scenario = facts.Scenario;
        var words = new List<string>();
        if (scenario.OnPrimary is { } fault)
            words.Add($"{facts.Wans.Primary.Interface} {fault}");
        if (scenario.OnOthers is { } others)
            words.AddRange(facts.Wans.Others.Select(link => $"{link.Interface} {others}"));
        var done = words.Count == 0 ? "nothing" : string.Join(", ", words);
        return scenario.Then switch { Then.Mend => done + ", then mended", Then.Reboot => done + ", then the router restarted", _ => done };
    }
}
