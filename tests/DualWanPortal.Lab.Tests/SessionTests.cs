using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task Client_EveryVerb_Works()
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await LabRun.ConnectAsync(lab.Routers[0]);

        var id = (await client.RunAsync("/ip/firewall/filter/add", ("chain", "input"), ("action", "drop"), ("comment", "dwp:test"))).Return!;
        var other = (await client.RunAsync("/ip/firewall/filter/add", ("chain", "input"), ("place-before", id))).Return!;
        await client.RunAsync("/ip/firewall/filter/set", (".id", id), ("protocol", "tcp"), ("dst-port", "22"));
        await client.RunAsync("/ip/firewall/filter/disable", (".id", id));
        await client.RunAsync("/ip/firewall/filter/comment", (".id", other), ("comment", "second"));
        await client.RunAsync("/ip/firewall/filter/unset", (".id", id), ("value-name", "dst-port"));
        await client.RunAsync("/ip/firewall/filter/move", (".id", id), ("destination", other));
        var rows = (await client.RunAsync("/ip/firewall/filter/print", ("from", $"{id},{other}"))).Rows;
        Assert.Equal(("tcp", "true", null), (rows[0]["protocol"], rows[0]["disabled"], rows[0]["dst-port"]));
        Assert.Equal("second", rows[1]["comment"]);
        Assert.Equal("drop", (await client.RunAsync("/ip/firewall/filter/get", (".id", id), ("value-name", "action"))).Return);
        await client.RunAsync("/ip/firewall/filter/remove", (".id", $"{id},{other}"));
        var left = await client.RunAsync(new RouterOsCommand("/ip/firewall/filter/print").With("count-only").Where("comment=dwp:test"), TestContext.Current.CancellationToken);
        Assert.Equal("0", left.Return);
    }

    [Theory]
    [InlineData("/ip/route/remove", ".id", "*FFFF", TrapKind.NoSuchItem)]
    [InlineData("/nothing/print", "detail", "", TrapKind.NoSuchCommand)]
    [InlineData("/ip/route/add", "colour", "red", TrapKind.UnknownParameter)]
    [InlineData("/ip/route/add", "distance", "0", TrapKind.InvalidValue)]
    [InlineData("/ip/dhcp-client/add", "comment", "x", TrapKind.MissingValue)]
    public async Task Reference_1_9_Client_Refused_SeesTheKind(string path, string name, string value, TrapKind kind)
    {
        await using var lab = await LabRun.StartAsync();
        await using var client = await LabRun.ConnectAsync(lab.Routers[0]);

        var trap = await Assert.ThrowsAsync<RouterOsTrapException>(() => client.RunAsync(path, (name, value)));

        Assert.Equal(kind, trap.Kind);
        Assert.Single((await client.RunAsync("/system/identity/print")).Rows);
    }

    [Fact]
    public async Task Client_WrongPassword_IsRefused()
    {
        await using var lab = await LabRun.StartAsync();

        var refused = await Assert.ThrowsAsync<RouterOsLoginException>(() => LabRun.ConnectAsync(lab.Routers[0], password: "guess"));

        Assert.Equal("invalid user name or password (6)", refused.RouterMessage);
    }

    [Fact]
    public async Task Reference_1_10_Client_OverTls_SeesTheCertificateOfThatRouter()
    {
        await using var lab = await LabRun.StartAsync();
        await using var first = await LabRun.ConnectAsync(lab.Routers[0], tls: true);
        await using var second = await LabRun.ConnectAsync(lab.Routers[0], tls: true);

        Assert.Equal(first.PeerFingerprint, second.PeerFingerprint);
        Assert.Matches("^[0-9A-Fa-f]{64}$", first.PeerFingerprint!);
        Assert.Single((await first.RunAsync("/system/identity/print")).Rows);
    }

    [Fact]
    public async Task Reference_1_10_Client_WithReadGroup_MayNotWriteAndIsListedAsActive()
    {
        await using var lab = await LabRun.StartAsync();
        await using var admin = await LabRun.ConnectAsync(lab.Routers[0]);
        await admin.RunAsync("/user/add", ("name", "watcher"), ("group", "read"), ("password", "look"));
        await using var watcher = await LabRun.ConnectAsync(lab.Routers[0], "watcher", "look");

        var trap = await Assert.ThrowsAsync<RouterOsTrapException>(() => watcher.RunAsync("/system/identity/set", ("name", "x")));
        Assert.Equal(TrapKind.NotPermitted, trap.Kind);

        var active = (await watcher.RunAsync("/user/active/print")).Rows;
        Assert.Equal(["admin", "watcher"], active.Select(row => row["name"]!).Order(StringComparer.Ordinal));
        var log = (await watcher.RunAsync("/log/print")).Rows;
        Assert.Contains(log, row => row["message"] == "user watcher logged in from 127.0.0.1 via api" && row["topics"] == "system,info,account");
    }

    [Fact]
    public async Task Reference_1_10_ActiveUser_TakenOffTheList_LosesHisConnection()
    {
        await using var lab = await LabRun.StartAsync();
        await using var admin = await RawClient.LogInAsync(lab.Routers[0]);
        await using var other = await RawClient.LogInAsync(lab.Routers[0]);

        await admin.SendAsync("/user/active/remove", "=.id=*2");
        Assert.Equal(["!done"], await admin.ReadAsync());

        Assert.Empty(await other.ReadAsync());
        await admin.SendAsync("/user/active/print", "=count-only=");
        Assert.Equal(["!done", "=ret=1"], await admin.ReadAsync());
        await admin.SendAsync("/user/print", "=.proplist=last-logged-in", "?name=admin");
        Assert.Matches("^=last-logged-in=20[0-9-]{8} [0-9:]{8}$", (await admin.ReadAsync())[1]);
    }

    [Fact]
    public async Task Reference_1_10_Client_GroupWithoutApi_CannotLogIn()
    {
        await using var lab = await LabRun.StartAsync();
        await using var admin = await LabRun.ConnectAsync(lab.Routers[0]);
        await admin.RunAsync("/user/group/add", ("name", "web-only"), ("policy", "read,web"));
        await admin.RunAsync("/user/add", ("name", "clerk"), ("group", "web-only"), ("password", "p"));

        await Assert.ThrowsAsync<RouterOsLoginException>(() => LabRun.ConnectAsync(lab.Routers[0], "clerk", "p"));
    }

    [Fact]
    public async Task Reference_1_10_Service_DisabledOrForOthers_TakesNobody()
    {
        await using var lab = await LabRun.StartAsync();
        await using var admin = await LabRun.ConnectAsync(lab.Routers[0], tls: true);
        await admin.RunAsync("/ip/service/set", (".id", "api"), ("address", "192.0.2.0/24"));
        await Assert.ThrowsAnyAsync<RouterOsException>(() => LabRun.ConnectAsync(lab.Routers[0]));

        await admin.RunAsync("/ip/service/set", (".id", "api"), ("address", "127.0.0.0/8,192.0.2.0/24"));
        await (await LabRun.ConnectAsync(lab.Routers[0])).DisposeAsync();

        await admin.RunAsync("/ip/service/disable", (".id", "api"));
        await Assert.ThrowsAnyAsync<RouterOsException>(() => LabRun.ConnectAsync(lab.Routers[0]));
    }

    [Fact]
    public async Task Reference_1_10_Service_MaxSessionsReached_TakesNoMore()
    {
        await using var lab = await LabRun.StartAsync();
        await using var admin = await LabRun.ConnectAsync(lab.Routers[0]);
        await admin.RunAsync("/ip/service/set", (".id", "api"), ("max-sessions", "2"));
        await using var second = await LabRun.ConnectAsync(lab.Routers[0]);

        await Assert.ThrowsAnyAsync<RouterOsException>(() => LabRun.ConnectAsync(lab.Routers[0]));
    }

    [Fact]
    public async Task Reference_7_Profiles_DifferInMenusWordsAndEmpties()
    {
        await using var old = await LabRun.StartAsync(profile: RouterProfile.V649);
        await using var recent = await LabRun.StartAsync(profile: RouterProfile.V721);
        await using var v6 = await RawClient.LogInAsync(old.Routers[0]);
        await using var v7 = await RawClient.LogInAsync(recent.Routers[0]);

        await v6.SendAsync("/ip/pool/print", "?name=none");
        Assert.Equal(["!done"], await v6.ReadAsync());
        await v7.SendAsync("/ip/pool/print", "?name=none");
        Assert.Equal(["!empty"], await v7.ReadAsync());

        await v6.SendAsync("/routing/table/print");
        Assert.Equal("!trap", (await v6.ReadAsync())[0]);
    }
}
