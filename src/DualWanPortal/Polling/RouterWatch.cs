using System.Threading.Channels;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;

namespace DualWanPortal.Polling;

/// <summary>
/// Watches one router: looks at it when the schedule or the router itself says so. Two looks never overlap; pings run beside them, because a change
/// must not wait for a lost echo.
/// </summary>
public sealed class RouterWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_configurationAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_betweenReactions = TimeSpan.FromMilliseconds(200);

    private readonly RouterSession _session;
    private readonly Watchkeeper _keeper;
    private readonly PollSettingsStore _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RouterObservation _seen;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reactions;
    private RouterOsClient? _client;
    private ChangeStreams? _streams;

    internal RouterWatch(RouterSession session, Watchkeeper keeper, PollSettingsStore settings, TimeProvider time, ILogger log)
    {
        (_session, _keeper, _settings, _time, _log) = (session, keeper, settings, time, log);
        _seen = new RouterObservation(session.RouterId);
        _reactions = ReactAsync();
    }

    /// <summary>One scheduled look with probes. Never throws for what the router does; returns at once while a failing router is left alone.</summary>
    public async Task<PollOutcome> PollAsync(CancellationToken cancellationToken) =>
        _session.IsBackingOff ? PollOutcome.LeftAlone : await GuardAsync(LookAndProbeAsync, cancellationToken);

    /// <summary>Reads everything again now, for whoever changed the router; false when it could not be read.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken) =>
        await GuardAsync(token => LookAsync(everything: true, token), cancellationToken) == PollOutcome.Answered;

    /// <summary>Weighs the findings anew without asking the router: what counts was decided otherwise.</summary>
    public async Task ReviewAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await _keeper.ReviewAsync(_seen, _time.GetUtcNow(), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reactions;
        if (_streams is not null)
            await _streams.DisposeAsync();
        _stop.Dispose();
    }

    private async Task LookAndProbeAsync(CancellationToken cancellationToken)
    {
        var client = await LookAsync(everything: false, cancellationToken);
        if (_seen.Model is not { } model || _seen.Wans is not { IsEmpty: false } wans)
            return;
        var results = await WanProber.ProbeAsync(client, model, wans, _settings.Current.ProbeTarget, _time, cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // A look in between may have found that the way of an echo is gone: its loss then says nothing new.
            _keeper.Probed(_seen, [.. results.Where(result => result.Sent == 0 || StillLeadsOut(result.Interface))]);
            if (_seen.FailingSince is null)
                await _keeper.JudgeAsync(_seen, _time.GetUtcNow(), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool StillLeadsOut(string wan) =>
        _seen.Model is { } model && _seen.Wans.FirstOrDefault(link => link.Interface == wan) is { } present && WanProber.TargetOf(model, present, _settings.Current.ProbeTarget) is not null;

    private async Task<RouterOsClient> LookAsync(bool everything, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var client = await _session.ConnectAsync(cancellationToken);
            if (!ReferenceEquals(client, _client))
            {
                await ListenAsync(client);
                everything = true;
            }
            var now = _time.GetUtcNow();
            everything |= _seen.ConfigurationReadAt is not { } read || now - read >= s_configurationAge;
            var reading = await RouterReader.ReadAsync(client, everything ? null : _seen.Reading, cancellationToken);
            if (!everything && _seen.Config.Differs(reading))
            {
                // A change is taken in as a whole: the menus that were not read again belong to it.
                everything = true;
                reading = await RouterReader.ReadAsync(client, null, cancellationToken);
            }
            _seen.Answered(reading, everything, _time.GetUtcNow());
            await _keeper.NoticeAsync(_seen, client, _time.GetUtcNow(), cancellationToken);
            await _keeper.JudgeAsync(_seen, _time.GetUtcNow(), cancellationToken);
            _session.Succeeded();
            return client;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Streams first, then the read that follows: nothing is lost in between (reference 1.7).</summary>
    private async Task ListenAsync(RouterOsClient client)
    {
        if (_streams is not null)
            await _streams.DisposeAsync();
        _client = client;
        _streams = new ChangeStreams(client, () => _changes.Writer.TryWrite(true));
    }

    private async Task<PollOutcome> GuardAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(s_deadline, _time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken, _stop.Token);
        try
        {
            await work(any.Token);
            return PollOutcome.Answered;
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            await FailAsync(RouterFailure.From(fault), cancellationToken);
            return PollOutcome.Failed;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            await FailAsync(new RouterFailure("The router did not answer all questions in time", "watching", _time.GetElapsedTime(started), "It is overloaded or the line to it is lossy."), cancellationToken);
            return PollOutcome.Failed;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return PollOutcome.LeftAlone;
        }
    }

    private async Task FailAsync(RouterFailure failure, CancellationToken cancellationToken)
    {
        await _session.FailedAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = _time.GetUtcNow();
            _seen.Failed(now);
            if (_seen.Failures == 1)
                _log.LogInformation("Router {RouterId} could not be read: {Problem}", _seen.RouterId, failure.Sentence);
            var tell = _seen.Failures >= 2 || now - _seen.FailingSince >= _settings.Current.UnreachableGrace;
            await _keeper.UnreachableAsync(_seen, failure, tell, now, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>One loop for the life of the watch: waits until a stream rings, lets what belongs together arrive, looks again.</summary>
    private async Task ReactAsync()
    {
        try
        {
            while (await _changes.Reader.WaitToReadAsync(_stop.Token))
            {
                await Task.Delay(s_gather, _time, _stop.Token);
                _changes.Reader.TryRead(out _);
                await ReactOnceAsync();
                await Task.Delay(s_betweenReactions, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ReactOnceAsync()
    {
        if (_session.IsBackingOff)
            return;
        try
        {
            await GuardAsync(token => LookAsync(everything: false, token), _stop.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The loop must outlive a database that is busy: the next poll judges again.
            _log.LogError(fault, "A change of router {RouterId} could not be taken in", _seen.RouterId);
        }
    }
}
