using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace DualWanPortal.Access;

/// <summary>How often one address may try to sign in. Lock-out guards one name; this guards the portal against one guesser of many names.</summary>
internal static class SignInRate
{
    public const string Policy = "sign-in";
    public const int PerMinute = 20;

    public static RateLimitPartition<string> PartitionOf(HttpContext context) => RateLimitPartition.GetFixedWindowLimiter(
        Sender(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) });

    // Who has one IPv6 address usually has its whole /64.
    private static string Sender(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
