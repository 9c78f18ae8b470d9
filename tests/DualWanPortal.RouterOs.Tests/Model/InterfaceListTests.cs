using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Tests.Model;

public sealed class InterfaceListTests
{
    private static RouterModel Model(params ConfigItem[] items) => RouterModel.FromItems(items);

    private static ConfigItem List(string name, string include = "", string exclude = "") =>
        ConfigItem.Of("/interface/list", ("name", name), ("include", include), ("exclude", exclude));

    private static ConfigItem Member(string list, string port, string disabled = "no") =>
        ConfigItem.Of("/interface/list/member", ("list", list), ("interface", port), ("disabled", disabled));

    private static ConfigItem Port(string name, bool dynamic = false) =>
        ConfigItem.Of("/interface", ("name", name), ("type", "ether"), ("dynamic", dynamic ? "true" : "false"));

    [Fact]
    public void IsOnList_DirectMember_HoldsWithoutARowOfTheListOrPort()
    {
        var model = Model(Member("WAN", "ether1"));
        Assert.True(model.IsOnList("ether1", "WAN"));
        Assert.False(model.IsOnList("ether2", "WAN"));
        Assert.Null(model.Interface("ether1"));
    }

    [Fact]
    public void IsOnList_DisabledMember_IsNot() => Assert.False(Model(Member("WAN", "ether1", "yes")).IsOnList("ether1", "WAN"));

    [Fact]
    public void InterfacesOn_NestedIncludes_AreAllThere()
    {
        var model = Model(List("A", include: "B,C"), List("B", include: "D"), List("C"), Member("D", "d1"), Member("C", "c1"), Member("A", "a1"));
        Assert.Equal(["a1", "c1", "d1"], model.InterfacesOn("A").Order());
    }

    [Fact]
    public void InterfacesOn_ExcludedList_GoesOutButOwnMembersStay()
    {
        var model = Model(List("inside", include: "all", exclude: "WAN"), Member("WAN", "ether1"), Member("WAN", "ether2"), Member("inside", "ether2"), Port("ether1"), Port("ether2"), Port("ether3"));
        Assert.Equal(["ether2", "ether3"], model.InterfacesOn("inside").Order());
    }

    [Fact]
    public void InterfacesOn_LoopOfIncludes_EndsWithWhatIsKnown()
    {
        var model = Model(List("A", include: "B"), List("B", include: "A"), List("S", include: "S"), Member("A", "a"), Member("B", "b"), Member("S", "s"));
        Assert.Equal(["a", "b"], model.InterfacesOn("A").Order());
        Assert.Equal(["s"], model.InterfacesOn("S"));
    }

    [Fact]
    public void FromItems_ListsThatDoubleAtEveryLevel_IsQuick()
    {
        var items = Enumerable.Range(1, 60).SelectMany(level => new[] { List($"a{level}", include: $"a{level - 1},b{level - 1}"), List($"b{level}", include: $"a{level - 1},b{level - 1}") });
        Assert.True(RouterModel.FromItems(items.Append(Member("a0", "x"))).IsOnList("x", "b60"));
    }

    [Fact]
    public void FromItems_VeryLongChainOfLists_DoesNotExhaustTheStack() =>
        Assert.NotNull(RouterModel.FromItems(Enumerable.Range(0, 20_000).Select(i => List($"l{i}", include: $"l{i + 1}"))));

    [Fact]
    public void IsOnList_BuiltInLists_FollowTheDynamicFlag()
    {
        var model = Model(Port("ether1"), Port("<l2tp-1>", dynamic: true));
        Assert.True(model.IsOnList("ether1", "all"));
        Assert.True(model.IsOnList("never-seen", "all"));
        Assert.False(model.IsOnList("ether1", "none"));
        Assert.True(model.IsOnList("<l2tp-1>", "dynamic"));
        Assert.False(model.IsOnList("ether1", "dynamic"));
        Assert.Equal(["ether1"], model.InterfacesOn("static"));
    }
}
