using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>What the device says of itself, and what a flagged configuration keeps from everybody (reference 3.9, 3.15).</summary>
public sealed class DeviceFactsTests
{
    private const string Flagged = "failure: configuration flagged, check all router configuration for unauthorized changes and update device-mode";

    [Theory]
    [InlineData("6.49", "6.49.18 (long-term)", "^[A-Z][a-z]{2}/[0-9]{2}/[0-9]{4} [0-9:]{8}$")]
    [InlineData("7.12", "7.12.1 (stable)", "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$")]
    [InlineData("7.21", "7.21.1 (stable)", "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$")]
    public void Reference_3_15_Resource_HasTheWordsOfACapture(string profile, string version, string built)
    {
        var row = Sites.Settled("two-isps", RouterProfile.Named(profile)).At().Run("/system/resource/print").Rows.Single();
        Assert.Equal(version, row["version"]);
        Assert.Matches(built, row["build-time"]);
        Assert.All(["uptime", "factory-software", "free-memory", "total-memory", "cpu", "cpu-count", "cpu-frequency", "cpu-load", "free-hdd-space", "total-hdd-space", "write-sect-since-reboot",
            "write-sect-total", "bad-blocks", "architecture-name", "board-name", "platform"], name => Assert.NotEqual("", row[name]));
    }

    [Fact]
    public void Reference_3_15_Routerboard_NamesTheDeviceAndItsFirmware()
    {
        var row = Sites.Settled("two-isps").At().Run("/system/routerboard/print").Rows.Single();
        Assert.Equal("true", row["routerboard"]);
        Assert.All(["board-name", "model", "revision", "serial-number", "firmware-type", "factory-firmware", "current-firmware", "upgrade-firmware"], name => Assert.NotEqual("", row[name]));
    }

    [Fact]
    public void Reference_3_15_Clock_HasTheWordsOfTheManual()
    {
        var site = Sites.Settled("two-isps");
        var row = site.At().Run("/system/clock/print").Rows.Single();
        Assert.Equal(("09:00:30", "2026-03-02", "true"), (row["time"], row["date"], row["time-zone-autodetect"]));
        Assert.All(["time-zone-name", "gmt-offset", "dst-active"], name => Assert.NotEqual("", row[name]));
        Assert.Equal("unknown parameter gmt-offset", site.At().Refusal("/system/clock/set", "=gmt-offset=+01:00"));
    }

    [Theory]
    [InlineData("7.21", "advanced", "true", "true")]
    [InlineData("7.21-home", "home", "false", "true")]
    public void Reference_3_15_DeviceMode_SaysWhatIsOnAndNothingOfItIsSet(string profile, string mode, string gated, string free)
    {
        var desk = Sites.Settled("two-isps", RouterProfile.Named(profile)).At();
        var row = desk.Run("/system/device-mode/print").Rows.Single();
        Assert.Equal(mode, row["mode"]);
        Assert.All(["scheduler", "fetch", "email", "sniffer", "romon", "hotspot"], feature => Assert.Equal(gated, row[feature]));
        Assert.All(["ipsec", "l2tp", "pptp", "smb"], feature => Assert.Equal(free, row[feature]));
        Assert.Equal(("false", "true", "0"), (row["flagged"], row["flagging-enabled"], row["attempt-count"]));
        Assert.NotEmpty(desk.Run("/system/device-mode/set", "=scheduler=yes").Traps);
    }

    [Fact]
    public void Reference_3_15_FlaggedConfiguration_LetsNobodyAddOrEnableASchedulerEntry()
    {
        var site = Sites.Settled("two-isps");
        var off = site.At().Add("/system/scheduler/add", "=name=off", "=disabled=yes");
        var mode = site.Router["/system/device-mode"];
        mode.Set(mode.Settings, byHand: false, ("flagged", "true"));

        Assert.Equal(Flagged, site.At().Refusal("/system/scheduler/add", "=name=new"));
        Assert.Equal(Flagged, site.At().Refusal("/system/scheduler/enable", "=.id=" + off));
        Assert.Equal(Flagged, site.At().Refusal("/system/scheduler/set", "=.id=" + off, "=disabled=no"));
        Assert.Empty(site.At().Run("/system/scheduler/set", "=.id=" + off, "=comment=x").Traps);
        Assert.Empty(site.At().Run("/system/scheduler/remove", "=.id=" + off).Traps);
        Assert.Equal("true", site.At().Run("/system/device-mode/print").Rows.Single()["flagged"]);
    }

