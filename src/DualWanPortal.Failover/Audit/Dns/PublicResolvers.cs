using System.Collections.Frozen;

namespace DualWanPortal.Failover.Audit.Dns;

/// <summary>Resolvers for everybody and who runs them: answered from many places, so one of them rarely falls silent, but all of one operator may.</summary>
internal static class PublicResolvers
{
    private static readonly FrozenDictionary<string, string> s_operators = new (string Operator, string[] Addresses)[]
    {
        ("Cloudflare", ["1.1.1.1", "1.0.0.1", "1.1.1.2", "1.0.0.2", "1.1.1.3", "1.0.0.3"]),
        ("Google", ["8.8.8.8", "8.8.4.4"]),
        ("Quad9", ["9.9.9.9", "149.112.112.112", "9.9.9.10", "149.112.112.10", "9.9.9.11", "149.112.112.11", "9.9.9.12", "149.112.112.12"]),
        ("OpenDNS", ["208.67.222.222", "208.67.220.220", "208.67.222.220", "208.67.220.222", "208.67.222.123", "208.67.220.123"]),
        ("AdGuard", ["94.140.14.14", "94.140.15.15", "94.140.14.15", "94.140.15.16", "94.140.14.140", "94.140.14.141"]),
        ("CleanBrowsing", ["185.228.168.9", "185.228.169.9", "185.228.168.10", "185.228.169.11", "185.228.168.168", "185.228.169.168"]),
        ("ControlD", ["76.76.2.0", "76.76.10.0", "76.76.2.1", "76.76.10.1", "76.76.2.2", "76.76.10.2"]),
        ("Verisign", ["64.6.64.6", "64.6.65.6"]),
        ("Yandex", ["77.88.8.8", "77.88.8.1", "77.88.8.88", "77.88.8.2", "77.88.8.7", "77.88.8.3"]),
        ("Level 3", ["4.2.2.1", "4.2.2.2", "4.2.2.3", "4.2.2.4", "4.2.2.5", "4.2.2.6"]),
        ("Norton", ["199.85.126.10", "199.85.127.10", "199.85.126.20", "199.85.127.20", "199.85.126.30", "199.85.127.30"]),
        ("Comodo", ["8.26.56.26", "8.20.247.20"]),
        ("AliDNS", ["223.5.5.5", "223.6.6.6"]),
        ("114DNS", ["114.114.114.114", "114.114.115.115"]),
        ("DNSPod", ["119.29.29.29"]),
    }.SelectMany(entry => entry.Addresses.Select(address => KeyValuePair.Create(address, entry.Operator))).ToFrozenDictionary(StringComparer.Ordinal);

    public static string? OperatorOf(string address) => s_operators.GetValueOrDefault(address);

    public static bool Contains(string address) => s_operators.ContainsKey(address);
}
