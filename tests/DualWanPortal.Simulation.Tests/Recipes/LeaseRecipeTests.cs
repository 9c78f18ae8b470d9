using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>Reference 5 D: the script of a DHCP client keeps the host route on the gateway of the lease.</summary>
public class LeaseRecipeTests
{
    private const string Seven = """
        :local c "WAN1-canary"
        :if ($bound=1) do={
          :local g ($"gateway-address")
          :if ([:len [/ip/route/find comment=$c]]=0) do={ /ip/route/add dst-address=8.8.8.8/32 gateway=$g scope=10 comment=$c } \
          else={ :if ([/ip/route/get [/ip/route/find comment=$c] gateway]!=$g) do={ /ip/route/set [/ip/route/find comment=$c] gateway=$g } }
        } else={ /ip/route/remove [/ip/route/find comment=$c] }   # or disable
        """;

    private static readonly string s_six = Seven.Replace("/ip/route/", "/ip route ", StringComparison.Ordinal);

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_5_D_Script_FollowsTheLease(string profile)
    {
        var site = Site(profile);
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 31);
        site.ClearFaults();
        site.Until("ether1", 31);

        site.Break("ether1", "gateway-change");
        site.Until("ether1", 40);
        Assert.Equal(site.Router["/ip/dhcp-client"].Rows[0]["gateway"], site.Route("WAN1-canary")["gateway"]);

        site.Break("ether1", "lease-lost");
        site.Until("ether2", 5);
        Assert.DoesNotContain("WAN1-canary", site.Comments("/ip/route"));
        site.ClearFaults();
        site.Until("ether1", 40);
        Assert.Empty(site.NotUnderstood);
        Assert.DoesNotContain(site.Log(), line => line.StartsWith("script,error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_D_StaticGatewayOfALease_WorksUntilTheLeaseChanges(string profile)
    {
        // 5.x 11.
        var site = Site(profile, script: false);
        site.Type($"/ip route add dst-address=8.8.8.8/32 gateway={site.Router["/ip/dhcp-client"].Rows[0]["gateway"]} scope=10 comment=WAN1-canary");
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "gateway-change");
        site.Wait(120);
        Assert.Equal("bound", site.Router["/ip/dhcp-client"].Rows[0]["status"]);
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void Reference_5_D_PinnedToTheInterface_TellsTwinGatewaysApart()
    {
        var site = Site("7.21", source: Seven.Replace(":local g ($\"gateway-address\")", ":local g ($\"gateway-address\" . \"%\" . $interface)", StringComparison.Ordinal));
        Assert.EndsWith("%ether1", site.Route("WAN1-canary")["gateway"], StringComparison.Ordinal);
        Assert.Equal("ether1", site.Carrier());
    }

    [Fact]
    public void Reference_5_D_DashedVariableWithoutQuotes_IsEmpty()
    {
        var site = Site("7.21", source: ":if ($bound=1) do={ :log warning \"gateway is $gateway-address\" }");
        Assert.Contains("script,warning gateway is -address", site.Log());
    }

    [Fact]
    public void Reference_5_D_TableOfTheClient_IsSince718()
    {
        var site = RecipeBench.Leased(RouterProfile.V718, """
            /routing/table/add name=wan1table fib
            /ip/dhcp-client/set [find interface=ether1] default-route-tables=wan1table:1
            """, RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2"));
        Assert.Equal(["main", "wan1table"], site.Router["/ip/route"].Rows.Where(row => row.Flag("dhcp")).Select(row => row["routing-table"]).Order(StringComparer.Ordinal));
        Assert.NotNull(RecipeBench.Leased(RouterProfile.V712, "", RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2")).Refused("/ip/dhcp-client/set [find interface=ether1] default-route-tables=main:1"));
    }

    private static SimulatedSite Site(string profile, bool script = true, string? source = null)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, """
            /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment=one
            """, RecipeBench.Dhcp("ether1", ("add-default-route", "no")), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        if (!script)
            return site;
        var client = site.Router["/ip/dhcp-client"].Rows[0];
        Assert.Empty(site.At().Run("/ip/dhcp-client/set", "=.id=" + client.Id, "=script=" + (source ?? (profile == "6.49" ? s_six : Seven))).Traps);
        site.At().Run("/ip/dhcp-client/release", "=.id=" + client.Id);
        site.Wait(30);
        return site;
    }
}
