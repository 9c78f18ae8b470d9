using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class RouterOsRowTests
{
    private static KeyValuePair<string, string> Pair(string name, string value) => new(name, value);

    private static RouterOsRow RowOf(params byte[][] words)
    {
        using var writer = new SentenceWriter();
        foreach (var word in words)
            writer.Word(word);
        return new RouterOsRow(writer.Written.ToArray());
    }

    private static RouterOsRow RowOf(params string[] words) => RowOf([.. words.Select(System.Text.Encoding.UTF8.GetBytes)]);

    [Fact]
    public void Index_RepeatedKey_GivesLast()
    {
        var row = RowOf("=dynamic=true", "=name=all", "=dynamic=false");

        Assert.Equal("false", row["dynamic"]);
        Assert.Equal([Pair("dynamic", "false"), Pair("name", "all")], row.Pairs);
        Assert.Equal("false", row.ToItem("/interface/list")["dynamic"]);
    }

    [Fact]
    public void Reference_1_1_Index_ValueWithEqualsBlanksAndNewlines_IsWhole()
    {
        var row = RowOf("=source=:if ($a = 1) do={\r\n  :put \"x=y\"\r\n}", "=comment=", "= = ");

        Assert.Equal(":if ($a = 1) do={\r\n  :put \"x=y\"\r\n}", row["source"]);
        Assert.Equal("", row["comment"]);
        Assert.Equal(" ", row[" "]);
        Assert.Null(row["absent"]);
        Assert.Null(row["comm"]);
        Assert.Null(row["comments"]);
    }

    [Fact]
    public void Pairs_WordsThatAreNoPairs_ArePassedOver()
    {
        var row = RowOf(".tag=5", "=switch", "==value", "=", "   ", "bare", "?query=1", "=a=1");

        Assert.Equal([Pair("switch", ""), Pair("a", "1")], row.Pairs);
        Assert.Equal("", row["switch"]);
        Assert.Null(row["tag"]);
        Assert.Null(row[""]);
    }

    [Fact]
    public void Index_InvalidUtf8_IsReplacedAndRawBytesStay()
    {
        var row = RowOf([.. "=comment="u8, 0xE9, 0x41, 0xFF]);

        Assert.Equal("\uFFFDA\uFFFD", row["comment"]);
        Assert.True(row.TryGetBytes("comment", out var raw));
        Assert.Equal([0xE9, 0x41, 0xFF], raw.ToArray());
        Assert.False(row.TryGetBytes("absent", out _));
    }

    [Fact]
    public void FlagAndNumber_OfAnyWord_AreReadAsAConfigItemReadsThem()
    {
        var row = RowOf("=yes=yes", "=true=true", "=switch", "=no=no", "=odd=True", "=distance=2", "=distance=3", "=low=-5", "=blank= ", "=text=2x", "=huge=99999999999");

        foreach (var name in (string[])["yes", "true", "switch", "no", "odd", "distance", "low", "blank", "text", "huge", "absent"])
        {
            Assert.Equal(row.ToItem("/ip/route").Flag(name), row.Flag(name));
            Assert.Equal(row.ToItem("/ip/route").Number(name, 7), row.Number(name, 7));
        }
        Assert.True(row.Flag("yes") && row.Flag("true") && row.Flag("switch") && !row.Flag("no") && !row.Flag("absent"));
        Assert.Equal((3, -5, 7, 7), (row.Number("distance", 7), row.Number("low", 7), row.Number("huge", 7), row.Number("absent", 7)));
    }

    [Fact]
    public void FlagAndNumber_AskedOften_TakeNoMemory()
    {
        var row = RowOf("=active=true", "=distance=1");
        Assert.True(row.Flag("active") && row.Number("distance", 0) == 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var time = 0; time < 100; time++)
            Assert.True(row.Flag("active") && row.Number("distance", 0) == 1);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Index_NameBeyondAscii_IsFound() => Assert.Equal("1", RowOf("=straße=1")["straße"]);

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void Reference_1_7_IsDead_OfListenRow_AcceptsBothWords(string word, bool dead) => Assert.Equal(dead, RowOf(".tag=1", "=.id=*3", "=.dead=" + word).IsDead);

    [Fact]
    public void ToItem_LiveRow_CarriesMenuIdAndValues()
    {
        var item = RouterOsRow.FromPairs(Pair(".id", "*1A"), Pair("gateway", "192.0.2.1"), Pair("distance", "2")).ToItem("/ip/route");

        Assert.Equal("/ip/route", item.Menu);
        Assert.Equal("*1A", item.Id);
        Assert.Equal(2, item.Number("distance", 0));
        Assert.Equal(3, item.Values.Count);
    }
}
