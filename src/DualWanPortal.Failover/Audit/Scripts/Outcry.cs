namespace DualWanPortal.Failover.Audit.Scripts;

/// <summary>Whether a script tells somebody.</summary>
internal static class Outcry
{
    private static readonly string[] s_ways = ["tool fetch", "tool/fetch", "e-mail", "tool sms", "tool/sms", "send-trap"];

    public static bool Tells(string? text) => text is not null && s_ways.Any(way => text.Contains(way, StringComparison.Ordinal));
}
