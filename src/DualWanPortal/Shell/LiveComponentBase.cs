using DualWanPortal.Live;
using Microsoft.AspNetCore.Components;

namespace DualWanPortal.Shell;

/// <summary>
/// A component that shows live state. Waits for the doorbell of <see cref="LiveState"/>, repaints only when what it watches is another object, at most
/// four times a second, and ends its loop before it is gone.
/// </summary>
public abstract class LiveComponentBase : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();
    private LiveSubscription? _subscription;
    private Task _loop = Task.CompletedTask;
    private object? _painted;

    [Inject]
    protected LiveState Live { get; set; } = default!;

    [Inject]
    protected TimeProvider Time { get; set; } = default!;

    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    /// <summary>Cancelled when the component is disposed; pass it to every query.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>The part of the snapshot that this component shows; it repaints when this returns another object.</summary>
    protected virtual object? Watched(FleetSnapshot fleet) => fleet;

    /// <summary>Called at every ring, for components that also show rows of the database. True asks for a repaint.</summary>
    protected virtual Task<bool> OnRingAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    protected override void OnAfterRender(bool firstRender)
    {
        // Not in OnInitialized: prerendering never gets here, and a subscription made there would have nobody to end it.
        if (!firstRender)
            return;
        _subscription = Live.Subscribe();
        _loop = ListenAsync(_subscription, _gone.Token);
    }

    private async Task ListenAsync(LiveSubscription subscription, CancellationToken cancellationToken)
    {
        // A portal that stops takes its services away while pages are still open.
        var stopping = Services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        try
        {
            await LookAsync(end.Token);
            while (true)
            {
                await subscription.WaitForChangeAsync(end.Token);
                await LookAsync(end.Token);
                await Task.Delay(s_rest, Time, end.Token);
            }
        }
        catch (Exception over) when (end.IsCancellationRequested && over is (OperationCanceledException or ObjectDisposedException))
        {
            // The page was left, or the portal stops.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private Task LookAsync(CancellationToken cancellationToken) => InvokeAsync(async () =>
    {
        var watched = Watched(Live.Current);
        var moved = !ReferenceEquals(watched, _painted);
        _painted = watched;
        if (await OnRingAsync(cancellationToken) || moved)
            StateHasChanged();
    });

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _subscription?.Dispose();
        await _loop;
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
