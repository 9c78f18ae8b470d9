using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>
/// A small dual-WAN configuration in the shape of reference 5: an inside, an interface list with both WANs, NAT and filter by that list, resolvers that nobody pins.
/// A recipe adds its routes; a mistake replaces one line.
/// </summary>
public sealed record Recipe(string Version, string Text)
{
    public const string V6 = "6.49.18";
    public const string V718 = "7.18.2";
    public const string V721 = "7.21.1";

    private const string Inside = """
        /interface bridge
        add name=bridge
        /interface list
        add name=WAN
        add name=LAN
        /interface bridge port
        add bridge=bridge interface=ether5
        /interface list member
        add interface=WAN1 list=WAN
        add interface=WAN2 list=WAN
        add interface=bridge list=LAN
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        /ip dhcp-server
        add disabled=no interface=bridge name=lan
        /ip dhcp-server network
        add address=192.168.88.0/24 dns-server=192.168.88.1 gateway=192.168.88.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN

        """;

    /// <summary>Two static WANs: 203.0.113.2 by 203.0.113.1 on ether1, 198.51.100.2 by 198.51.100.1 on ether2.</summary>
    public static Recipe Static(string version, params string[] routes) => new Recipe(version, Inside.Replace("WAN1", "ether1", StringComparison.Ordinal).Replace("WAN2", "ether2", StringComparison.Ordinal))
        .And("/ip address", "add address=203.0.113.2/24 interface=ether1 network=203.0.113.0", "add address=198.51.100.2/24 interface=ether2 network=198.51.100.0")
        .And("/ip route", routes);

    /// <summary>DHCP on ether1 and ether2.</summary>
    public static Recipe Leases(string version, string first, string second) => new Recipe(version, Inside.Replace("WAN1", "ether1", StringComparison.Ordinal).Replace("WAN2", "ether2", StringComparison.Ordinal))
        .And("/ip dhcp-client", $"add disabled=no interface=ether1 {first}", $"add disabled=no interface=ether2 {second}");

    /// <summary>PPPoE over ether1 and a modem.</summary>
    public static Recipe SessionAndModem(string version, string first, string second) => new Recipe(version, Inside.Replace("WAN1", "pppoe-out1", StringComparison.Ordinal).Replace("WAN2", "lte1", StringComparison.Ordinal))
        .And("/interface lte apn", $"set [ find default=yes ] {second}").And("/interface lte", "set [ find default-name=lte1 ] name=lte1")
        .And("/interface pppoe-client", $"add disabled=no interface=ether1 name=pppoe-out1 user=line {first}");

    public Recipe And(string menu, params string[] lines) => this with { Text = $"{Text}{menu}\n{string.Join('\n', lines)}\n" };

    /// <exception cref="ArgumentException">There is no such text: the test would prove nothing.</exception>
    public Recipe With(string old, string with) =>
        Text.Contains(old, StringComparison.Ordinal) ? this with { Text = Text.Replace(old, with, StringComparison.Ordinal) } : throw new ArgumentException($"'{old}' is not in the export.", nameof(old));

    public string Export => $"# jan/02/2024 10:00:00 by RouterOS {Version}\n{Text}";

    public ScenarioMatrix Matrix(CancellationToken cancellationToken)
    {
        var export = ExportReader.Read(Export);
        Assert.Null(export.Refusal);
        Assert.Empty(export.NotUnderstood.Select(warning => $"{warning.Text}: {warning.Reason}"));
        return DualWanPortal.Failover.WhatIf.Matrix.Of(export, MatrixOptions.Default, cancellationToken);
    }
}
