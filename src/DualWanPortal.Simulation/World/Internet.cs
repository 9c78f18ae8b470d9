using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>What came back for one probe.</summary>
/// <param name="Answered">An answer, good or bad, arrived; false: silence.</param>
/// <param name="From">Who answered.</param>
/// <param name="Error">The ICMP error as <c>/ping</c> words it; null for a good answer.</param>
public readonly record struct ProbeAnswer(bool Answered, IpAddress From, TimeSpan After, string? Error = null)
{
    /// <summary>A captive portal answered in the place of the one that was asked.</summary>
    public bool Captive { get; init; }

    /// <summary>The source address that the one who was asked saw; null when nothing left by a provider.</summary>
    public IpAddress? SeenFrom { get; init; }

    public bool Good => Answered && Error is null;
    public static ProbeAnswer Silence => default;
}

/// <summary>Everything beyond one router: its providers and the hosts behind them.</summary>
public sealed class Internet
{
    private static readonly ImmutableArray<Ipv4Prefix> s_nobody =
    [
        Prefix("0.0.0.0/8"), Prefix("10.0.0.0/8"), Prefix("100.64.0.0/10"), Prefix("127.0.0.0/8"), Prefix("169.254.0.0/16"), Prefix("172.16.0.0/12"), Prefix("192.0.2.0/24"),
        Prefix("192.168.0.0/16"), Prefix("198.18.0.0/15"), Prefix("198.51.100.0/24"), Prefix("203.0.113.0/24"), Prefix("224.0.0.0/3"),
    ];

    private static readonly ImmutableHashSet<IpAddress> s_publicResolvers =
    [
        .. new[]
        {
            "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220", "4.2.2.1", "4.2.2.2", "77.88.8.8", "94.140.14.14", "94.140.15.15",
            "2606:4700:4700::1111", "2606:4700:4700::1001", "2001:4860:4860::8888", "2001:4860:4860::8844", "2620:fe::fe", "2620:fe::9",
        }.Select(text => IpAddress.Parse(text)!.Value),
    ];

    /// <summary>Where names live over IPv6; what else is documentation belongs to the providers of a site, or to nobody.</summary>
    private static readonly IpPrefix s_named = IpPrefix.Parse("2001:db8::/64")!.Value;
    private static readonly IpPrefix s_documented = IpPrefix.Parse("2001:db8::/32")!.Value;

    private readonly Dictionary<IpAddress, bool> _hosts = [];
    private readonly HashSet<IpAddress> _neighbours = [];

    public Internet(IEnumerable<IspLink> links)
    {
        Links = [.. links];
        foreach (var resolver in Links.SelectMany(link => link.Plan.Resolvers))
            _hosts[resolver] = true;
    }

    public ImmutableArray<IspLink> Links { get; }

    /// <summary>The provider met on an interface, null where none is.</summary>
    public IspLink? On(string name) => Links.FirstOrDefault(link => link.Plan.Carrying == name) ?? Links.FirstOrDefault(link => link.Plan.Interface == name);

    /// <summary>One of the resolvers that everybody knows.</summary>
    public static bool IsPublicResolver(IpAddress address) => s_publicResolvers.Contains(address);

    /// <summary>Adds a host that answers; needed only where nobody would (documentation and private ranges).</summary>
    public void AddHost(IpAddress address, bool resolver = false) => _hosts[address] = resolver;

    /// <summary>Adds a machine on the inside that answers, such as the next router of a static route.</summary>
    public void AddNeighbour(IpAddress address) => _neighbours.Add(address);

    public bool IsNeighbour(IpAddress address) => _neighbours.Contains(address);

    /// <summary>Public addresses have somebody at home; the ranges that are never routed have not, unless a host was added there.</summary>
    public bool HasHost(IpAddress address) => _hosts.ContainsKey(address) || (address.V4 is { } four ? !s_nobody.Any(range => range.Contains(four)) : s_named.Contains(address) || (address.IsGlobalV6 && !s_documented.Contains(address)));

    public bool IsResolver(IpAddress address) => s_publicResolvers.Contains(address) || _hosts.GetValueOrDefault(address);

    /// <summary>
    /// The address of a name. Every well-formed name exists, except below <c>.invalid</c> and <c>.test</c>; a name always has the same address.
    /// </summary>
    public static Ipv4? AddressOf(string name)
    {
        if (Ipv4.Parse(name) is { } literal)
            return literal;
        if (name.Length is 0 or > 253 || !name.Contains('.', StringComparison.Ordinal) || name.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".test", StringComparison.OrdinalIgnoreCase)
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return null;
        uint hash = 2166136261;
        foreach (var c in name)
            hash = (hash ^ char.ToLowerInvariant(c)) * 16777619;
        // Names live in one public network, so that pings to them find somebody.
        return new Ipv4((104u << 24) | (18u << 16) | (hash & 0xFFFF));
    }

    /// <summary>The IPv6 address of a name; every name that has one address has the other.</summary>
    public static IpAddress? Address6Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IpAddress.Parse(name) is { IsV6: true } literal ? literal : AddressOf(name) is { } four ? s_named.Network.Next(four.Value) : null;
    }

    private static Ipv4Prefix Prefix(string text) => Ipv4Prefix.Parse(text)!.Value;
}