    [Fact]
    public void Reference_3_15_HomeMode_LeavesWhatTheManualLeaves()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V721Home);
        site.At().Add("/tool/netwatch/add", "=host=8.8.8.8", "=down-script=:log info down");
        site.At().Add("/system/script/add", "=name=s", "=source=:log info ran");
        Assert.Empty(site.At().Run("/system/script/run", "=number=s").Traps);
        Assert.NotNull(site.At().Run("/execute", "=script=:log info job").Ret);
        Assert.Empty(site.At().Run("/ip/dhcp-client/add", "=interface=ether2", "=script=:log info lease").Traps);
        Assert.Empty(site.At().Run("/ppp/profile/set", "=.id=default", "=on-up=:log info up").Traps);
        Assert.Equal("failure: not allowed by device-mode", site.At().Refusal("/tool/sniffer/set", "=file-limit=5"));
    }

    [Fact]
    public void Reference_3_15_Log_HasTheWordsOfItsVersionAndStreams()
    {
        var site = Sites.Settled("two-isps");
        var listening = site.At().Run("/log/listen");
        site.At().Run("/log/info", "=message=marker");
        var row = site.At().Run("/log/print", "?message=marker").Rows.Single();
        Assert.Equal(("script,info", "memory", ""), (row["topics"], row["buffer"], row["extra-info"]));
        Assert.Contains(listening.Rows, heard => heard["message"] == "marker");
        Assert.False(Sites.Settled("two-isps", RouterProfile.V649).At().Run("/log/print").Rows[0].ContainsKey("extra-info"));
    }

    [Theory]
    [InlineData("7.21", true)]
    [InlineData("6.49", false)]
    public void Reference_3_15_History_TellsHowToTakeBackAndToDoAgain(string profile, bool tells)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        var pool = site.At().Add("/ip/pool/add", "=name=p", "=ranges=10.0.0.1-10.0.0.9");
        site.At().Run("/ip/pool/set", "=.id=p", "=comment=two words");
        site.At().Run("/ip/dns/set", "=servers=9.9.9.9");
        site.At().Run("/ip/pool/remove", "=.id=p");
        var rows = site.At().Run("/system/history/print").Rows.Take(4).ToArray();

        Assert.Equal(["pool removed", "dns changed", "pool changed", "pool added"], rows.Select(row => row["action"]));
        Assert.All(rows, row => Assert.Equal(("admin", "write", "true"), (row["by"], row["policy"], row["undoable"])));
        Assert.All(rows, row => Assert.Equal(tells, row.ContainsKey("undo") && row.ContainsKey("redo")));
        if (!tells)
            return;
        Assert.Matches("^/ip pool add .*name=p .*ranges=10[.]0[.]0[.]1-10[.]0[.]0[.]9", rows[0]["undo"]);
        Assert.Equal("/ip pool remove " + pool, rows[0]["redo"]);
        Assert.Equal("/ip dns set servers=9.9.9.9", rows[1]["redo"]);
        Assert.Equal($"/ip pool set {pool} comment=\"two words\"", rows[2]["redo"]);
        Assert.Equal(("/ip pool remove " + pool, true), (rows[3]["undo"], rows[3]["redo"].Contains("ranges=10.0.0.1-10.0.0.9", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("7.21", "inactivity-timeout", "inactivity-policy")]
    [InlineData("6.49", "name", "group")]
    public void Reference_3_15_User_KeepsItsPasswordToItself(string profile, params string[] names)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        desk.Add("/user/add", "=name=u", "=group=read", "=address=10.0.0.0/8", "=password=hush", "=comment=c");
        var row = desk.Run("/user/print", "?name=u").Rows.Single();
        Assert.Equal(("read", "10.0.0.0/8", "c", "false"), (row["group"], row["address"], row["comment"], row["disabled"]));
        Assert.All(names, name => Assert.True(row.ContainsKey(name)));
        Assert.False(row.ContainsKey("password"));
        Assert.StartsWith("unknown parameter", desk.Refusal("/user/set", "=.id=u", "=last-logged-in=x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", "no", true)]
    [InlineData("no", "no", false)]
    [InlineData("yes", "yes", false)]
    public void Reference_3_9_UpdateTime_TakesTheTimeFromTheCloudUnlessNtpDoes(string update, string ntp, bool mended)
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("true", site.At().Run("/ip/cloud/print").Rows.Single()["update-time"]);
        site.At().Run("/system/ntp/client/set", "=enabled=" + ntp);
        site.At().Run("/system/clock/set", "=date=1970-01-02", "=time=00:00:00");
        Assert.Empty(site.At().Run("/ip/cloud/set", "=ddns-enabled=yes", "=update-time=" + update).Traps);
        site.Wait(10);
        Assert.Equal(mended ? "2026-03-02" : "1970-01-02", site.At().Run("/system/clock/print").Rows.Single()["date"]);
    }

    [Fact]
    public void Reference_3_9_UpdateInterval_IsAtLeastAMinute()
    {
        var desk = Sites.Settled("two-isps").At();
        Assert.StartsWith("value of ddns-update-interval out of range", desk.Refusal("/ip/cloud/set", "=ddns-update-interval=30s"), StringComparison.Ordinal);
        Assert.Empty(desk.Run("/ip/cloud/set", "=ddns-update-interval=1m").Traps);
        Assert.Empty(desk.Run("/ip/cloud/set", "=ddns-update-interval=none").Traps);
        Assert.Equal("none", desk.Run("/ip/cloud/print").Rows.Single()["ddns-update-interval"]);
    }
}
