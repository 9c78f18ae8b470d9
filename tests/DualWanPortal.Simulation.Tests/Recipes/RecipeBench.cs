using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>
/// The router that chapter 5 of the reference begins with: WAN1 = ether1 behind 10.111.0.1, WAN2 = ether2 behind 10.112.0.1, the inside on a bridge; no route, no NAT.
/// Recipes are typed into it as commands.
/// </summary>
internal static class RecipeBench
{
    public const string Always = """
        /interface list add name=WAN
        /interface list add name=LAN
        /interface list member add list=LAN interface=bridge
        /interface list member add list=WAN interface=ether1
        /interface list member add list=WAN interface=ether2
        /ip firewall nat add chain=srcnat action=masquerade out-interface-list=WAN ipsec-policy=out,none
        /ip dns set servers=9.9.9.9,149.112.112.112 allow-remote-requests=yes
        """;

    /// <summary>Two static providers.</summary>
    public static SimulatedSite Static(RouterProfile profile, string commands, params ConfigItem[] more)
    {
        var site = SimulatedSite.FromExport("recipe",
        [
            .. Inside(),
            ConfigItem.Of("/ip/address", ("address", "10.111.0.2/24"), ("interface", "ether1")), ConfigItem.Of("/ip/address", ("address", "10.112.0.2/24"), ("interface", "ether2")),
            ConfigItem.Of("/ip/route", ("gateway", "10.111.0.1"), ("comment", "bench")), ConfigItem.Of("/ip/route", ("gateway", "10.112.0.1"), ("distance", "2"), ("comment", "bench")), .. more,
        ], null, profile, new SimulationClock(Sites.Start));
        return site.Type("/ip route remove [find comment=bench]\n" + Always + "\n" + commands);
    }

    /// <summary>Two providers that lease; <paramref name="clients"/> are rows of <c>/ip/dhcp-client</c> and the like.</summary>
    public static SimulatedSite Leased(RouterProfile profile, string commands, params ConfigItem[] clients) =>
        SimulatedSite.FromExport("recipe", [.. Inside(), .. clients], null, profile, new SimulationClock(Sites.Start)).Type(Always + "\n" + commands);

    public static ConfigItem Dhcp(string name, params ReadOnlySpan<(string, string)> more) => ConfigItem.Of("/ip/dhcp-client", [("interface", name), ("disabled", "no"), .. more]);

    public static ConfigItem Pppoe(string name, string under, params ReadOnlySpan<(string, string)> more) =>
        ConfigItem.Of("/interface/pppoe-client", [("name", name), ("interface", under), ("user", "u"), ("password", "p"), ("disabled", "no"), .. more]);

    /// <summary>Types commands as an administrator, with half a minute for what they set off; none may be refused.</summary>
    public static SimulatedSite Type(this SimulatedSite site, string commands)
    {
        Assert.Null(site.Refused(commands));
        site.Wait(30);
        return site;
    }

    /// <summary>What the console says of commands; null: they ran.</summary>
    public static string? Refused(this SimulatedSite site, string commands)
    {
        site.Router["/system/script"].Add([new("name", "typed"), new("source", commands), new("policy", "ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon")]);
        var answer = site.At().Run("/system/script/run", "=number=typed");
        for (var seconds = 0; seconds < 20 && !answer.IsDone; seconds++)
            site.Wait(1);
        site.Router["/system/script"].Remove(site.Router["/system/script"].Named("typed")!);
        Assert.True(answer.IsDone);
        return answer.Traps.Count > 0 ? answer.Traps[0].Message : null;
    }

    /// <summary>Seconds until machines on the inside are carried by an interface (null: by none); fails after <paramref name="most"/>.</summary>
    public static double Until(this SimulatedSite site, string? carrier, double most)
    {
        var seconds = 0.0;
        while (site.Carrier() != carrier)
        {
            Assert.True(seconds < most, $"still carried by {site.Carrier() ?? "nobody"} after {most} s, not by {carrier ?? "nobody"}");
            site.Wait(0.5);
            seconds += 0.5;
        }
        return seconds;
    }

    /// <summary>Whether the router itself gets an answer from an address, and how the ping words it.</summary>
    public static string Ping(this SimulatedSite site, string address)
    {
        var answer = site.At().Run("/ping", "=address=" + address, "=count=1");
        site.Wait(2);
        return answer.Rows[0].GetValueOrDefault("status") ?? "answered";
    }

    private static IEnumerable<ConfigItem> Inside() =>
    [
        .. Enumerable.Range(1, 4).Select(number => ConfigItem.Of("/interface/ethernet", ("default-name", $"ether{number}"), ("name", $"ether{number}"))),
        ConfigItem.Of("/interface/bridge", ("name", "bridge")), ConfigItem.Of("/interface/bridge/port", ("bridge", "bridge"), ("interface", "ether3")),
        ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "bridge")),
    ];
}
