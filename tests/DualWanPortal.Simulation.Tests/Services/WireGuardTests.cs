using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>WireGuard: keys, peers, and handshakes that end when the path dies (reference 3.10).</summary>
public sealed class WireGuardTests
{
    private const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private readonly SimulatedSite _site = Sites.Settled("two-isps");
    private readonly CommandDesk _desk;
    private readonly string _peer;

    public WireGuardTests()
    {
        _desk = new CommandDesk(_site.Router);
        _desk.Add("/interface/wireguard/add", "=name=wg1", "=listen-port=51820");
        _peer = _desk.Add("/interface/wireguard/peers/add", "=interface=wg1", $"=public-key={Key}", "=endpoint-address=192.0.2.50", "=endpoint-port=51820", "=allowed-address=10.9.0.2",
            "=persistent-keepalive=25");
    }

    [Fact]
    public void Reference_3_10_Interface_HasKeysMtuAndRuns()
    {
        var row = Assert.Single(_desk.Run("/interface/wireguard/print").Rows);

        Assert.Equal(("1420", "true", "51820"), (row["mtu"], row["running"], row["listen-port"]));
        Assert.Equal(44, row["public-key"].Length);
        Assert.Equal(44, row["private-key"].Length);
        Assert.Equal("unknown parameter public-key", _desk.Refusal("/interface/wireguard/set", "=.id=wg1", $"=public-key={Key}"));
    }

    [Fact]
    public void Reference_3_10_PathIsGood_HandshakesAndTrafficBothWays()
    {
        _site.Wait(30);
        var first = Peer();
        Assert.Equal(("192.0.2.50", "51820"), (first["current-endpoint-address"], first["current-endpoint-port"]));
        Assert.Equal("10.9.0.2/32", first["allowed-address"]);
        Assert.Matches("^(29|30)s$", first["last-handshake"]);

        _site.Wait(125);
        var second = Peer();
        Assert.True(Number(second["rx"]) > Number(first["rx"]) && Number(second["tx"]) > Number(first["tx"]));
        Assert.DoesNotContain("m", second["last-handshake"], StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_10_PathDies_LastHandshakeAgesAndNothingIsReceived()
    {
        _site.Wait(30);
        Peer();
        _site.Break("ether1", "upstream-dead");
        _site.Break("ether2", "upstream-dead");
        Peer();
        var before = Peer();
        _site.Wait(240);
        var after = Peer();

        Assert.Equal(before["rx"], after["rx"]);
        Assert.True(Number(after["tx"]) > Number(before["tx"]));
        Assert.StartsWith("4m", after["last-handshake"], StringComparison.Ordinal);

        _site.ClearFaults();
        _site.Wait(20);
        Assert.Matches("^[0-9]+s$", Peer()["last-handshake"]);
    }

    [Fact]
    public void Reference_3_10_PeerWithoutEndpointOrDisabled_HasNoHandshake()
    {
        Assert.Empty(_desk.Run("/interface/wireguard/peers/disable", $"=.id={_peer}").Traps);
        var passive = _desk.Add("/interface/wireguard/peers/add", "=interface=wg1", $"=public-key={Key[..^2]}B=", "=allowed-address=10.9.0.3/32");
        _site.Wait(60);

        Assert.All(_desk.Run("/interface/wireguard/peers/print").Rows, row => Assert.False(row.ContainsKey("last-handshake")));
        var row = _desk.Run("/interface/wireguard/peers/print", $"?.id={passive}").Rows[0];
        Assert.Equal(("", "0"), (row["endpoint-address"], row["endpoint-port"]));
    }

    [Fact]
    public void Reference_3_10_V6_HasNoSuchMenu() =>
        Assert.StartsWith("no such command or directory", new CommandDesk(RouterProfile.V649).Run("/interface/wireguard/print").Traps[0].Message, StringComparison.Ordinal);

    private Dictionary<string, string> Peer() => _desk.Run("/interface/wireguard/peers/print", $"?.id={_peer}").Rows[0];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
