using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Shell;

/// <summary>The words and marks of states, the same on every page. A mark is the name of an icon and of a colour class.</summary>
public static class StateWords
{
    public static string Label(RouterState state) => state switch
    {
        RouterState.Working => "Working", RouterState.OnBackup => "On backup", RouterState.Degraded => "Degraded", RouterState.Down => "Down", _ => "Unknown",
    };

    public static string Label(WanState state) => state switch
    {
        WanState.Working => "Working", WanState.Degraded => "Degraded", WanState.Down => "Down", _ => "Unknown",
    };

    public static string Label(Severity severity) => severity.ToString();

    public static string Mark(RouterState state) => state.Word();

    public static string Mark(WanState state) => state.Word();

    /// <summary>Worst first: what needs a person before what does not. Unknown stands behind known trouble, before what is fine.</summary>
    public static int Urgency(RouterState state) => state switch
    {
        RouterState.Down => 0, RouterState.OnBackup => 1, RouterState.Degraded => 2, RouterState.Unknown => 3, _ => 4,
    };

    public static string Label(WanKind kind) => kind switch
    {
        WanKind.Dhcp => "DHCP", WanKind.Pppoe => "PPPoE", WanKind.Lte => "LTE", WanKind.WireGuard => "WireGuard", _ => "Static",
    };

    public static string Label(WanRole role) => role == WanRole.Primary ? "primary" : "backup";
}
