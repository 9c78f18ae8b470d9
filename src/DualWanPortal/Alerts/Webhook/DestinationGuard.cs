using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.Alerts.Webhook;

/// <summary>
/// Keeps webhooks out of the portal's own network: an address given by one user must not make the server talk to loopback, private or metadata services.
/// Judged on the resolved addresses, at save and again at connect, so neither odd spellings nor a changing DNS answer get past it.
/// </summary>
public sealed class DestinationGuard(IConfiguration configuration)
{
    private static readonly (IPNetwork Network, string What)[] s_refused =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"), (IPNetwork.Parse("10.0.0.0/8"), "private"), (IPNetwork.Parse("100.64.0.0/10"), "carrier-grade NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"), (IPNetwork.Parse("169.254.0.0/16"), "link-local"), (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved"), (IPNetwork.Parse("192.0.2.0/24"), "documentation"), (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmark"), (IPNetwork.Parse("198.51.100.0/24"), "documentation"), (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"), (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("::/128"), "unspecified"), (IPNetwork.Parse("::1/128"), "loopback"), (IPNetwork.Parse("100::/64"), "discard"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"), (IPNetwork.Parse("fc00::/7"), "private"), (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fec0::/10"), "private"), (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    /// <summary><c>Alerts:AllowPrivateDestinations</c>: for receivers on the own network, also over plain http.</summary>
    private bool AllowPrivate => configuration.GetValue("Alerts:AllowPrivateDestinations", false);

    /// <summary>Null when the address may be used as far as its text tells; else one sentence why not.</summary>
    public static string? ProblemOfUrl(string? text, out Uri? url)
    {
        url = null;
        if (string.IsNullOrWhiteSpace(text))
            return "Enter the address that receives the webhook, for example https://example.org/hooks/wan.";
        if (text.Length > 2000)
            return "The address is longer than 2,000 characters.";
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http") || parsed.Host.Length == 0)
            return "The address must begin with https:// and name a host.";
        if (parsed.UserInfo.Length > 0)
            return "Leave user name and password out of the address: it is shown on pages. The signature proves the sender.";
        url = parsed;
        return null;
    }

    /// <summary>Resolves the host and judges every address.</summary>
    /// <returns>Null when it may be used, else one sentence.</returns>
    public async Task<string?> ProblemOfDestinationAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            await AllowedAddressesAsync(url, cancellationToken);
            return null;
        }
        catch (DestinationRefusedException refused)
        {
            return refused.Message;
        }
        catch (SocketException failure)
        {
            return $"{url.Host} could not be resolved ({failure.SocketErrorCode}): check the name.";
        }
    }

    /// <summary>The addresses a connection may go to.</summary>
    /// <exception cref="DestinationRefusedException">One of them is not allowed: then none is used, since the choice would be the far end's.</exception>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IPAddress[]> AllowedAddressesAsync(Uri url, CancellationToken cancellationToken)
    {
        var host = url.IdnHost.Trim('[', ']');
        // RFC 6761: this name and all under it are loopback, whatever a resolver makes of them.
        if (host.TrimEnd('.') is var bare && (bare.Equals("localhost", StringComparison.OrdinalIgnoreCase) || bare.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)))
            host = IPAddress.Loopback.ToString();
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (addresses.Length == 0)
            throw new DestinationRefusedException($"{url.Host} has no address.");
        foreach (var address in addresses)
        {
            var what = RangeOf(address);
            if (what is not null && !AllowPrivate)
                throw new DestinationRefusedException(
                    $"{url.Host} leads to {address}, a {what} address. Webhooks go to public addresses only, unless Alerts__AllowPrivateDestinations=true is set in the portal's environment.");
            if (what is null && url.Scheme != Uri.UriSchemeHttps)
                throw new DestinationRefusedException($"{url.Host} is a public address: use https, the message tells about your network.");
        }
        return addresses;
    }

    /// <summary>Name of the range that makes an address unfit, or null for a public one. Addresses that embed an IPv4 address are judged by it too.</summary>
    public static string? RangeOf(IPAddress address)
    {
        foreach (var (network, what) in s_refused)
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
                return what;
        return Embedded(address) is { } inner ? RangeOf(inner) : null;
    }

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0x20, 0x02, var a, var b, var c, var d, ..] => new IPAddress([a, b, c, d]),
            [0x00, 0x64, 0xff, 0x9b, .., var a, var b, var c, var d] => new IPAddress([a, b, c, d]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, var a, var b, var c, var d] => new IPAddress([a, b, c, d]),
            _ => null,
        };
    }
}

/// <summary>The destination is one that webhooks must not reach; the message is meant for people.</summary>
public sealed class DestinationRefusedException(string message) : Exception(message);
