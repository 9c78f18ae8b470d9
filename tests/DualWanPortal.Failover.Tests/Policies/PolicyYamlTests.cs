using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Policies;

public class PolicyYamlTests
{
    [Fact]
    public void Read_FullPolicy_EveryKeyTaken()
    {
        var policy = Good("""
            name: "Shops: two lines"
            method: distance
            wan-order: [ether1, lte1]
            first-distance: 10
            distance-step: 5
            check-gateway: false
            wan-list: ISP
            resolvers:
              - 9.9.9.9
              - 1.1.1.1
            """);
        Assert.Equal(("Shops: two lines", 10, 5, false, "ISP"), (policy.Name, policy.FirstDistance, policy.DistanceStep, policy.CheckGateway, policy.WanList));
        Assert.Equal(["ether1", "lte1"], policy.WanOrder);
        Assert.Equal(["9.9.9.9", "1.1.1.1"], policy.Resolvers);
    }

    [Fact]
    public void Read_NameOnly_TakesDefaults()
    {
        var policy = Good("name: x");
        Assert.Equal((1, 1, true, "WAN"), (policy.FirstDistance, policy.DistanceStep, policy.CheckGateway, policy.WanList));
        Assert.Equal(["1.1.1.1", "9.9.9.9"], policy.Resolvers);
    }

    [Fact]
    public void Read_EmptyResolvers_LeavesDnsAlone() => Assert.Empty(Good("name: x\nresolvers: []").Resolvers);

    [Theory]
    [InlineData("plain")]
    [InlineData("with: colon and \"quotes\" and \\ backslash")]
    [InlineData("Büro Süd #1")]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("- dash")]
    public void Write_ThenRead_GivesTheSame(string name)
    {
        var policy = new FailoverPolicy { Name = name, WanOrder = ["pppoe-out1", "ether 2 [x]"], FirstDistance = 7, DistanceStep = 3, CheckGateway = false, WanList = "wan_1", Resolvers = ["2620:fe::fe", "8.8.8.8"] };
        var yaml = PolicyYaml.Write(policy);
        Assert.Equal(yaml, PolicyYaml.Write(Good(yaml)));
        Assert.Equal(name, Good(yaml).Name);
        Assert.Equal(policy.WanOrder, Good(yaml).WanOrder.AsEnumerable());
    }

    [Theory]
    [InlineData("name: x\nfirst-distance: 0", 2, "first-distance")]
    [InlineData("name: x\nfirst-distance: many", 2, "first-distance")]
    [InlineData("name: x\ndistance-step: 250", 2, "distance-step")]
    [InlineData("name: x\n\nwan-list: all", 3, "wan-list")]
    [InlineData("name: x\nresolvers: [one.one.one.one]", 2, "resolvers")]
    [InlineData("name: x\nresolvers: [1.1.1.1, 1.1.1.1]", 2, "resolvers")]
    [InlineData("name: x\nresolvers: [127.0.0.1]", 2, "resolvers")]
    [InlineData("name: x\nresolvers: 1.1.1.1", 2, "resolvers")]
    [InlineData("name: x\nwan-order: [ether1, ether1]", 2, "wan-order")]
    [InlineData("name: x\nmethod: magic", 2, "method")]
    [InlineData("name: x\ncheck-gateway: perhaps", 2, "check-gateway")]
    [InlineData("name: x\ncolour: red", 2, "colour")]
    [InlineData("name: [x]", 1, "name")]
    [InlineData("method: distance", 1, "name")]
    [InlineData("name: ''", 1, "name")]
    public void Read_Wrong_NamesLineAndProperty(string yaml, int line, string property) =>
        Assert.Contains(Bad(yaml), problem => problem.Line == line && problem.Property == property);

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("- a\n- b")]
    [InlineData("name: [unclosed")]
    [InlineData("name: x\nname: y")]
    [InlineData("name: &a x\nwan-list: *a")]
    [InlineData("name: !!str x")]
    [InlineData("name: x\nwan-order: {a: b}")]
    [InlineData("name: x\n---\nname: y")]
    [InlineData("\t\0")]
    public void Read_NoPolicy_SaysWhereNotThrows(string yaml) => Assert.All(Bad(yaml), problem => Assert.True(problem.Line >= 1));

    [Fact]
    public void Read_DeepNesting_IsRefused() => Bad("name: " + new string('[', 20_000));

    [Fact]
    public void Read_TooLong_IsRefused() => Bad("name: " + new string('x', 100_000));

    [Fact]
    public void Check_BuiltIns_AreGood()
    {
        Assert.All(BuiltInPolicies.All, policy => Assert.Empty(PolicyValidation.Check(policy)));
        Assert.NotNull(BuiltInPolicies.Named("distance"));
        Assert.Null(BuiltInPolicies.Named("no-such"));
    }

    private static FailoverPolicy Good(string yaml)
    {
        var reading = PolicyYaml.Read(yaml);
        Assert.Empty(reading.Problems);
        return reading.Policy!;
    }

    private static System.Collections.Immutable.ImmutableArray<PolicyProblem> Bad(string yaml)
    {
        var reading = PolicyYaml.Read(yaml);
        Assert.Null(reading.Policy);
        Assert.NotEmpty(reading.Problems);
        return reading.Problems;
    }
}
