using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Nat;

/// <summary>New connections from a LAN to somewhere in the Internet by one WAN.</summary>
/// <param name="Source">Null when the configuration does not show the LAN's addresses: matchers on the source then cannot be told.</param>
internal sealed record OutboundTraffic(AddressRange? Source, string? InInterface, string OutInterface, string SourceText)
{
    /// <summary>The networks behind the router that need translation; a routed public LAN needs none.</summary>
    public static ImmutableArray<OutboundTraffic> Of(RouterModel model, ImmutableArray<WanLink> wans, string outInterface)
    {
        var outside = wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        var inside = model.Addresses
            .Where(entry => !entry.Disabled && !entry.Invalid && entry.Address is { IsIPv4: true, IsHost: false } && !outside.Contains(entry.Interface)
                && entry.Interface != "lo" && !LinkSide.IsTunnel(model, entry.Interface) && !LinkSide.OnWanList(model, entry.Interface))
            .Select(entry => (Range: AddressRange.Of(entry.Address!.Value), entry.Interface, entry.Address.Value.PrefixLength))
            .ToList();
        return inside.Count == 0
            ? [new OutboundTraffic(null, null, outInterface, "the LAN")]
            : [.. inside.Where(lan => lan.Range.IsPrivate).Select(lan => new OutboundTraffic(lan.Range, lan.Interface, outInterface, Network(lan.Range, lan.PrefixLength)))];
    }

    private static string Network(AddressRange range, int length) =>
        FormattableString.Invariant($"{range.First >> 24}.{(range.First >> 16) & 255}.{(range.First >> 8) & 255}.{range.First & 255}/{length}");
}
