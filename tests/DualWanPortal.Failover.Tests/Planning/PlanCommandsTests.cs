using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning;

public class PlanCommandsTests
{
    private static readonly RouterCommand s_set = new("/ip/route", "set", [KeyValuePair.Create("dst-address", "0.0.0.0/0"), KeyValuePair.Create("gateway", "192.0.2.1")], [KeyValuePair.Create("distance", "2")]) { RowId = "*5" };

    private static ConfigItem Row(string id, params ReadOnlySpan<(string, string)> more) => ConfigItem.Of("/ip/route", [(".id", id), ("dst-address", "0.0.0.0/0"), ("gateway", "192.0.2.1"), .. more]);

    private static string Words(PlanResolution resolution) => resolution.Words is { } words ? $"{words.Path} {string.Join(' ', words.Arguments.Select(argument => $"={argument.Key}={argument.Value}"))}" : resolution.Problem!;

    [Fact]
    public void Resolve_RowStillThere_ItsIdIsUsed() => Assert.Equal("/ip/route/set =.id=*5 =distance=2", Words(PlanCommands.Resolve(s_set, [Row("*4"), Row("*5")])));

    [Fact]
    public void Resolve_IdChangedAfterReboot_FoundByWhatItSays() => Assert.Equal("/ip/route/set =.id=*9 =distance=2", Words(PlanCommands.Resolve(s_set, [Row("*9"), Row("*5", ("gateway", "192.0.2.77"))])));

    [Fact]
    public void Resolve_DynamicTwin_IsNotMeant() => Assert.Equal("/ip/route/set =.id=*9 =distance=2", Words(PlanCommands.Resolve(s_set, [Row("*8", ("dynamic", "true")), Row("*9")])));

    [Fact]
    public void Resolve_Gone_SaysSo() => Assert.Contains("any more", Words(PlanCommands.Resolve(s_set, [])), StringComparison.Ordinal);

    [Fact]
    public void Resolve_Several_SaysSo() => Assert.Contains("2 rows", Words(PlanCommands.Resolve(s_set, [Row("*1"), Row("*2")])), StringComparison.Ordinal);

    [Fact]
    public void Resolve_AbsentDefault_CountsAsThatValue() =>
        Assert.Equal("/ip/route/set =.id=*3 =distance=2", Words(PlanCommands.Resolve(s_set, [ConfigItem.Of("/ip/route", (".id", "*3"), ("gateway", "192.0.2.1"))])));

    [Fact]
    public void Resolve_AddAndSettings_NeedNoRow()
    {
        Assert.Equal("/ip/dns/set =servers=9.9.9.9", Words(PlanCommands.Resolve(new RouterCommand("/ip/dns", "set", [], [KeyValuePair.Create("servers", "9.9.9.9")]), [])));
        Assert.Equal("/interface/list/add =name=WAN", Words(PlanCommands.Resolve(new RouterCommand("/interface/list", "add", [], [KeyValuePair.Create("name", "WAN")]), [])));
    }

    [Fact]
    public void Resolve_Unset_NamesTheProperty() =>
        Assert.Equal("/ip/route/unset =.id=*5 =value-name=check-gateway", Words(PlanCommands.Resolve(s_set with { Verb = "unset", Values = [KeyValuePair.Create("check-gateway", "")] }, [Row("*5")])));

    [Fact]
    public void Command_OddValues_Quoted() =>
        Assert.Equal("/ip firewall nat set [find comment=\"two words\"] comment=\"say \\\"no\\\"\"",
            PlanText.Command(new RouterCommand("/ip/firewall/nat", "set", [KeyValuePair.Create("comment", "two words")], [KeyValuePair.Create("comment", "say \"no\"")])));
}
