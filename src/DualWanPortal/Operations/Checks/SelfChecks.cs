namespace DualWanPortal.Operations.Checks;

/// <summary>All self-checks: for the <c>check</c> verb, the log at start and the diagnostics page.</summary>
public sealed class SelfChecks(IEnumerable<ISelfCheck> checks, TimeProvider time, ILogger<SelfChecks> log)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    /// <summary>By id. Never throws for what a check found.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var check in checks.OrderBy(check => check.Id, StringComparer.Ordinal))
            results.Add(await RunAsync(check, cancellationToken));
        return results;
    }

    /// <summary>Writes what did not pass to the log.</summary>
    public async Task LogAsync(CancellationToken cancellationToken)
    {
        foreach (var result in await RunAsync(cancellationToken))
        {
            if (result.Verdict == SelfCheckVerdict.Failed)
                log.LogError("{Check} {Sentence} {Fix}", result.Id, result.Sentence, result.Fix);
            else if (result.Verdict == SelfCheckVerdict.Warning)
                log.LogWarning("{Check} {Sentence} {Fix}", result.Id, result.Sentence, result.Fix);
        }
    }

    private async Task<CheckResult> RunAsync(ISelfCheck check, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await check.RunAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckResult.Failed(check.Id, $"The check took longer than {s_deadline.TotalSeconds:0} s.", "Look at the load of the machine and its disk, then check again.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return CheckResult.Failed(check.Id, $"The check itself failed: {failure.GetType().Name}: {failure.Message}", "Mend what the checks before it name, then check again.");
        }
    }
}
