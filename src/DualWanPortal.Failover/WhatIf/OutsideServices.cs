using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Failover.WhatIf.Checks;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.WhatIf;

public enum OutsideKind
{
    /// <summary>A port that is forwarded to the inside.</summary>
    Forward,

    /// <summary>A tunnel that others dial.</summary>
    Served,

    /// <summary>A tunnel that this router dials.</summary>
    Dialled,
}

/// <summary>Something that crosses the Internet towards the router, or keeps a way to somebody out there.</summary>
/// <param name="Name">For a sentence: <c>WireGuard wg1</c>, <c>tcp port 443</c>.</param>
/// <param name="Port">0 for a protocol without ports.</param>
/// <param name="Host">Whom the router dials, an address or a name; null where it only answers.</param>
public sealed record OutsideService(OutsideKind Kind, string Name, string Protocol, int Port, string? Host = null);

/// <summary>What the checks <c>inbound</c> and <c>vpn</c> of the matrix are about, for whoever tries it somewhere else.</summary>
public static class OutsideServices
{
    internal const int MostForwards = 40;

    public static ImmutableArray<OutsideService> Of(RouterModel model) =>
    [
        .. Forwards(model).Where(rule => !IsForSome(rule)).Take(MostForwards).Select(Service).Distinct()
            .Select(service => new OutsideService(OutsideKind.Forward, string.Create(CultureInfo.InvariantCulture, $"{service.Protocol} port {service.Port}"), service.Protocol, service.Port)),
        .. VpnEndpoints.Of(model, WanDetection.Find(model)).Select(tunnel => new OutsideService(tunnel.Host is null ? OutsideKind.Served : OutsideKind.Dialled, tunnel.Name, tunnel.Protocol, tunnel.Port, tunnel.Host)),
    ];

    internal static IEnumerable<ConfigItem> Forwards(RouterModel model) =>
        model.Menu("/ip/firewall/nat").Where(row => !row.Flag("disabled") && row["chain"] == "dstnat" && row["action"] is "dst-nat" or "netmap" && row["to-addresses"] is { Length: > 0 });

    /// <summary>A stranger is what is simulated.</summary>
    internal static bool IsForSome(ConfigItem rule) => rule["src-address-list"] is { Length: > 0 } list ? list[0] != '!' : rule["src-address"] is { Length: > 0 } source && source[0] != '!';

    internal static (string Protocol, int Port) Service(ConfigItem rule)
    {
        var protocol = rule["protocol"] is "udp" or "17" ? "udp" : "tcp";
        return (protocol, int.TryParse((rule["dst-port"] ?? rule["port"] ?? "").Split(',', '-')[0], CultureInfo.InvariantCulture, out var port) ? port : 443);
    }
}
