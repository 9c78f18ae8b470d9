using static DualWanPortal.Failover.Tests.Audit.ExportText;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Balancing, marks, and answers to what comes in.</summary>
public class MangleRuleTests
{
    private const string Tables = "/routing table\nadd fib name=t1\nadd fib name=t2\n";
    private const string From = "/ip firewall mangle\n";
    private const string Rest = " chain=prerouting in-interface=bridge dst-address-type=!local connection-state=new connection-mark=no-mark";
    private const string Send = "add action=mark-routing chain=prerouting in-interface=bridge connection-mark=c1 new-routing-mark=t1\nadd action=mark-routing chain=prerouting in-interface=bridge connection-mark=c2 new-routing-mark=t2\n";

    private static string Pcc(string share, string mark, string rest = Rest) => $"add action=mark-connection new-connection-mark={mark} per-connection-classifier=both-addresses:{share}{rest}\n";

    [Theory]
    [InlineData("2/0 2/2", "can never match")]
    [InlineData("2/0 2/1 2/1", "appears 2 times")]
    [InlineData("3/0 3/1", "given to no line")]
    public void PccBad_SharesThatDoNotAddUp_Fires(string shares, string word)
    {
        var rules = string.Concat(shares.Split(' ').Select((share, index) => Pcc(share, index == 0 ? "c1" : "c2")));
        Assert.Contains(word, Assert.Single(Judge("pcc-bad", Tables + From + rules + Send)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(V6, "5/0 5/1 5/2 5/3 5/4")]
    [InlineData(V7, "2/0 2/1")]
    public void PccBad_WeightsOnPurpose_Silent(string version, string shares) =>
        Assert.Empty(Judge("pcc-bad", From + string.Concat(shares.Split(' ').Select((share, index) => Pcc(share, index < 2 ? "c1" : "c2"))) + Send, version));

    [Fact]
    public void PccBad_OneShareMarkedAndTheRestByMain_Silent() => Assert.Empty(Judge("pcc-bad", Tables + From + Pcc("3/0", "c2") + Send));

    [Fact]
    public void PccBad_NamesNoSide_Fires() =>
        Assert.Contains("answers", Assert.Single(Judge("pcc-bad", Tables + From + Pcc("2/0", "c1", " chain=prerouting dst-address-type=!local") + Pcc("2/1", "c2", " chain=prerouting dst-address-type=!local") + Send)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("add action=mark-routing chain=prerouting connection-mark=never new-routing-mark=t1\n", "no rule sets connection mark never")]
    [InlineData("add action=mark-connection chain=prerouting routing-mark=t1 new-connection-mark=c1\nadd action=mark-routing chain=prerouting connection-mark=c1 new-routing-mark=t1\n", "no packet with routing mark t1")]
    [InlineData("add action=mark-routing chain=prerouting in-interface=bridge nth=2,1 new-routing-mark=t1\n", "packet by packet")]
    [InlineData("add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=t1 passthrough=no\nadd action=mark-routing chain=prerouting in-interface=bridge src-address=192.168.88.9 new-routing-mark=t2\n", "takes all its packets away")]
    public void LbMatch_RulesThatDoNothing_Fires(string rules, string word) => Assert.Contains(word, Assert.Single(Judge("lb-match", Tables + From + rules)).Message, StringComparison.Ordinal);

    [Fact]
    public void LbMatch_OfficialShape_Silent() => Assert.Empty(Judge("lb-match", Tables + From + Pcc("2/0", "c1") + Pcc("2/1", "c2") + Send));

    [Fact]
    public void LbMatch_NthOnFirstPackets_Silent() =>
        Assert.Empty(Judge("lb-match", Tables + From + "add action=mark-connection chain=prerouting in-interface=bridge connection-state=new nth=2,1 new-connection-mark=c1\nadd action=mark-connection chain=prerouting in-interface=bridge connection-state=new connection-mark=no-mark new-connection-mark=c2\n" + Send));

    [Theory]
    [InlineData("add action=fasttrack-connection chain=forward connection-state=established,related\n", 1)]
    [InlineData("add action=fasttrack-connection chain=forward connection-state=established,related hw-offload=yes\n", 1)]
    [InlineData("add action=fasttrack-connection chain=forward connection-state=established,related connection-mark=no-mark\n", 0)]
    [InlineData("add action=fasttrack-connection chain=forward connection-state=established,related disabled=yes\n", 0)]
    [InlineData("add action=accept chain=forward connection-mark=!no-mark connection-state=established\nadd action=fasttrack-connection chain=forward connection-state=established,related\n", 0)]
    public void FtMangle_FastTrackAndRoutingMarks(string filter, int findings) =>
        Assert.Equal(findings, Bare("ft-mangle", Tables + From + Pcc("2/0", "c1") + Pcc("2/1", "c2") + Send + "/ip firewall filter\n" + filter).Length);

    [Fact]
    public void FtMangle_NoRoutingMarks_Silent() => Assert.Empty(Bare("ft-mangle", "/ip firewall filter\nadd action=fasttrack-connection chain=forward connection-state=established,related\n"));

    [Theory]
    [InlineData("add action=mark-routing chain=prerouting src-address=192.168.88.9 new-routing-mark=t2\n", V7, 1)]
    [InlineData("add action=mark-routing chain=prerouting src-address=192.168.88.9 new-routing-mark=t2\n", V6, 0)]
    [InlineData("add action=mark-routing chain=prerouting src-address=192.168.88.9 dst-address-type=!local new-routing-mark=t2\n", V7, 0)]
    [InlineData("add action=accept chain=prerouting dst-address=192.168.88.0/24\nadd action=mark-routing chain=prerouting src-address=192.168.88.9 new-routing-mark=t2\n", V7, 0)]
    [InlineData("add action=mark-routing chain=output new-routing-mark=t2\n", V7, 0)]
    [InlineData("add action=mark-connection chain=prerouting in-interface=bridge new-connection-mark=c2\nadd action=mark-routing chain=prerouting connection-mark=c2 new-routing-mark=t2\n", V7, 1)]
    [InlineData("add action=mark-connection chain=prerouting in-interface=ether2 new-connection-mark=c2\nadd action=mark-routing chain=prerouting connection-mark=c2 new-routing-mark=t2\n", V7, 0)]
    public void MarkLocal_TrafficToTheRouter(string rules, string version, int findings) => Assert.Equal(findings, Judge("mark-local", (version == V7 ? Tables : "") + From + rules, version).Length);

    [Fact]
    public void MarkLocal_NoVersionButRoutesWithMarks_IsV6() =>
        Assert.Empty(Judge("mark-local", "/ip route\nadd gateway=198.51.100.1 routing-mark=t2\n" + From + "add action=mark-routing chain=prerouting src-address=192.168.88.9 new-routing-mark=t2\n", "unknown"));

    private const string Forward = "/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface-list=WAN protocol=tcp dst-port=443 to-addresses=192.168.88.9\n";

    [Theory]
    [InlineData(V6)]
    [InlineData(V7)]
    public void PbrReply_ForwardOnTheBackupWithoutMarks_Fires(string version)
    {
        var finding = Assert.Single(Judge("pbr-reply", Forward, version));
        Assert.Equal("ether2", finding.Subject);
        Assert.Contains(finding.Fix, command => command.Contains(version == V6 ? "routing-mark=in-ether2" : "routing-table=in-ether2", StringComparison.Ordinal));
    }

    [Fact]
    public void PbrReply_AnswersMarked_Silent() =>
        Assert.Empty(Judge("pbr-reply", Tables + Forward + From + "add action=mark-connection chain=prerouting in-interface=ether2 connection-state=new new-connection-mark=c2\n" + Send));

    [Fact]
    public void PbrReply_ForwardOnThePrimaryOnly_Silent() =>
        Assert.Empty(Judge("pbr-reply", "/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface=ether1 protocol=tcp dst-port=443 to-addresses=192.168.88.9\n"));
}
