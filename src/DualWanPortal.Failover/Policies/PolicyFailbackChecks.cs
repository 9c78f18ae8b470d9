using System.Collections.Immutable;

namespace DualWanPortal.Failover.Policies;

/// <summary>Whether what a policy says about the way back, and about telling people, fits together.</summary>
internal static class PolicyFailbackChecks
{
    private const int LongestUrl = 200;
    private const int LongestAddress = 100;

    /// <summary>Highest distance of the first WAN from which a WAN can still be put behind all others.</summary>
    private const int HighestGated = 40;
    private static readonly TimeSpan s_stability = new FailoverPolicy { Name = "" }.FailbackStable;
    private static readonly TimeSpan s_longestStay = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_longestStability = TimeSpan.FromHours(1);

    public static void Add(FailoverPolicy policy, Action<string, string> wrong)
    {
        if (policy.FailbackStable < TimeSpan.Zero || policy.FailbackStable > s_longestStability)
            wrong("failback-stable", "must be 0 s to 1 h");
        if (policy.FailbackLeast < TimeSpan.Zero || policy.FailbackLeast > s_longestStay)
            wrong("failback-least", "must be 0 s to 1 day");
        if (policy.Method != FailoverMethod.Netwatch)
            AddGate(policy, wrong);
        if (policy.Notify is { } notify)
            Add(policy, notify, wrong);
    }

    private static void AddGate(FailoverPolicy policy, Action<string, string> wrong)
    {
        var needs = policy.Failback switch
        {
            null => $"needs failback: automatic; without it the method {PolicyVocabulary.Of(policy.Method)} goes back with the first answer",
            FailbackMode.Manual => "is of no use to failback: manual, which waits for somebody",
            _ => null,
        };
        if (needs is not null)
        {
            if (policy.FailbackStable != s_stability)
                wrong("failback-stable", needs);
            if (policy.FailbackLeast != TimeSpan.Zero)
                wrong("failback-least", needs);
            if (policy.FailbackQuiet is not null)
                wrong("failback-quiet", needs);
        }
        if (policy.IsGated && policy.FirstDistance + ((Math.Max(2, policy.Order.Length) - 1) * policy.DistanceStep) > HighestGated)
            wrong("first-distance", $"leads to distances over {HighestGated}, from which a WAN cannot be put behind the others until it has proved itself");
        if (policy.CleanConnections == false && !policy.IsAttended)
            wrong("clean-connections", $"is of no use to the method {PolicyVocabulary.Of(policy.Method)}, which cleans nothing by itself");
    }

    private static void Add(FailoverPolicy policy, PolicyNotify notify, Action<string, string> wrong)
    {
        if (notify.Url is { } url)
        {
            if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.Host.Length == 0 || !url.All(IsPlain))
                wrong("notify-url", $"needs an https address of at most {LongestUrl} plain characters");
            else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
                wrong("notify-url", "must hold no name, password or query: it stands in the router's configuration and in every export");
            else if (policy.Wans.SelectMany(wan => wan.Canaries).Contains(address.Host))
                wrong("notify-url", $"{address.Host} is watched over one WAN only and is gone together with it");
        }
        if (notify.Email is { } email && (email.Length > LongestAddress || email.Count(c => c == '@') != 1 || email.StartsWith('@') || email.EndsWith('@') || !email.All(IsPlain)))
            wrong("notify-email", $"needs one mail address of at most {LongestAddress} plain characters");
    }

    private static bool IsPlain(char c) => c is > ' ' and < (char)127 and not ('"' or '\\' or '$' or '\'' or '`' or '<' or '>' or '{' or '}' or '[' or ']' or ';');
}
