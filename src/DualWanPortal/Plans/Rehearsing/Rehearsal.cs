using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Lab;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>
/// Applies a plan to a simulated copy of its router, over the API and by the same code that changes real ones, brings about the failures that the plan is for,
/// takes everything back, and says whether all went as predicted. The router itself is not touched.
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
            Exports = [new LabExport("copy", [.. router.Items], router.Version)], Port = 0, Tls = false, Password = Password, Speed = LabDrill.Speed,
            Profile = router.Version is { } version ? RouterProfile.Nearest(version) : null,
        }, time, cancellationToken, logs);
        var copy = lab.Routers[0];
        var before = await ReadAsync(copy, cancellationToken);
        var ids = new string?[document.Plan.Steps.Length];
        await using (var session = await ConnectAsync(copy, cancellationToken))
        {
            for (var number = 0; number < ids.Length; number++)
            {
                try
                {
                    ids[number] = await StepRunner.RunAsync(session, document.Plan.Steps[number].Do, null, cancellationToken);
                }
                catch (Exception refusal) when (refusal is RouterOsTrapException or PlanStepException)
                {
                    return $"The copy refused step {Ordinal(number)}, {PlanText.Command(document.Plan.Steps[number].Do)}: {(refusal is RouterOsTrapException trap ? trap.RouterMessage : refusal.Message)}";
                }
            }
        }
        await using (var fresh = await ConnectAsync(copy, cancellationToken))
        {
            if (await SettledProblemAsync(fresh, document, cancellationToken) is { } wrong)
                return wrong;
            var drill = new LabDrill(copy, fresh, time);
            foreach (var scenario in LabDrill.Scenarios)
            {
                if (outlook.Expected(scenario.Id) is { } expected && await drill.PlayAsync(scenario, expected, cancellationToken) is { } seen)
                    scenarios.Add(seen);
            }
            for (var number = ids.Length - 1; number >= 0; number--)
                await StepRunner.UndoAsync(fresh, document.Plan.Steps[number].Undo, ids[number], cancellationToken);
        }
        var after = await ReadAsync(copy, cancellationToken);
        if (Planner.Fingerprint(after) != Planner.Fingerprint(before))
            return "Undoing the plan did not bring the copy back to what it was.";
        return scenarios.FirstOrDefault(seen => !seen.Agrees) is { } surprise
            ? $"{surprise.Title}: predicted {surprise.Expected} {Via(surprise.ExpectedVia)}, seen {surprise.Seen} {Via(surprise.SeenVia)}."
            : null;
    }

    /// <summary>A lease or a session may need a moment after the change, as on the router itself.</summary>
    private async Task<string?> SettledProblemAsync(RouterOsClient session, PlanDocument document, CancellationToken cancellationToken)
    {
        const int looks = 40;
        for (var look = 1; ; look++)
        {
            var problem = PlanVerification.Problem(await RouterLook.ReadAsync(session, cancellationToken), document);
            if (problem is null || look == looks)
                return problem is null ? null : $"On the copy: {problem}";
            await Task.Delay(LabDrill.Pause, time, cancellationToken);
        }
    }

    private async Task<RouterModel> ReadAsync(LabRouter copy, CancellationToken cancellationToken)
    {
        await using var session = await ConnectAsync(copy, cancellationToken);
        return await RouterLook.ReadAsync(session, cancellationToken);
    }

    private Task<RouterOsClient> ConnectAsync(LabRouter copy, CancellationToken cancellationToken) =>
        RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", copy.Port), new RouterOsCredentials("admin", Password), client, cancellationToken);

    private static string Via(string? wan) => wan is null ? "by no WAN" : $"by {wan}";

    private static string Ordinal(int number) => (number + 1).ToString(CultureInfo.InvariantCulture);
}
