using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>What is known of a WAN's own address.</summary>
internal static class WanAddress
{
    private static readonly AddressRange s_carrier = AddressRange.Parse("100.64.0.0/10")!.Value;

    /// <summary>Null when the source does not show it.</summary>
    public static AddressRange? Of(RouterModel model, WanLink wan) =>
        model.Addresses.FirstOrDefault(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsIPv4: true }) is { } own
            ? AddressRange.Of(new AddressWithPrefix(own.Address!.Value.Address, 32)) : null;

    public static bool IsPrivate(RouterModel model, WanLink wan) => Of(model, wan) is { IsPrivate: true };

    /// <summary>The provider's own translation stands before it (RFC 6598): no port of it can be opened.</summary>
    public static bool IsCarriers(RouterModel model, WanLink wan) => Of(model, wan) is { } own && own.Inside(s_carrier);

    /// <summary>Changes with the lease or the session.</summary>
    public static bool IsDynamic(WanLink wan) => wan.Kind is WanKind.Dhcp or WanKind.Pppoe or WanKind.Lte;
}
