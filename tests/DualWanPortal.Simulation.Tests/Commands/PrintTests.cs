using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

public sealed class PrintTests
{
    private readonly CommandDesk _desk = new();

    public PrintTests()
    {
        _desk.Add("/ip/route/add", "=gateway=10.0.0.1", "=distance=1", "=comment=first");
        _desk.Add("/ip/route/add", "=gateway=10.0.1.1", "=distance=2");
        _desk.Add("/ip/route/add", "=gateway=10.0.2.1", "=distance=10", "=disabled=yes");
    }

    [Theory]
    [InlineData("1 2 10")]
    [InlineData("1", "?distance=1")]
    [InlineData("1", "?=distance=1")]
    [InlineData("1", "?comment")]
    [InlineData("2 10", "?-comment")]
    [InlineData("10", "?>distance=2")]
    [InlineData("1", "?<distance=2")]
    [InlineData("1 2", "?disabled=false")]
    [InlineData("1 2", "?disabled=no")]
    [InlineData("2 10", "?distance=1", "?#!")]
    [InlineData("1 10", "?distance=1", "?distance=10", "?#|")]
    [InlineData("", "?distance=1", "?distance=10")]
    [InlineData("", "?distance=1", "?distance=10", "?#&")]
    [InlineData("2", "?distance=1", "?distance=10", "?#|!")]
    [InlineData("1", "?distance=1", "?distance=10", "?#1")]
    [InlineData("1", "?distance=1", "?#.!!&")]
    [InlineData("1", "?>comment=")]
    public void Reference_1_6_Print_Query_SelectsRows(string distances, params string[] query)
    {
        var rows = _desk.Run("/ip/route/print", query).Rows;

        Assert.Equal(distances, string.Join(' ', rows.Select(row => row["distance"])));
    }

    [Fact]
    public void Reference_1_2_Print_SeveralPropertyLists_GiveAllOfThem()
    {
        var row = _desk.Run("/ip/route/print", "=.proplist=.id,gateway", "=.proplist=distance,nothing").Rows[0];

        Assert.Equal([".id", "distance", "gateway"], row.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reference_1_4_Print_CountOnly_AnswersNumber()
    {
        var answer = _desk.Run("/ip/route/print", "=count-only=", "?disabled=false");

        Assert.Equal("2", answer.Ret);
        Assert.Empty(answer.Rows);
    }

    [Fact]
    public void Reference_1_2_Print_NothingFound_SaysEmptyOnlySince718()
    {
        Assert.True(_desk.Run("/ip/route/print", "?distance=77").SaidEmpty);
        Assert.False(new CommandDesk(RouterProfile.V712).Run("/ip/route/print", "?distance=77").SaidEmpty);
    }

    [Fact]
    public void Reference_1_4_Print_From_GivesThoseRows()
    {
        var ids = _desk.Run("/ip/route/getall").Rows.Select(row => row[".id"]).ToArray();

        Assert.Equal([ids[2], ids[0]], _desk.Run("/ip/route/print", $"=from={ids[2]},{ids[0]}").Rows.Select(row => row[".id"]));
    }

    [Fact]
    public void Reference_1_8_Print_Flags_SparseOrFullByProfile()
    {
        var sparse = _desk.Run("/ip/route/print").Rows[0];
        Assert.False(sparse.ContainsKey("active"));
        Assert.Equal("false", sparse["dynamic"]);

        var full = new CommandDesk(RouterProfile.V712);
        full.Add("/ip/route/add", "=gateway=10.0.0.1");
        Assert.Equal("false", full.Run("/ip/route/print").Rows[0]["ecmp"]);

        var old = new CommandDesk(RouterProfile.V649);
        old.Add("/ip/route/add", "=gateway=10.0.0.1");
        Assert.False(old.Run("/ip/route/print").Rows[0].ContainsKey("dynamic"));
    }

    [Fact]
    public void Reference_1_7_Listen_Changes_SendsFullRecordsAndDead()
    {
        var listening = _desk.Run("/ip/route/listen");
        var id = _desk.Router["/ip/route"].Rows[0].Id;

        _desk.Run("/ip/route/set", $"=.id={id}", "=distance=5");
        _desk.Run("/ip/route/remove", $"=.id={id}");
        listening.Running!.Cancel();
        _desk.Add("/ip/route/add", "=gateway=10.0.9.1");

        Assert.Equal(2, listening.Rows.Count);
        Assert.Equal("10.0.0.1", listening.Rows[0]["gateway"]);
        Assert.Equal("5", listening.Rows[0]["distance"]);
        Assert.Equal(new Dictionary<string, string> { [".id"] = id, [".dead"] = "true" }, listening.Rows[1]);
    }

    [Fact]
    public void Reference_1_7_Listen_OnSettings_IsUnknownParameter() => Assert.Equal("unknown parameter follow-only", _desk.Refusal("/system/identity/listen"));

    [Fact]
    public void Reference_1_7_Print_Interval_RepeatsWithSections()
    {
        var answer = _desk.Run("/ip/route/print", "=interval=5", "=.proplist=.id");
        _desk.Router.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["0", "0", "0", "1", "1", "1"], answer.Rows.Select(row => row[".section"]));
        Assert.False(answer.IsDone);
    }

    [Fact]
    public void Reference_1_7_Print_Follow_RowsFirstThenChanges()
    {
        var answer = _desk.Run("/ip/route/print", "=follow=");
        _desk.Add("/ip/route/add", "=gateway=10.0.9.1");

        Assert.Equal(4, answer.Rows.Count);
    }

    [Fact]
    public void Reference_1_4_Get_ValueName_AnswersRet()
    {
        Assert.Equal("desk", _desk.Run("/system/identity/set", "=name=desk").Traps is [] ? _desk.Run("/system/identity/get", "=value-name=name").Ret : null);
        Assert.Equal("first", _desk.Run("/ip/route/get", $"=.id={_desk.Router["/ip/route"].Rows[0].Id}", "=value-name=comment").Ret);
    }
}
