using System.Text;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

public sealed class ExportReaderRefusalTests
{
    private const string Address = "/ip address\nadd address=192.0.2.2/24 comment=\"Büro\" interface=ether1\n";

    public static TheoryData<string, byte[]> Encodings { get; } = new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Address) },
        { "utf-8 with mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Address)] },
        { "utf-16 with mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Address)] },
        { "utf-16 big endian with mark", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Address)] },
        { "utf-16 without mark", Encoding.Unicode.GetBytes(Address) },
        { "latin-1", Encoding.Latin1.GetBytes(Address) },
        { "latin-1, old Mac line ends", Encoding.Latin1.GetBytes(Address.Replace('\n', '\r')) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_BytesOfAnyEncoding_GiveTheSameRow(string encoding, byte[] bytes)
    {
        var export = ExportReader.Read(bytes);
        Assert.True(export.Refusal is null, $"{encoding}: {export.Refusal}");
        Assert.Equal("/ip/address address=192.0.2.2/24 comment=Büro interface=ether1", Rows.Flat(Assert.Single(export.Items)));
    }

    [Fact]
    public void Read_BinaryBackup_IsRefusedWithAdvice()
    {
        Assert.Contains("binary backup", ExportReader.Read([0x88, 0xAC, 0xA1, 0xB1, 0, 0, 0, 1]).Refusal);
        Assert.Contains("binary backup", ExportReader.Read([0xEF, 0xA8, 0x91, 0x72, 0, 0, 0, 1]).Refusal);
    }

    [Fact]
    public void Read_OtherBinary_IsRefused() => Assert.Contains("binary file", ExportReader.Read([.. "PK"u8, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3]).Refusal);

    [Fact]
    public void Read_TooLong_IsRefusedAtOnce()
    {
        Assert.Contains("MiB", ExportReader.Read(new string('a', ExportReader.LongestText + 1)).Refusal);
        Assert.Contains("MiB", ExportReader.Read(new byte[(2 * ExportReader.LongestText) + 1]).Refusal);
    }

    [Fact]
    public void Read_MergeConflict_IsRefusedWithTheLine()
    {
        var export = ExportReader.Read(Address + "<<<<<<< HEAD\n/ip dns\nset servers=9.9.9.9\n=======\n/ip dns\nset servers=1.1.1.1\n>>>>>>> other\n");
        Assert.Contains("line 3", export.Refusal);
        Assert.Empty(export.Items);
    }

    [Fact]
    public void Read_TwoRoutersInOneFile_IsRefusedWithTheLine()
    {
        const string header = "# jan/02/1970 00:06:10 by RouterOS 6.42.7\n";
        Assert.Contains("line 4", ExportReader.Read(header + Address + header + Address).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear all,\nthe router is down again.\n")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("{\"error\": \"not found\"}")]
    public void Read_NoConfiguration_IsRefused(string text) => Assert.Contains("No RouterOS configuration", ExportReader.Read(text).Refusal);

    [Fact]
    public void Read_HeaderAlone_IsAnUntouchedRouter()
    {
        var export = Rows.Read("# 2024-02-17 11:04:56 by RouterOS 7.13.4\n# software id = \n");
        Assert.Empty(export.Items);
    }

    [Fact]
    public void Read_CutInsideAQuote_SaysSoAndKeepsTheRest()
    {
        var export = ExportReader.Read(Address + "/ip dns\nset servers=9.9.9.9\n/system note\nset note=\"first \\\n    \\_second \\\n    thi");
        var warning = Assert.Single(export.NotUnderstood);
        Assert.Equal((6, NotUnderstoodReason.UnclosedQuote), (warning.Line, warning.Reason));
        Assert.Equal(2, export.Items.Length);
    }

    [Fact]
    public void Read_SecretInALineNotUnderstood_IsMasked()
    {
        var export = ExportReader.Read(Address + "/ppp secret\nadd name=$user password=\"top \\\" secret\" service=l2tp\n");
        var warning = Assert.Single(export.NotUnderstood);
        Assert.Equal("add name=$user password=******** service=l2tp", warning.Text);
    }

    [Fact]
    public void Read_MoreNonsenseThanAnyoneReads_ListsTheFirstAndSaysThereIsMore()
    {
        var export = ExportReader.Read(Address + string.Concat(Enumerable.Repeat("What is this?\n", 5000)));
        Assert.Equal(1001, export.NotUnderstood.Length);
        Assert.Equal(NotUnderstoodReason.More, export.NotUnderstood[^1].Reason);
    }
}
