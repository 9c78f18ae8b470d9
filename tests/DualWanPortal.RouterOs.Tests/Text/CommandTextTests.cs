using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

public sealed class CommandTextTests
{
    [Fact]
    public void Format_Add_KeepsTheGivenOrder() => Assert.Equal(
        "/ip/firewall/nat add chain=srcnat action=masquerade out-interface-list=WAN",
        CommandText.Format("/ip/firewall/nat", "add", null, [new("chain", "srcnat"), new("action", "masquerade"), new("out-interface-list", "WAN")]));

    [Fact]
    public void Format_SelectorAndSwitches_StandWithoutEquals() => Assert.Equal(
        "/ip/route set [find comment=\"dwp:wan 1\" dst-address=\"192.0.2.0/24\"] blackhole !comment pref-src=\"\"",
        CommandText.Format(
            "/ip/route", "set", CommandText.Find(("comment", "dwp:wan 1"), ("dst-address", "192.0.2.0/24")), [new("blackhole", ""), new("!comment", ""), new("pref-src", "")]));

    [Theory]
    [InlineData("ether1", "ether1")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("fe80::1%ether1", "fe80::1%ether1")]
    [InlineData("!LAN", "!LAN")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a!b", "\"a!b\"")]
    [InlineData("5\" $x \\ ?", "\"5\\\" \\$x \\\\ \\?\"")]
    [InlineData("a\r\nb\tc", "\"a\\r\\nb\\tc\"")]
    [InlineData("П", "\"\\D0\\9F\"")]
    [InlineData("; /system reboot", "\"; /system reboot\"")]
    public void Quote_Value_IsWordedAsExportsDo(string value, string quoted) => Assert.Equal(quoted, RouterOsQuoting.Quote(value));

    [Fact]
    public void Mask_Secrets_AreReplacedAndOthersKept()
    {
        Assert.Equal(
            "add wpa2-pre-shared-key=******** name=\"x password\" ipsec-secret=******** private-key=********",
            SecretText.Mask("add wpa2-pre-shared-key=\"a b\\\"c\" name=\"x password\" ipsec-secret=abc private-key=\"x=\""));
        Assert.True(SecretText.IsSecret("security.passphrase"));
        Assert.False(SecretText.IsSecret("comment"));
    }
}
