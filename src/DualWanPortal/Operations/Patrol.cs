namespace DualWanPortal.Operations;

/// <summary>
/// Looks after something for as long as the portal runs, round after round. What goes wrong costs that round and never the watch: it is logged, once until it changes, and the next
/// rounds come later and later until one goes well. When the portal stops, the present round is cancelled and awaited.
/// </summary>
/// <param name="what">What it looks after, as the log names it.</param>
/// <param name="rest">Between two rounds, and after the first failure.</param>
public abstract partial class Patrol(string what, TimeSpan rest, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(30);

    /// <summary>What the last round failed with.</summary>
    private string? _fault;

    /// <summary>What the last look at one of many failed with.</summary>
    private readonly Dictionary<int, string> _faults = [];

    protected TimeProvider Time { get; } = time;

    protected ILogger Log => log;

    /// <summary>What comes before the first round; tried again until it goes well.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected abstract Task RoundAsync(CancellationToken cancellationToken);

    /// <summary>Waits until the next round is due: the rest, or what rings before.</summary>
    protected virtual Task RestAsync(CancellationToken cancellationToken) => Task.Delay(rest, Time, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (begun, pause) = (false, rest);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!begun)
                    await BeginAsync(stoppingToken);
                begun = true;
                await RoundAsync(stoppingToken);
                await RestAsync(stoppingToken);
                (_fault, pause) = (null, rest);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The portal stops: what the stop itself broke off is no fault.
            }
            catch (Exception fault)
            {
                if (_fault != fault.Message)
                    RoundFailed(fault, what, pause);
                _fault = fault.Message;
                await Task.Delay(pause, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Max(rest.Ticks, Math.Min(2 * pause.Ticks, s_longestRest.Ticks)));
            }
        }
    }

    /// <summary>One after the other; one that cannot be looked at keeps none of the others waiting.</summary>
    protected async Task EachAsync<T>(IEnumerable<T> all, Func<T, int> idOf, Func<T, CancellationToken, Task> lookAtAsync, CancellationToken cancellationToken)
    {
        foreach (var one in all)
        {
            var id = idOf(one);
            try
            {
                await lookAtAsync(one, cancellationToken);
                _faults.Remove(id);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                if (!_faults.TryGetValue(id, out var known) || known != fault.Message)
                    LookFailed(fault, what, id);
                _faults[id] = fault.Message;
            }
        }
    }

    /// <summary>One more round at the end, after the stop: with its own deadline, because what open connections used up must not cost it.</summary>
    protected async Task LastRoundAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within, Time);
        try
        {
            await RoundAsync(deadline.Token);
        }
        catch (Exception fault)
        {
            LastRoundFailed(fault, what);
        }
    }

    [LoggerMessage(LogLevel.Error, "The {What} could not be looked after; tried again after {Pause}")]
    private partial void RoundFailed(Exception fault, string what, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "The {What} could not be looked after once more before the portal ended")]
    private partial void LastRoundFailed(Exception fault, string what);

    [LoggerMessage(LogLevel.Error, "One of the {What} could not be looked after, number {Id}; tried again in the next round")]
    private partial void LookFailed(Exception fault, string what, int id);
}
