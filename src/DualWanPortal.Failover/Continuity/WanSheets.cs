using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Continuity;

/// <summary>Fills the data sheets of a router's WANs from its configuration.</summary>
public static class WanSheets
{
    private const int MostLines = 20;

    private static readonly ImmutableArray<string> s_servers =
        ["/interface/l2tp-server/server", "/interface/sstp-server/server", "/interface/ovpn-server/server", "/interface/pptp-server/server"];

    /// <summary>Where a line can name the router's own address, and by which field.</summary>
    private static readonly ImmutableArray<(string Menu, string Field)> s_addressFields =
    [
        ("/ip/firewall/nat", "dst-address"), ("/ip/firewall/nat", "to-addresses"), ("/ip/ipsec/peer", "local-address"), ("/interface/gre", "local-address"),
        ("/interface/ipip", "local-address"), ("/interface/eoip", "local-address"), ("/interface/vxlan", "local-address"),
    ];

    /// <returns>One sheet for each WAN, the preferred first.</returns>
    public static ImmutableArray<WanSheet> Of(RouterModel model)
    {
        var wans = WanDetection.Find(model);
        var named = InboundServices.Named(model, ScriptCalls.Of(model));
        return [.. wans.Select(wan => Of(model, wans, wan, named))];
    }

    private static WanSheet Of(RouterModel model, ImmutableArray<WanLink> wans, WanLink wan, bool? named)
    {
        var own = WanAddress.Of(model, wan) is null ? null
            : model.Addresses.First(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsIPv4: true }).Address!.Value.Address.ToString();
        return new WanSheet
        {
            Interface = wan.Interface,
            Name = wan.Name,
            Kind = wan.Kind,
            Role = wan.Role,
            Gateway = wan.Gateway,
            Address = own,
            Reach = own is null ? AddressReach.Unknown
                : WanAddress.IsCarriers(model, wan) ? AddressReach.Carrier
                : WanAddress.IsPrivate(model, wan) ? AddressReach.Private : AddressReach.Public,
            AddressChanges = WanAddress.IsDynamic(wan),
            HasName = named,
            Inbound = wan.Kind == WanKind.WireGuard ? [] : Inbound(model, wans, wan),
            Bound = own is null ? [] : Bound(model, own),
        };
    }

    private static ImmutableArray<Evidence> Inbound(RouterModel model, ImmutableArray<WanLink> wans, WanLink wan) =>
    [
        .. PortForwards.By(model, wan).Select(rule => rule.Item)
            .Concat(s_servers.SelectMany(menu => model.Menu(menu)).Where(row => row.Flag("enabled")))
            .Concat(InboundServices.DialledWireGuard(model, wans))
            .Take(MostLines).Select(item => RowText.Evidence(item)),
    ];

    private static ImmutableArray<Evidence> Bound(RouterModel model, string address) =>
    [
        .. s_addressFields.SelectMany(place => model.Menu(place.Menu).Where(row => !row.Flag("disabled") && Names(row[place.Field], address)))
            .Distinct().Take(MostLines).Select(item => RowText.Evidence(item)),
    ];

    private static bool Names(string? value, string address) => value == address || value == address + "/32";
}
