using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Lab;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>
/// Applies a plan to a simulated copy of its router, over the API and by all of the code that changes real ones, brings about the failures that the plan is for,
/// takes everything back by the same code, and says whether all went as predicted. The router itself is not touched.
/// </summary>
public sealed class Rehearsal(RouterOsClientOptions client, TimeProvider time, ILoggerFactory logs)
{
    private const string Password = "rehearsal";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <param name="router">The router as it is.</param>
    /// <exception cref="OperationCanceledException">The portal stops, or a person cancelled.</exception>
    public async Task<RehearsalReport> RunAsync(RouterModel router, PlanDocument document, PlanOutlook outlook, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var scenarios = ImmutableArray.CreateBuilder<RehearsedScenario>();
        string? problem;
        try
        {
            problem = outlook.Problem ?? await PlayAsync(router, document, outlook, scenarios, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problem = $"The rehearsal was not over after {s_patience.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes.";
        }
        catch (Exception fault) when (fault is LabException or PlanStepException || RouterFailure.IsOutside(fault))
        {
            problem = fault is RouterOsException outside ? RouterFailure.From(outside).Sentence : fault.Message;
        }
        return new RehearsalReport(problem is null, problem, scenarios.ToImmutable(), time.GetUtcNow(), Math.Round(time.GetElapsedTime(started).TotalSeconds, 1));
    }

    private async Task<string?> PlayAsync(RouterModel router, PlanDocument document, PlanOutlook outlook, ImmutableArray<RehearsedScenario>.Builder scenarios, CancellationToken cancellationToken)
    {
        await using var lab = await LabHost.StartAsync(new LabOptions
        {
            Exports = [new LabExport("copy", [.. RunningSchedulers.In(router.Items, router.Version)], router.Version)], Port = 0, Tls = false, Password = Password, Speed = RehearsedPlan.Speed,
            Profile = router.Version is { } version ? RouterProfile.Nearest(version).InModeOf(router) : null,
        }, time, cancellationToken, logs);
        var copy = lab.Routers[0];
        var before = await ReadAsync(copy, cancellationToken);
        await using var carried = await RehearsedPlan.StartAsync(lab, Password, document with { Plan = document.Plan with { Fingerprint = Planner.Fingerprint(before) } }, outlook, client, cancellationToken);
        if (await carried.ApplyAsync(cancellationToken) is { } wrong)
            return $"On the copy: {wrong}";
        lab.Run(LabDrill.Speed);
        await using (var fresh = await ConnectAsync(copy, cancellationToken))
        {
            var drill = new LabDrill(copy, fresh, time);
            foreach (var scenario in LabDrill.Scenarios)
            {
                if (await drill.PlayAsync(scenario, outlook, cancellationToken) is { } seen)
                    scenarios.Add(seen);
            }
        }
        lab.Run(RehearsedPlan.Speed);
        if (await carried.UndoAsync(cancellationToken) is { } stays)
            return $"On the copy the plan could not be taken back: {stays}";
        var after = await ReadAsync(copy, cancellationToken);
        if (Planner.Fingerprint(after) != Planner.Fingerprint(before))
            return "Undoing the plan did not bring the copy back to what it was.";
        return Judge(scenarios, outlook, document.Plan);
    }

    /// <returns>Null when all went as predicted and what failed is what the plan names; else what did not.</returns>
    internal static string? Judge(IReadOnlyCollection<RehearsedScenario> scenarios, PlanOutlook outlook, Plan plan)
    {
        if (scenarios.FirstOrDefault(seen => !seen.AllAgrees) is { } surprise)
            return surprise.Besides.FirstOrDefault(check => !check.Agrees) is { } other
                ? $"{surprise.Title}, {CheckWords.Label(other.Check)}: predicted {other.Expected} {Via(other.ExpectedVia)}, seen {other.Seen} {Via(other.SeenVia)}. {other.Why}"
                : $"{surprise.Title}: predicted {surprise.Expected} {Via(surprise.ExpectedVia)}, seen {surprise.Seen} {Via(surprise.SeenVia)}.";
        return scenarios.FirstOrDefault(seen => seen.Fails && outlook.IsUntold(seen.Scenario, plan)) is { } untold
            ? $"{untold.Title}: the Internet is not reached on the copy, as predicted, although the method is made for it, and the plan does not name it among what it does not cure. Make the plan anew and read that."
            : null;
    }

    private async Task<RouterModel> ReadAsync(LabRouter copy, CancellationToken cancellationToken)
    {
        await using var session = await ConnectAsync(copy, cancellationToken);
        return await RouterLook.ReadAsync(session, cancellationToken);
    }

    private Task<RouterOsClient> ConnectAsync(LabRouter copy, CancellationToken cancellationToken) =>
        RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", copy.Port), new RouterOsCredentials("admin", Password), client, cancellationToken);

    private static string Via(string? wan) => wan is null ? "by no WAN" : $"by {wan}";
}
