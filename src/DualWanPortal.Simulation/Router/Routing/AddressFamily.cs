namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>IPv4 or IPv6, and where their menus are. All that routing, filter and connection table do is the same for both.</summary>
internal sealed record AddressFamily(string Menu, IpPrefix Default)
{
    public static AddressFamily V4 { get; } = new("/ip", default);
    public static AddressFamily V6 { get; } = new("/ipv6", IpPrefix.DefaultV6);

    public bool IsV6 => Default.Network.IsV6;
    public string Routes => Menu + "/route";
    public string Addresses => Menu + "/address";
    public string Firewall => Menu + "/firewall/";

    /// <summary>The protocol of an echo request, as rules name it.</summary>
    public string Echo => IsV6 ? "icmpv6" : "icmp";
}
