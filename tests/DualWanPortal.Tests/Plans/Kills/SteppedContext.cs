using System.Collections.Concurrent;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>Runs the continuations of one piece of work one after another and counts them; at one of them something happens, and the work may be left there for good.</summary>
/// <param name="here">Whether it happens before this continuation, counted from 1; asked until it does.</param>
/// <param name="happen">What happens before it.</param>
/// <param name="abandon">Whether nothing of the work runs from then on, as when a process is killed.</param>
internal sealed class SteppedContext(Func<int, bool> here, Action happen, bool abandon) : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _calls = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Continuations so far.</summary>
    public int Count { get; private set; }

    public bool Happened { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _calls.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // Nobody runs it any more.
        }
    }

    /// <summary>Begins the work. What comes back ends with it, or when it is abandoned; it fails as the work fails.</summary>
    public Task Run(Func<Task> work)
    {
        var thread = new Thread(() => Loop(work)) { IsBackground = true, Name = "stepped" };
        thread.Start();
        return _ended.Task;
    }

    /// <summary>What still runs is left where it is.</summary>
    public void Dispose() => _calls.CompleteAdding();

    private void Loop(Func<Task> work)
    {
        SetSynchronizationContext(this);
        var task = work();
        _ = task.ContinueWith(_ => Post(static _ => { }, null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            if (!_calls.TryTake(out var next, Timeout.Infinite))
                return;
            var (call, state) = next;
            Count++;
            if (!Happened && here(Count))
            {
                Happened = true;
                happen();
                if (abandon)
                {
                    _ended.SetResult();
                    return;
                }
            }
            call(state);
        }
        if (task.Exception is { } fault)
            _ended.SetException(fault.InnerExceptions);
        else
            _ended.SetResult();
    }
}
