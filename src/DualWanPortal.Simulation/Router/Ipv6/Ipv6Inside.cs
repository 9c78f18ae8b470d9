using System.Collections.Immutable;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>
/// Machines of the inside that have IPv6: one address for each prefix that the router advertises on an interface of the inside. A machine with addresses of several
/// providers may begin a connection with any of them; one of a prefix that is advertised as deprecated (<c>preferred-lifetime</c> zero) is taken when there is no other.
/// That machines follow every advertisement at once is kinder than they are.
/// </summary>
public sealed class Ipv6Inside : IInside
{
    private const uint Host = 0x10;

    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly Internet _internet;
    private readonly Ipv6AddressRows _addresses;

    internal Ipv6Inside(SimulatedRouter router, InterfaceTable interfaces, Internet internet, Ipv6AddressRows addresses) =>
        (_router, _interfaces, _internet, _addresses) = (router, interfaces, internet, addresses);

    public (string Interface, IpAddress Client)? Find() => All() is [var first, ..] ? first : null;

    /// <summary>Every address that a machine of the first such interface may begin a connection with; none where nothing is advertised.</summary>
    public ImmutableArray<(string Interface, IpAddress Client)> All()
    {
        if (_router["/ipv6/settings"].Settings.Flag("disable-ipv6"))
            return [];
        var found = _addresses.Rows()
            .Where(read => !read.Row.Dynamic && read.Row["advertise"] is not ("no" or "false") && read.Own is { Address.IsGlobalV6: true, Network.Length: 64 })
            .Where(read => _internet.On(read.Own.Interface) is null && _interfaces.IsRunning(read.Own.Interface) && Advertises(read.Own.Interface))
            .Select(read => (read.Own.Interface, Client: Machine(read.Own), read.Own.Network)).ToList();
        if (found.Count == 0)
            return [];
        var here = found.Where(one => one.Interface == found[0].Interface).ToList();
        var preferred = here.Where(one => !IsDeprecated(one.Network)).ToList();
        return [.. (preferred.Count > 0 ? preferred : here).Select(one => (one.Interface, one.Client))];
    }

    private static IpAddress Machine(OwnAddress own) => own.Network.Network.Next(Host) is var client && client == own.Address ? client.Next(1) : client;

    /// <summary>Machines hear of the router on this interface: what is said of it by name comes before what is said of all.</summary>
    private bool Advertises(string name)
    {
        var rows = _router["/ipv6/nd"].Rows;
        var said = rows.FirstOrDefault(row => row["interface"] == name) ?? rows.FirstOrDefault(row => row["interface"] is "all" or null);
        return said is { Disabled: false } && said["ra-lifetime"] is not ("none" or "0s" or "0");
    }

    private bool IsDeprecated(IpPrefix network) => _router.Find("/ipv6/nd/prefix")?.Rows.Any(row => !row.Disabled && RouterTime.Parse(row["preferred-lifetime"]) == TimeSpan.Zero
        && IpPrefix.Parse(row["prefix"]) == network) == true;
}
