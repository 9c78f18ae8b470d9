using DualWanPortal.Api;

namespace DualWanPortal.Tests.Api;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("$", "")]
    [InlineData("$.wan", "wan")]
    [InlineData("$.steps[12].do", "steps|12|do")]
    [InlineData("$['odd.name'].x", "odd.name|x")]
    [InlineData("$.list[1]['x\"y [z']", "list|1|x\"y [z")]
    [InlineData("$['never ends", "never ends")]
    public void Read_Path_GivesItsSteps(string path, string steps) => Assert.Equal(steps, string.Join('|', JsonPath.Read(path)));
}
