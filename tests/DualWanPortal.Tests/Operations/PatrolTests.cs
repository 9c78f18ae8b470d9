using System.Collections.Concurrent;
using DualWanPortal.Operations;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Tests.Operations;

public sealed class PatrolTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_WhenOneFails_GoOnLaterAndLaterUntilOneGoesWell()
    {
        var (time, log) = (new HastyTime(), new LogLines());
        await using var rounds = new Rounds(time, log, round => round is > 2 and < 10 ? throw new InvalidOperationException("the disk is full") : Task.CompletedTask);

        await rounds.UntilAsync(12);

        // Two good ones, seven that fail, and the first good one that rests as before.
        Assert.Equal([1, 1, 1, 2, 4, 8, 16, 30, 30, 1], time.Waits.Take(10).Select(wait => wait.TotalSeconds));
        Assert.Equal("The cows could not be looked after; tried again after 00:00:01", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task Rounds_WhenSomethingWithinIsCancelled_GoOn()
    {
        // A deadline of its own ends in the same exception as the stop of the portal; ending the watch for it would end the whole portal.
        await using var rounds = new Rounds(new HastyTime(), new LogLines(), round => round == 1 ? throw new OperationCanceledException("a deadline") : Task.CompletedTask);

        await rounds.UntilAsync(3);

        Assert.False(rounds.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task Begin_WhenItFails_IsTriedAgainBeforeTheFirstRound()
    {
        await using var rounds = new Rounds(new HastyTime(), new LogLines(), _ => Task.CompletedTask) { FailBeginning = 2 };

        await rounds.UntilAsync(2);

        Assert.Equal(3, rounds.Begun);
    }

    [Fact]
    public async Task Stop_InARound_CancelsAndAwaitsItWithoutAWordInTheLog()
    {
        var log = new LogLines();
        await using var rounds = new Rounds(new HastyTime(), log, _ => throw new TimeoutException("not reached")) { Hang = true };
        await rounds.StartAsync(Now);
        await rounds.Inside.Task.WaitAsync(TimeSpan.FromSeconds(20), Now);

        await rounds.StopAsync(Now);

        Assert.True(rounds.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Each_WhenOneFails_LooksAtTheOthersAndSaysItOnce()
    {
        var log = new LogLines();
        await using var rounds = new Rounds(new HastyTime(), log, _ => Task.CompletedTask) { Ids = [1, 2, 3], Bad = 2 };

        await rounds.UntilAsync(4);

        Assert.Equal([1, 3, 1, 3, 1, 3], rounds.LookedAt.Take(6));
        Assert.Equal("One of the cows could not be looked after, number 2; tried again in the next round", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task LastRound_ThatHangs_EndsAtItsDeadline()
    {
        var log = new LogLines();
        await using var rounds = new Rounds(new HastyTime(), log, _ => Task.CompletedTask) { Hang = true };

        await rounds.LastAsync();

        Assert.Single(log.Lines);
    }

    private sealed class Rounds(TimeProvider time, ILogger log, Func<int, Task> round) : Patrol("cows", TimeSpan.FromSeconds(1), time, log), IAsyncDisposable
    {
        private readonly SemaphoreSlim _done = new(0);
        private int _rounds;

        public int Begun { get; private set; }
        public int FailBeginning { get; init; }
        public bool Hang { get; init; }
        public int[] Ids { get; init; } = [];
        public int Bad { get; init; }
        public ConcurrentQueue<int> LookedAt { get; } = [];
        public TaskCompletionSource Inside { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Until so many rounds have begun.</summary>
        public async Task UntilAsync(int count)
        {
            await StartAsync(Now);
            for (var seen = 0; seen < count; seen++)
                Assert.True(await _done.WaitAsync(TimeSpan.FromSeconds(20), Now));
        }

        public Task LastAsync() => LastRoundAsync(TimeSpan.FromSeconds(3));

        public async ValueTask DisposeAsync()
        {
            await StopAsync(CancellationToken.None);
            Dispose();
            _done.Dispose();
        }

        protected override Task BeginAsync(CancellationToken cancellationToken) =>
            ++Begun > FailBeginning ? Task.CompletedTask : throw new InvalidOperationException("the database is locked");

        protected override async Task RoundAsync(CancellationToken cancellationToken)
        {
            Inside.TrySetResult();
            if (Hang)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            _rounds++;
            _done.Release();
            await EachAsync(Ids, id => id, (id, _) => id == Bad ? throw new InvalidOperationException("lame") : Seen(id), cancellationToken);
            await round(_rounds);
        }

        private Task Seen(int id)
        {
            LookedAt.Enqueue(id);
            return Task.CompletedTask;
        }
    }

    /// <summary>A clock whose waits are over at once and are remembered.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _waits = [];

        public IReadOnlyList<TimeSpan> Waits => [.. _waits];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _waits.Enqueue(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
        }
    }

    private sealed class LogLines : ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public IReadOnlyList<string> Lines => [.. _lines];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue(formatter(state, exception));
    }
}
