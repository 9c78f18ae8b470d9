using DualWanPortal.Failover.Continuity;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Continuity;

/// <summary>How pages say what a data sheet holds.</summary>
internal static class SheetWords
{
    public static string Kind(WanKind kind) => kind switch
    {
        WanKind.Static => "static", WanKind.Dhcp => "DHCP", WanKind.Pppoe => "PPPoE", WanKind.Lte => "LTE", _ => "WireGuard",
    };

    public static string Reach(AddressReach reach) => reach switch
    {
        AddressReach.Public => "yes, the address is public",
        AddressReach.Private => "only through the device in front",
        AddressReach.Carrier => "no, the provider translates (CGNAT)",
        _ => "not known",
    };

    public static string Stays(WanSheet sheet) => (sheet.AddressChanges, sheet.HasName) switch
    {
        (false, _) => "yes",
        (_, true) => "no, but a name follows it",
        (_, false) => "no, and no name follows it",
        _ => "no; whether a name follows it is not known",
    };
}
