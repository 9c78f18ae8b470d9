using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Reference 3.7: matchers that only some of the four tables have, and the flags of TCP.</summary>
public class FirewallMatcherTests
{
    private readonly CommandDesk _desk = new();

    [Theory]
    [InlineData("/ip/firewall/filter", "forward")]
    [InlineData("/ip/firewall/mangle", "forward")]
    [InlineData("/ip/firewall/raw", "prerouting")]
    public void Reference_3_7_TlsHost_StandsInFilterMangleAndRaw(string menu, string chain)
    {
        var id = _desk.Add(menu + "/add", "=chain=" + chain, "=action=accept", "=protocol=tcp", "=dst-port=443", "=tls-host=*.example.com");
        Assert.Equal("*.example.com", _desk.Run(menu + "/print", "?.id=" + id).Rows.Single()["tls-host"]);
        _desk.Run(menu + "/set", "=.id=" + id, "=tls-host=!bank.example.com");
        Assert.Equal("!bank.example.com", _desk.Run(menu + "/print", "?.id=" + id).Rows.Single()["tls-host"]);
    }

    [Theory]
    [InlineData("6.49", true)]
    [InlineData("7.12", true)]
    [InlineData("7.18", false)]
    [InlineData("7.21", false)]
    public void Reference_3_7_TlsHostInNat_IsGoneSince716(string profile, bool known)
    {
        var answer = new CommandDesk(RouterProfile.Named(profile)).Run("/ip/firewall/nat/add", "=chain=dstnat", "=action=accept", "=protocol=tcp", "=tls-host=x.example.com");
        Assert.Equal(known ? [] : ["unknown parameter tls-host"], answer.Traps.Select(trap => trap.Message));
    }

    [Theory]
    [InlineData("ack,syn", "syn,ack")]
    [InlineData("!ack,syn", "syn,!ack")]
    [InlineData("!urg,fin,!ack,!syn", "fin,!syn,!ack,!urg")]
    [InlineData("!fin", "!fin")]
    public void Reference_3_7_TcpFlags_AreTwoHalves(string given, string shown)
    {
        var id = Rule(given);
        Assert.Equal(shown, Shown(id));
    }

    [Theory]
    [InlineData("syn,!ack", "fin", "fin,!ack")]
    [InlineData("syn,!ack", "!rst", "syn,!rst")]
    [InlineData("syn,!ack", "ack", "ack")]
    [InlineData("syn,!ack", "!fin,rst", "rst,!fin")]
    public void Reference_3_7_TcpFlags_SetOfOneHalf_LeavesTheOther(string before, string set, string after)
    {
        var id = Rule(before);
        Assert.Empty(_desk.Run("/ip/firewall/filter/set", "=.id=" + id, "=tcp-flags=" + set).Traps);
        Assert.Equal(after, Shown(id));
        _desk.Run("/ip/firewall/filter/unset", "=.id=" + id, "=value-name=tcp-flags");
        Assert.Null(Shown(id));
    }

    [Fact]
    public void Reference_3_7_TcpFlags_UnknownFlag_IsRefused() =>
        Assert.Equal("input does not match any value of tcp-flags", _desk.Refusal("/ip/firewall/filter/add", "=chain=forward", "=protocol=tcp", "=tcp-flags=syn,!nak"));

    private string Rule(string flags) => _desk.Add("/ip/firewall/filter/add", "=chain=forward", "=action=drop", "=protocol=tcp", "=tcp-flags=" + flags);

    private string? Shown(string id) => _desk.Run("/ip/firewall/filter/print", "?.id=" + id).Rows.Single().GetValueOrDefault("tcp-flags");
}
