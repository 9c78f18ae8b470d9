using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>Reference 3.15: licence, packages, users.</summary>
public class SystemMenuTests
{
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_3_15_LicenceAndPackages_AreRecordsOfTheirVersion(string profile)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        var desk = site.At();
        var version = site.Router.Profile.Version.ToString();
        Assert.Equal("4", desk.Run("/system/license/print").Rows.Single()["nlevel"]);
        var update = desk.Run("/system/package/update/print").Rows.Single();
        Assert.Equal(("stable", version, version), (update["channel"], update["installed-version"], update["latest-version"]));
        Assert.Equal(version, desk.Run("/system/package/print", "?name=routeros").Rows.Single()["version"]);
        Assert.Empty(desk.Run("/system/package/update/set", "=channel=long-term").Traps);
        Assert.Equal("long-term", desk.Run("/system/package/update/print").Rows.Single()["channel"]);
    }

    [Fact]
    public void Reference_3_15_CheckForUpdates_NeedsAWayOut()
    {
        var site = Sites.Settled("two-isps");
        Assert.Equal("System is already up to date", Status(site));
        site.At().Run("/ip/dns/cache/flush");
        foreach (var wan in new[] { "ether1", "ether2" })
            site.Break(wan, "cable-out");
        Assert.Equal("ERROR: could not resolve dns name", Status(site));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_3_15_User_HasTheColumnsOfItsVersion(string profile)
    {
        var desk = Sites.Settled("two-isps", RouterProfile.Named(profile)).At();
        Assert.Empty(desk.Run("/user/add", "=name=clerk", "=group=read", "=password=p", "=address=192.168.88.0/24", "=comment=c").Traps);
        var user = desk.Run("/user/print", "?name=clerk").Rows.Single();
        Assert.Equal(("read", "192.168.88.0/24", "c", "false"), (user["group"], user["address"], user["comment"], user["disabled"]));
        Assert.False(user.ContainsKey("password"));
        Assert.Equal(profile == "7.21", user.ContainsKey("inactivity-timeout") && user.ContainsKey("inactivity-policy"));
        Assert.Equal(profile == "6.49" ? "unknown parameter" : "unknown parameter expired", desk.Refusal("/user/set", "=.id=clerk", "=expired=yes"));
    }

    [Fact]
    public void Reference_3_15_ExpiredUser_IsMarkedUntilThePasswordChanges()
    {
        var desk = Sites.Settled("two-isps").At();
        Assert.Empty(desk.Run("/user/expire-password", "=.id=admin").Traps);
        Assert.Equal("true", desk.Run("/user/print", "?name=admin").Rows.Single()["expired"]);
        Assert.Empty(desk.Run("/user/set", "=.id=admin", "=password=new").Traps);
        Assert.False(desk.Run("/user/print", "?name=admin").Rows.Single().ContainsKey("expired"));
        Assert.Equal("not enough permissions (9)", desk.RunAs(["read", "write"], "/user/expire-password", "=.id=admin").Traps.Single().Message);
    }

    [Fact]
    public void Password_OfWhoAsks_ChangesWithTheOldOne()
    {
        var site = Sites.Settled("two-isps");
        var desk = site.At();
        desk.Run("/user/set", "=.id=admin", "=password=old");
        Assert.Equal("missing value(s) of argument(s) confirm-new-password", desk.Refusal("/password", "=old-password=old", "=new-password=a"));
        Assert.Equal("failure: passwords do not match", desk.Refusal("/password", "=old-password=old", "=new-password=a", "=confirm-new-password=b"));
        Assert.Equal("failure: wrong old password", desk.Refusal("/password", "=old-password=x", "=new-password=a", "=confirm-new-password=a"));
        Assert.Empty(desk.Run("/password", "=old-password=old", "=new-password=a", "=confirm-new-password=a").Traps);
        Assert.Equal("a", site.Router["/user"].Named("admin")!["password"]);
    }

    private static string Status(DualWanPortal.Simulation.World.SimulatedSite site)
    {
        var answer = site.At().Run("/system/package/update/check-for-updates");
        for (var seconds = 0; seconds < 20 && !answer.IsDone; seconds++)
            site.Wait(1);
        Assert.True(answer.IsDone);
        return answer.Rows[^1]["status"];
    }
}
