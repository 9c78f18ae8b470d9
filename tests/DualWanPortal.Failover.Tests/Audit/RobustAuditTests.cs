using System.Diagnostics;
using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Whatever a text says, judging it ends, soon and without a throw.</summary>
public class RobustAuditTests
{
    private static string Rich => Exported.Healthy(Exported.V7)
        .And("/ip dhcp-client", """add interface=ether1 script="/ip route set [find comment=a] gateway=(\$\"gateway-address\")" """)
        .And("/tool netwatch", "add host=8.8.8.8 down-script=go")
        .And("/system script", "add name=go source=\"/ip route disable [find comment=a]\"")
        .And("/ip firewall mangle", "add action=mark-routing chain=prerouting new-routing-mark=x connection-mark=y").And("/routing rule", "add action=lookup table=x src-address=192.168.88.0/24").Text;

    [Fact]
    public void Judge_CutAnywhere_Ends()
    {
        for (var length = 0; length < Rich.Length; length += 7)
            Assert.NotNull(AuditReport.Of("cut", ExportReader.Read(Rich[..length])).File);
    }

    [Theory]
    [InlineData("gateway=")]
    [InlineData("gateway=8.8.8.8,,%,@,ether1%ether2@x")]
    [InlineData("gateway=999.999.999.999")]
    [InlineData("gateway=203.0.113.1 distance=99999999999999999999 scope=-1 target-scope=abc")]
    [InlineData("gateway=8.8.8.8 dst-address=8.8.8.8/32")]
    [InlineData("gateway=fe80::1%ether1")]
    public void Judge_OddRoutes_Ends(string route) => Assert.NotNull(Exported.Plain(Exported.V7).And("/ip route", $"add {route}", $"add dst-address=203.0.113.0/24 {(route.Contains("dst-", StringComparison.Ordinal) ? "gateway=1.2.3.4" : route)}").Judge());

    [Fact]
    public void Judge_RoutesThatLeadToEachOther_Ends() =>
        Assert.NotNull(Exported.Plain(Exported.V7).And("/ip route", "add dst-address=10.1.1.1/32 gateway=10.1.1.2 scope=10", "add dst-address=10.1.1.2/32 gateway=10.1.1.1 scope=10", "add gateway=10.1.1.1 check-gateway=ping distance=5").Judge());

    [Theory]
    [InlineData("/ip firewall nat", "add action=src-nat chain=srcnat out-interface=ether1 src-address=10.{0}.{1}.0/24 to-addresses=203.0.113.9")]
    [InlineData("/ip firewall nat", "add action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port={2} protocol=tcp to-addresses=192.168.88.9")]
    [InlineData("/ip route", "add dst-address=10.{0}.{1}.0/24 gateway=203.0.113.1 routing-table=t{2}")]
    [InlineData("/tool netwatch", "add host=10.{0}.{1}.1 down-script=\"/ip route disable [find comment=x{2}]\"")]
    [InlineData("/ip firewall mangle", "add action=mark-routing chain=prerouting new-routing-mark=t{2} src-address=10.{0}.{1}.0/24")]
    [InlineData("/ip dhcp-server network", "add address=10.{0}.{1}.0/24 dns-server=9.9.9.9 gateway=10.{0}.{1}.1")]
    public void Judge_ThousandsOfRows_EndsSoon(string menu, string row)
    {
        var text = new StringBuilder(Exported.Plain(Exported.V7).Text).Append('\n').Append(menu).Append('\n');
        for (var i = 0; i < 2000; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, row, i / 250, i % 250, i).Append('\n');
        var watch = Stopwatch.StartNew();
        Assert.Null(AuditReport.Of("big", ExportReader.Read(text.ToString())).Refusal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
