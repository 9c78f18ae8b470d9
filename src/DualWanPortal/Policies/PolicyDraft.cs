using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Policies;

/// <summary>A policy while somebody fills in the form. What the form does not show stays as it was read.</summary>
public sealed class PolicyDraft(FailoverPolicy read)
{
    private bool? _clean = read.CleanConnections;

    public string Name { get; set; } = read.Name;
    public string Method { get; set; } = PolicyVocabulary.Of(read.Method);
    public string Order { get; set; } = string.Join(", ", read.WanOrder);
    public string First { get; set; } = Text(read.FirstDistance);
    public string Step { get; set; } = Text(read.DistanceStep);
    public string List { get; set; } = read.WanList;
    public string Resolvers { get; set; } = string.Join(", ", read.Resolvers);
    public bool Check { get; set; } = read.CheckGateway;
    public bool Parity { get; set; } = read.FirewallParity;
    public string Canaries { get; set; } = Text(read.Canaries);
    public string DetectWithin { get; set; } = read.DetectWithin is { } within ? RouterOsDuration.Format(within) : "";
    public string FailbackStable { get; set; } = RouterOsDuration.Format(read.FailbackStable);
    /// <summary>Empty where traffic goes back with the first answer, which netwatch never does.</summary>
    public string Failback { get; set; } = read.Failback is { } mode ? PolicyVocabulary.Of(mode) : read.Method == FailoverMethod.Netwatch ? "automatic" : "";
    public string FailbackLeast { get; set; } = RouterOsDuration.Format(read.FailbackLeast);
    public string FailbackQuiet { get; set; } = read.FailbackQuiet?.ToString() ?? "";
    public string Nat { get; set; } = PolicyVocabulary.Of(read.Nat);
    public string Inbound { get; set; } = PolicyVocabulary.Of(read.Inbound);
    public string Forwards { get; set; } = PolicyVocabulary.Of(read.PortForwards);
    public string Vpn { get; set; } = PolicyVocabulary.Of(read.Vpn);
    public string Tunnels { get; set; } = string.Join(", ", read.VpnTunnels);
    public string Ipv6 { get; set; } = PolicyVocabulary.Of(read.Ipv6);
    /// <summary>Follows what the rest of the form asks for until somebody says otherwise.</summary>
    public bool Clean { get => _clean ?? (Measures || Mode() is not null || Notified() is not null); set => _clean = value; }
    public string NotifyUrl { get; set; } = read.Notify?.Url ?? "";
    public string NotifyEmail { get; set; } = read.Notify?.Email ?? "";

    /// <summary>What is said about single WANs is written as text only; their order goes with it.</summary>
    public bool HasWans => !read.Wans.IsEmpty;
    public bool Watches => Method is "recursive" or "netwatch";
    public bool Measures => Method == "netwatch";

    /// <summary>The router waits by itself before it goes back.</summary>
    public bool Waits => Failback == "automatic" || (Measures && Failback != "manual");

    /// <summary>The policy, or what is wrong with what was typed, each with its field.</summary>
    public (FailoverPolicy? Policy, IReadOnlyList<PolicyProblem> Problems) Written()
    {
        var problems = new List<PolicyProblem>();
        var within = Time(DetectWithin, null, "detect-within", problems);
        var stable = Time(FailbackStable, s_defaults.FailbackStable, "failback-stable", problems) ?? TimeSpan.Zero;
        var least = Time(FailbackLeast, s_defaults.FailbackLeast, "failback-least", problems) ?? TimeSpan.Zero;
        var quiet = QuietHours.Parse(FailbackQuiet.Trim());
        if (quiet is null && FailbackQuiet.Trim().Length > 0)
            problems.Add(new PolicyProblem(null, "failback-quiet", "needs two times of day such as 08:00-18:00"));
        var (first, step, canaries) = (Number(First, "first-distance", problems), Number(Step, "distance-step", problems), Watches ? Number(Canaries, "canaries", problems) : s_defaults.Canaries);
        if (problems.Count > 0)
            return (null, problems);
        var vpn = PolicyVocabulary.VpnStrategies.First(strategy => strategy.Key == Vpn).Value;
        var mode = Mode();
        var notify = Notified();
        // What the chosen method has no use for is not carried along.
        var policy = read with
        {
            Name = Name.Trim(), Method = PolicyVocabulary.Methods.First(method => method.Key == Method).Value, WanOrder = HasWans ? read.WanOrder : Split(Order), FirstDistance = first, DistanceStep = step,
            WanList = List.Trim(), Resolvers = Split(Resolvers), CheckGateway = Check, FirewallParity = Parity, Canaries = canaries, DetectWithin = within,
            Failback = mode, FailbackStable = Waits ? stable : s_defaults.FailbackStable, FailbackLeast = Waits ? least : s_defaults.FailbackLeast,
            FailbackQuiet = Waits ? quiet : null, CleanConnections = Measures || mode is not null || notify is not null ? _clean : _clean == true ? true : null, Notify = notify, Nat = PolicyVocabulary.NatStyles.First(style => style.Key == Nat).Value,
            Inbound = Watches ? PolicyVocabulary.InboundStrategies.First(strategy => strategy.Key == Inbound).Value : s_defaults.Inbound,
            PortForwards = PolicyVocabulary.ForwardStrategies.First(strategy => strategy.Key == Forwards).Value, Ipv6 = PolicyVocabulary.Ipv6Strategies.First(strategy => strategy.Key == Ipv6).Value,
            Vpn = !Watches && vpn == VpnStrategy.BackupEndpoint ? VpnStrategy.None : vpn,
            VpnTunnels = vpn == VpnStrategy.None || (!Watches && vpn == VpnStrategy.BackupEndpoint) ? [] : Split(Tunnels),
        };
        return PolicyValidation.Check(policy) is { IsEmpty: false } wrong ? (null, wrong) : (policy, []);
    }

    private FailbackMode? Mode() => Failback switch { "manual" => FailbackMode.Manual, "automatic" => FailbackMode.Automatic, _ => Measures ? FailbackMode.Automatic : null };

    private PolicyNotify? Notified() => Given(NotifyUrl) is null && Given(NotifyEmail) is null ? null : new PolicyNotify { Url = Given(NotifyUrl), Email = Given(NotifyEmail) };

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private static TimeSpan? Time(string text, TimeSpan? absent, string key, List<PolicyProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            return absent;
        if (text.Length <= 20 && RouterOsDuration.TryParse(text.Trim(), out var time))
            return time;
        problems.Add(new PolicyProblem(null, key, "needs a time such as 30s or 5m"));
        return null;
    }

    private static int Number(string text, string key, List<PolicyProblem> problems)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(new PolicyProblem(null, key, "needs a whole number"));
        return 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Split(string text) => [.. text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)];

    private static readonly FailoverPolicy s_defaults = new() { Name = "" };
}
