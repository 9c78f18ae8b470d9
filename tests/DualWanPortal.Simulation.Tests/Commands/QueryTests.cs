using DualWanPortal.Simulation.Router.Commands;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>The stack machine of the query words, alone (reference 1.6). One row: a=1, b=20, f=true, c empty.</summary>
public sealed class QueryTests
{
    private static readonly Dictionary<string, string> s_row = new() { [".id"] = "*1A", ["a"] = "1", ["b"] = "20", ["f"] = "true", ["c"] = "", ["t"] = "1m30s", ["text"] = "x=y" };

    [Theory]
    [InlineData(true)]
    [InlineData(true, "?a")]
    [InlineData(false, "?z")]
    [InlineData(true, "?-z")]
    [InlineData(false, "?-a")]
    [InlineData(true, "?a=1")]
    [InlineData(true, "?=a=1")]
    [InlineData(false, "?a=01")]
    [InlineData(true, "?text=x=y")]
    [InlineData(true, "?.id=*1A")]
    [InlineData(true, "?f=true")]
    [InlineData(true, "?f=yes")]
    [InlineData(true, "?c=")]
    [InlineData(false, "?z=")]
    [InlineData(false, "?>c=")]
    [InlineData(true, "?>a=")]
    public void Reference_1_6_Words_PushTheirTest(bool passes, params string[] words) => Assert.Equal(passes, Passes(words));

    [Theory]
    [InlineData(true, "?<a=2")]
    [InlineData(false, "?<b=3")]
    [InlineData(true, "?>b=3")]
    [InlineData(true, "?>t=10s")]
    [InlineData(true, "?<t=00:02:00")]
    [InlineData(false, "?<z=5")]
    public void Reference_1_6_LessAndGreater_AreNumericWhereTheTypeIs(bool passes, params string[] words) => Assert.Equal(passes, Passes(words));

    [Theory]
    [InlineData(false, "?a", "?z")] // what is left must all be true
    [InlineData(true, "?a", "?z", "?#|")]
    [InlineData(false, "?a", "?z", "?#&")]
    [InlineData(true, "?z", "?#!")]
    [InlineData(false, "?a=1", "?b=1", "?#|!")]
    [InlineData(true, "?#")]
    [InlineData(false, "?#!")] // the stack begins as an endless supply of true
    [InlineData(true, "?#!!")]
    [InlineData(true, "?#&")]
    [InlineData(true, "?z", "?#|!!&")] // z or the endless true
    public void Reference_1_6_Operators_WorkFromLeftToRight(bool passes, params string[] words) => Assert.Equal(passes, Passes(words));

    [Theory]
    [InlineData(false, "?z", "?a", "?#1")] // at the end: the whole stack becomes that value, 0 is the top
    [InlineData(true, "?z", "?a", "?#0")]
    [InlineData(true, "?z", "?#7")] // beyond what was pushed is true
    [InlineData(false, "?z", "?a", "?#1|")] // a copy of z on top of a: false | true = true, z itself stays
    [InlineData(true, "?a", "?z", "?#1.|&")] // the dot after an index does nothing: (a | z) & a
    [InlineData(true, "?z", "?#.!|")] // after another character a copy of the top: !z | z
    [InlineData(false, "?a", "?#.!&")]
    public void Reference_1_6_Indices_CopyOrReplace(bool passes, params string[] words) => Assert.Equal(passes, Passes(words));

    private static bool Passes(string[] words) => new RowQuery([.. words]).Matches(s_row);
}
