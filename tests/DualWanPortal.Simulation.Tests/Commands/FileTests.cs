using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Files;

namespace DualWanPortal.Simulation.Tests.Commands;

public sealed class FileTests
{
    [Fact]
    public void Reference_3_13_Export_ToFile_ReadsBackAsTheSameRows()
    {
        var desk = Desk();
        desk.Add("/interface/pppoe-client/add", "=interface=ether1", "=user=u", "=password=hush", "=disabled=no");
        desk.Add("/ip/route/add", "=dst-address=8.8.8.8", "=gateway=pppoe-out1", "=comment=dwp: canary");
        desk.Run("/ip/service/set", "=.id=api", "=address=192.0.2.0/24");
        desk.Run("/interface/ethernet/set", "=.id=ether2", "=comment=second");

        desk.Run("/export", "=file=now");

        var text = desk.Router["/file"].Named("now.rsc")!["contents"]!;
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        var export = ExportReader.Read(text);
        Assert.Empty(export.NotUnderstood);
        Assert.Equal(new(7, 21, 1), export.Version);
        var route = Assert.Single(export.Items, item => item.Menu == "/ip/route");
        Assert.Equal(("8.8.8.8/32", "pppoe-out1", "dwp: canary"), (route["dst-address"], route["gateway"], route["comment"]));
        Assert.Equal("no", Assert.Single(export.Items, item => item.Menu == "/interface/pppoe-client")["disabled"]);
        Assert.Equal("second", Assert.Single(export.Items, item => item.Menu == "/interface/ethernet")["comment"]);
        Assert.Equal("192.0.2.0/24", Assert.Single(export.Items, item => item.Menu == "/ip/service")["address"]);
        Assert.DoesNotContain(export.Items, item => item.Menu is "/interface/list" or "/user" or "/ppp/profile");
    }

    [Fact]
    public void Reference_3_13_Export_ShowSensitive_NeedsThePolicy()
    {
        var desk = Desk();
        desk.Add("/interface/pppoe-client/add", "=interface=ether1", "=user=u", "=password=hush");

        desk.Run("/interface/pppoe-client/export", "=file=a", "=show-sensitive=");
        desk.RunAs(["read", "ftp"], "/export", "=file=b", "=show-sensitive=", "=terse=");

        Assert.Contains("password=hush", desk.Router["/file"].Named("a.rsc")!["contents"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", desk.Router["/file"].Named("b.rsc")!["contents"]!, StringComparison.Ordinal);
        Assert.Contains("/interface pppoe-client add", desk.Router["/file"].Named("b.rsc")!["contents"]!, StringComparison.Ordinal);
        Assert.Equal("not enough permissions (9)", Assert.Single(desk.RunAs(["read"], "/export", "=file=c").Traps).Message);
    }

    [Fact]
    public void Reference_3_13_Backup_Save_MakesAFileWithoutReadableContents()
    {
        var desk = Desk();

        Assert.Empty(desk.Run("/system/backup/save", "=name=dwp-pre", "=dont-encrypt=yes").Traps);

        var file = Assert.Single(desk.Run("/file/print").Rows);
        Assert.Equal(("dwp-pre.backup", "backup"), (file["name"], file["type"]));
        Assert.False(file.ContainsKey("contents"));
        Assert.True(int.Parse(file["size"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal("unknown parameter frob", desk.Refusal("/system/backup/save", "=frob=1"));
    }

    [Fact]
    public void Reference_3_13_Read_InChunks_GivesTheWholeFile()
    {
        var desk = Desk();
        desk.Add("/file/add", "=name=a.txt", "=contents=hello world");

        Assert.Equal("hello", desk.Run("/file/read", "=file=a.txt", "=chunk-size=5").Rows[0]["data"]);
        Assert.Equal(" world", desk.Run("/file/read", "=file=a.txt", "=offset=5", "=chunk-size=100").Rows[0]["data"]);
        Assert.Equal("", desk.Run("/file/read", "=file=a.txt", "=offset=500", "=chunk-size=100").Rows[0]["data"]);
        Assert.Equal("value of chunk-size out of range (1..32768)", desk.Refusal("/file/read", "=file=a.txt", "=chunk-size=40000"));
        Assert.Equal("no such item", desk.Refusal("/file/read", "=file=b.txt", "=chunk-size=5"));
        Assert.Equal("failure: already have such file", desk.Refusal("/file/add", "=name=a.txt"));
        desk.Run("/file/remove", "=.id=a.txt");
        Assert.Empty(desk.Run("/file/print").Rows);
    }

    [Fact]
    public void Reference_3_13_Print_LargeFile_LeavesContentsOut()
    {
        var desk = Desk(RouterProfile.V649);
        RouterFilesText(desk, "small.txt", 4000);
        RouterFilesText(desk, "large.txt", 5000);

        var rows = desk.Run("/file/print").Rows;
        Assert.Equal(["small.txt"], rows.Where(row => row.ContainsKey("contents")).Select(row => row["name"]));
        Assert.Equal("no such command", desk.Refusal("/file/read", "=file=small.txt", "=chunk-size=5"));
        Assert.Equal("no such command", desk.Refusal("/file/add", "=name=x"));
    }

    private static void RouterFilesText(CommandDesk desk, string name, int length) =>
        desk.Router["/file"].Add([new("name", name), new("contents", new string('x', length))]);

    private static CommandDesk Desk(RouterProfile? profile = null)
    {
        var desk = new CommandDesk(profile);
        RouterFiles.Attach(desk.Router);
        return desk;
    }
}
