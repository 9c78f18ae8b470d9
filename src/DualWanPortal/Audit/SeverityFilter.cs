using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Audit;

/// <summary>The severity that the URL asks for.</summary>
public static class SeverityFilter
{
    /// <summary>Worst first.</summary>
    public static IEnumerable<Severity> All { get; } = [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Info];

    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>Null for all, and for a word that names none.</summary>
    public static Severity? Of(string? word)
    {
        foreach (var severity in All)
        {
            if (Word(severity) == word)
                return severity;
        }
        return null;
    }
}
