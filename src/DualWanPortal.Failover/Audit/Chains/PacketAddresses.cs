using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>The two ends of a packet from the Internet: a sender with some public address, and the router or its LAN.</summary>
/// <param name="model">The router.</param>
/// <param name="listMenu"><c>/ip/firewall/address-list</c> or its IPv6 sister.</param>
internal sealed class PacketAddresses(RouterModel model, string listMenu)
{
    // A range that holds a sixteenth of all addresses is not somebody's own any more.
    private const uint WideRange = 1u << 28;
    private readonly ILookup<string, string> _lists = model.Menu(listMenu).Where(row => !row.Flag("disabled") && !row.Flag("dynamic"))
        .ToLookup(row => row["list"] ?? "", row => row["address"] ?? "", StringComparer.Ordinal);

    /// <summary>Whether the range takes in a sender of whom nothing is known but that he is out there.</summary>
    public static Match FromStranger(string range)
    {
        if (range.Contains(':', StringComparison.Ordinal))
            return Matches.Of(range is "::/0" or "2000::/3");
        if (AddressRange.Parse(range) is not { } addresses)
            return Match.Maybe;
        return addresses.IsEverything ? Match.Yes : addresses.IsPrivate || addresses.First >= 0xE0000000 || addresses.Last - addresses.First < WideRange ? Match.No : Match.Maybe;
    }

    /// <summary>Whether the range takes in the sender of this packet.</summary>
    public static Match From(InboundPacket packet, string range) =>
        packet.Source is not { } sender ? FromStranger(range)
        : range.Contains(':', StringComparison.Ordinal) ? Match.No
        : AddressRange.Parse(range) is { } addresses ? addresses.Holds(sender) : Match.Maybe;

    /// <summary>A list that is filled at run time has nobody on it at first; a name stands for one host.</summary>
    public Match FromList(InboundPacket packet, string list)
    {
        if (!model.Knows(listMenu))
            return Match.Maybe;
        var found = Match.No;
        foreach (var entry in _lists[list])
        {
            var match = AddressRange.Parse(entry) is null && !entry.Contains(':', StringComparison.Ordinal) && packet.Source is null ? Match.No : From(packet, entry);
            found = match > found ? match : found;
        }
        return found;
    }

    public Match To(InboundPacket packet, string range)
    {
        if (range is "0.0.0.0/0" or "::/0")
            return Match.Yes;
        if (AddressRange.Parse(range) is not { } wanted)
            return range.StartsWith("ff", StringComparison.OrdinalIgnoreCase) || range is "::1" or "::1/128" ? Match.No : Match.Maybe;
        if (wanted.First >> 24 == 127 || wanted.First >> 28 == 14)
            return Match.No;
        if (packet.Destination is { } destination)
            return wanted.Holds(destination);
        return IsElsewhere(packet, wanted) ? Match.No : Match.Maybe;
    }

    public Match ToList(InboundPacket packet, string list)
    {
        if (!model.Knows(listMenu))
            return Match.Maybe;
        var found = Match.No;
        foreach (var entry in _lists[list])
        {
            var match = AddressRange.Parse(entry) is null ? Match.Maybe : To(packet, entry);
            found = match > found ? match : found;
        }
        return found;
    }

    /// <summary>The range is what another interface has its address in: a packet for the WAN's own address is not meant.</summary>
    private bool IsElsewhere(InboundPacket packet, AddressRange wanted) =>
        packet.Chain == "input" && model.Addresses.Any(entry => !entry.Disabled && entry.Interface != packet.InInterface && entry.Address is { IsIPv4: true } address
            && wanted.Overlaps(AddressRange.Of(address)));
}
