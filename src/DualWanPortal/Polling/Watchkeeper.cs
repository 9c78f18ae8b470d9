using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Audit;
using DualWanPortal.Configs;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;

namespace DualWanPortal.Polling;

/// <summary>Judges what was seen, has it written down, and only then shows it.</summary>
public sealed class Watchkeeper(WatchLedger ledger, LiveState live, SampleBuffer samples, PollSettingsStore settings, PortalAbsence absence, AuditKeeper audits, ConfigRecorder configs, NormalOrder order)
{
    /// <summary>Takes in that the configuration changed, and who did it, while the router can be asked.</summary>
    internal Task NoticeAsync(RouterObservation seen, RouterOsClient client, DateTimeOffset at, CancellationToken cancellationToken) =>
        configs.NoticeAsync(seen.RouterId, seen.Config, seen.Reading!, client, at, cancellationToken);

    internal async Task JudgeAsync(RouterObservation seen, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var model = seen.Model ?? throw new InvalidOperationException("Nothing was read yet.");
        var before = await KnownAsync(seen, cancellationToken);
        await order.SettleAsync(seen, cancellationToken);
        var verdict = Verdicts.Judge(model, seen.Wans, [.. seen.Rounds.Values.SelectMany(rounds => rounds)], at, seen.Order?.Held);
        var (state, events) = Transitions.Next(before, verdict, at);
        if (absence.GapOf(seen.RouterId, before, at) is { } gap)
            events = events.Insert(0, gap);
        var review = await audits.ReviewAsync(seen.RouterId, seen.Config, seen.Audit, ConfigurationAudit.Of(seen.Audit, seen.Order?.Rest ?? model, live.Current.Routers.GetValueOrDefault(seen.RouterId)?.Policy), seen.Wans, at, cancellationToken);
        if (!await StoreAsync(seen, state, events, review, cancellationToken))
            return;
        absence.Told(seen.RouterId);
        Show(seen.RouterId, snapshot => snapshot with
        {
            Reachable = true,
            Problem = null,
            AsOf = seen.ReadAt,
            StateSince = state.StateSince ?? at,
            Verdict = verdict,
            WanSince = state.Wans.ToImmutableDictionary(wan => wan.Interface, wan => wan.Since),
            Model = model,
            Findings = review.Counting,
            Suppressed = review.Suppressed,
            Score = review.Score,
            Recent = seen.Samples,
            Version = model.Version?.ToString(),
            Board = model.Board,
            PollInterval = settings.Current.Interval,
        });
    }

    /// <summary>Weighs the findings of the last answers anew; nothing to do for a router that never answered.</summary>
    internal async Task ReviewAsync(RouterObservation seen, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (seen.Model is not { } model)
            return;
        var known = await KnownAsync(seen, cancellationToken);
        var review = await audits.ReviewAsync(seen.RouterId, seen.Config, seen.Audit, ConfigurationAudit.Of(seen.Audit, seen.Order?.Rest ?? model, live.Current.Routers.GetValueOrDefault(seen.RouterId)?.Policy), seen.Wans, at, cancellationToken);
        if (await StoreAsync(seen, known, [], review, cancellationToken))
            Show(seen.RouterId, snapshot => snapshot with { Findings = review.Counting, Suppressed = review.Suppressed, Score = review.Score });
    }

    /// <summary>Takes in a round of probes; the next judgement counts it.</summary>
    internal void Probed(RouterObservation seen, IReadOnlyCollection<ProbeResult> results)
    {
        seen.Probed(results);
        samples.Add(seen.RouterId, results);
    }

    /// <param name="tell">Whether the failure has lasted long enough to be an event; it is shown at once in any case.</param>
    internal async Task UnreachableAsync(RouterObservation seen, RouterFailure failure, bool tell, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var before = await KnownAsync(seen, cancellationToken);
        var (state, events) = tell ? Transitions.Unreachable(before, failure.Sentence, at) : (before, ImmutableArray<FailoverEvent>.Empty);
        if (tell && !await StoreAsync(seen, state, events, null, cancellationToken))
            return;
        Show(seen.RouterId, snapshot => snapshot with
        {
            Reachable = false,
            Problem = failure.Sentence,
            StateSince = snapshot.Verdict.State == RouterState.Unknown ? snapshot.StateSince : at,
            // Not known is not down: whatever was known of the WANs is no longer.
            Verdict = RouterVerdict.Unknown($"Not known: {failure.What}") with
            {
                Wans = [.. snapshot.Verdict.Wans.Select(wan => new WanVerdict(wan.Link, WanState.Unknown, "the router could not be read", [], null, null, null))],
            },
            WanSince = snapshot.WanSince.ToImmutableDictionary(
                pair => pair.Key,
                pair => snapshot.Verdict.Wans.Any(wan => wan.Link.Interface == pair.Key && wan.State == WanState.Unknown) ? pair.Value : at),
            PollInterval = settings.Current.Interval,
        });
    }

    private async Task<IncidentState> KnownAsync(RouterObservation seen, CancellationToken cancellationToken)
    {
        if (seen.Incident is { } known)
            return known;
        var stored = await ledger.LoadAsync(seen.RouterId, cancellationToken);
        seen.StoredIncident = Essence(stored);
        return seen.Incident = stored;
    }

    private async Task<bool> StoreAsync(RouterObservation seen, IncidentState state, ImmutableArray<FailoverEvent> events, AuditReview? review, CancellationToken cancellationToken)
    {
        var essence = Essence(state);
        if ((!events.IsEmpty || essence != seen.StoredIncident || review?.Entry is not null) && !await ledger.RecordAsync(seen.RouterId, state, events, review?.Entry, cancellationToken))
            return false;
        // Only after the commit: what could not be written is judged, and told, again.
        (seen.Incident, seen.StoredIncident) = (state, essence);
        if (review is not null)
            AuditKeeper.Written(seen.Config, seen.Audit, review);
        return true;
    }

    /// <summary>Without what changes at every look: such a change alone is not worth a write.</summary>
    private static string Essence(IncidentState state) => JsonSerializer.Serialize(state with { LastVerdictAt = state.LastVerdictAt is null ? null : DateTimeOffset.UnixEpoch, Open = state.Open is { } open ? open with { Cause = "" } : null });

    private void Show(int routerId, Func<RouterSnapshot, RouterSnapshot> change) => live.Update(fleet =>
        fleet.Routers.TryGetValue(routerId, out var present) ? new FleetSnapshot(fleet.Routers.SetItem(routerId, change(present))) : fleet);
}
