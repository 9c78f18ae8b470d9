namespace DualWanPortal.Failover.Audit;

/// <summary>The short page that every rule has: why it matters, how to mend it, where the fact comes from.</summary>
public static class RuleHelp
{
    /// <summary>Markdown, or null when there is no such rule.</summary>
    public static string? Read(string ruleId)
    {
        using var stream = typeof(RuleHelp).Assembly.GetManifestResourceStream($"help/{ruleId}.md");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
