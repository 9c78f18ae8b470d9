namespace DualWanPortal.Operations.Checks;

public enum SelfCheckVerdict
{
    Passed,

    /// <summary>Works, but should be known.</summary>
    Warning,
    Failed,
}

/// <summary>Outcome of one self-check.</summary>
/// <param name="Id"><c>DWP-C001</c>; never reused for another check.</param>
/// <param name="Sentence">What was found.</param>
/// <param name="Fix">What to type or do; null where nothing is to be done.</param>
public sealed record CheckResult(string Id, SelfCheckVerdict Verdict, string Sentence, string? Fix = null)
{
    public static CheckResult Passed(string id, string sentence) => new(id, SelfCheckVerdict.Passed, sentence);

    public static CheckResult Warning(string id, string sentence, string fix) => new(id, SelfCheckVerdict.Warning, sentence, fix);

    public static CheckResult Failed(string id, string sentence, string fix) => new(id, SelfCheckVerdict.Failed, sentence, fix);
}

/// <summary>One question that the portal can answer about itself. A new one is a class and one line in <c>OperationsFeature</c>.</summary>
public interface ISelfCheck
{
    string Id { get; }

    /// <summary>Changes nothing. May throw: that counts as failed.</summary>
    Task<CheckResult> RunAsync(CancellationToken cancellationToken);
}
