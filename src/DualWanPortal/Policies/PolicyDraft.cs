using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Policies;

/// <summary>A policy while somebody fills in the form. What the form does not show stays as it was read.</summary>
public sealed class PolicyDraft(FailoverPolicy read)
{
    public string Name { get; set; } = read.Name;
    public string Method { get; set; } = PolicyVocabulary.Of(read.Method);
    public string Order { get; set; } = string.Join(", ", read.WanOrder);
    public int First { get; set; } = read.FirstDistance;
    public int Step { get; set; } = read.DistanceStep;
    public string List { get; set; } = read.WanList;
    public string Resolvers { get; set; } = string.Join(", ", read.Resolvers);
    public bool Check { get; set; } = read.CheckGateway;
    public bool Parity { get; set; } = read.FirewallParity;
    public int Canaries { get; set; } = read.Canaries;
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
    public bool Clean { get; set; } = read.CleanConnections ?? (read.Method == FailoverMethod.Netwatch || read.Failback is not null || read.Notify is not null);
    public string NotifyUrl { get; set; } = read.Notify?.Url ?? "";
    public string NotifyEmail { get; set; } = read.Notify?.Email ?? "";

    /// <summary>What is said about single WANs is written as text only; their order goes with it.</summary>
    public bool HasWans => !read.Wans.IsEmpty;
    public bool Watches => Method is "recursive" or "netwatch";
    public bool Measures => Method == "netwatch";

    /// <summary>The router waits by itself before it goes back.</summary>
    public bool Waits => Failback == "automatic" || (Measures && Failback != "manual");

    /// <summary>The policy, or why a time that was typed is none.</summary>
    public (FailoverPolicy? Policy, string? Problem) Written()
    {
        if (Time(DetectWithin, null) is not { Good: true } within)
            return (null, $"detect-within: {DetectWithin} is no time such as 30s or 2m.");
        if (Time(FailbackStable, s_defaults.FailbackStable) is not { Good: true } stable)
            return (null, $"failback-stable: {FailbackStable} is no time such as 60s or 5m.");
        if (Time(FailbackLeast, s_defaults.FailbackLeast) is not { Good: true } least)
            return (null, $"failback-least: {FailbackLeast} is no time such as 10m or 1h.");
        var quiet = QuietHours.Parse(FailbackQuiet.Trim());
        if (quiet is null && FailbackQuiet.Trim().Length > 0)
            return (null, $"failback-quiet: {FailbackQuiet} is no part of a day such as 08:00-18:00.");
        var vpn = PolicyVocabulary.VpnStrategies.First(strategy => strategy.Key == Vpn).Value;
        var mode = Mode();
        var notify = NotifyUrl.Trim().Length + NotifyEmail.Trim().Length == 0 ? null : new PolicyNotify { Url = Given(NotifyUrl), Email = Given(NotifyEmail) };
        // What the chosen method has no use for is not carried along.
        return (read with
        {
            Name = Name.Trim(), Method = PolicyVocabulary.Methods.First(method => method.Key == Method).Value, WanOrder = HasWans ? read.WanOrder : Split(Order), FirstDistance = First, DistanceStep = Step,
            WanList = List.Trim(), Resolvers = Split(Resolvers), CheckGateway = Check, FirewallParity = Parity, Canaries = Watches ? Canaries : s_defaults.Canaries, DetectWithin = within.Value,
            Failback = mode, FailbackStable = Waits ? stable.Value!.Value : s_defaults.FailbackStable, FailbackLeast = Waits ? least.Value!.Value : s_defaults.FailbackLeast,
            FailbackQuiet = Waits ? quiet : null, CleanConnections = Cleaned(mode, notify), Notify = notify, Nat = PolicyVocabulary.NatStyles.First(style => style.Key == Nat).Value,
            Inbound = Watches ? PolicyVocabulary.InboundStrategies.First(strategy => strategy.Key == Inbound).Value : s_defaults.Inbound,
            PortForwards = PolicyVocabulary.ForwardStrategies.First(strategy => strategy.Key == Forwards).Value, Vpn = !Watches && vpn == VpnStrategy.BackupEndpoint ? VpnStrategy.None : vpn,
            VpnTunnels = vpn == VpnStrategy.None || (!Watches && vpn == VpnStrategy.BackupEndpoint) ? [] : Split(Tunnels),
        }, null);
    }

    private FailbackMode? Mode() => Failback switch { "manual" => FailbackMode.Manual, "automatic" => FailbackMode.Automatic, _ => Measures ? FailbackMode.Automatic : null };

    /// <summary>Cleaning is what a router does that has something to do it with; elsewhere it has to be asked for.</summary>
    private bool? Cleaned(FailbackMode? mode, PolicyNotify? notify) => Measures || mode is not null || notify is not null ? Clean : Clean ? true : null;

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private static (bool Good, TimeSpan? Value) Time(string text, TimeSpan? absent) =>
        string.IsNullOrWhiteSpace(text) ? (true, absent) : text.Length <= 20 && RouterOsDuration.TryParse(text.Trim(), out var time) ? (true, time) : (false, null);

    private static ImmutableArray<string> Split(string text) => [.. text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)];

    private static readonly FailoverPolicy s_defaults = new() { Name = "" };
}
