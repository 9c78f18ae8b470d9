using System.Text;

namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>Rows as a router's <c>/ip/route/print</c> gives them: fifteen words after the reply word.</summary>
internal static class RouteTable
{
    /// <summary>The words of one row after the reply word, with their length prefixes.</summary>
    public static byte[] Row(int number) => [.. Words(number).SelectMany(word => (byte[])[(byte)word.Length, .. Encoding.ASCII.GetBytes(word)])];

    private static string[] Words(int number) =>
    [
        $"=.id=*{0x80000000 + number:X}",
        $"=dst-address=10.{number >> 8 & 255}.{number & 255}.0/24",
        "=routing-table=main",
        $"=gateway=192.0.2.{number % 250 + 1}",
        $"=immediate-gw=192.0.2.{number % 250 + 1}%ether1",
        "=distance=1",
        "=scope=30",
        "=target-scope=10",
        "=suppress-hw-offload=false",
        "=dynamic=false",
        "=inactive=false",
        "=active=true",
        "=static=true",
        "=disabled=false",
        $"=comment=site {number}",
    ];
}
