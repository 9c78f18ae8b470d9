using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.WhatIf;

/// <summary>What came of asking for a matrix.</summary>
public abstract record MatrixAnswer
{
    private MatrixAnswer()
    {
    }

    public sealed record Done(ScenarioMatrix Matrix) : MatrixAnswer;

    /// <summary>Too many others are being worked out.</summary>
    public sealed record Busy : MatrixAnswer;

    /// <summary>It took longer than it may.</summary>
    public sealed record TooMuch(TimeSpan Limit) : MatrixAnswer;
}

/// <summary>
/// Where matrices are worked out for whoever asks: few at a time, since each keeps a processor busy, each with a limit of time, and none for somebody who has left.
/// </summary>
public sealed class MatrixDesk(TimeProvider time) : IDisposable
{
    private const int Places = 2;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(Places, Places);

    /// <summary>The matrix of whatever <paramref name="work"/> reads.</summary>
    /// <exception cref="OperationCanceledException">The one who asked has left.</exception>
    public async Task<MatrixAnswer> WorkOutAsync(Func<CancellationToken, ScenarioMatrix> work, CancellationToken cancellationToken)
    {
        using (var patience = new CancellationTokenSource(s_wait, time))
        using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token))
        {
            try
            {
                await _places.WaitAsync(waiting.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new MatrixAnswer.Busy();
            }
        }
        using var budget = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            return new MatrixAnswer.Done(await Task.Run(() => work(either.Token), either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MatrixAnswer.TooMuch(s_limit);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
