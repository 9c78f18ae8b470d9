using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Which simulated release stands in for a version that is not simulated.</summary>
public sealed class NearestProfileTests
{
    [Theory]
    [InlineData("6.40.9", "6.49")]
    [InlineData("6.49.18", "6.49")]
    [InlineData("5.26", "6.49")]
    [InlineData("7.0.5", "7.12")]
    [InlineData("7.1.1", "7.12")]
    [InlineData("7.10", "7.12")]
    [InlineData("7.11.2", "7.12")]
    [InlineData("7.12", "7.12")]
    [InlineData("7.17.2", "7.12")]
    [InlineData("7.18", "7.18")]
    [InlineData("7.20.8", "7.18")]
    [InlineData("7.21", "7.21")]
    [InlineData("7.24rc1", "7.21")]
    [InlineData("8.0", "7.21")]
    public void Nearest_Version_IsTheNewestNotNewerOfItsMajorVersion(string written, string expected)
    {
        Assert.True(RouterOsVersion.TryParse(written, out var version));
        Assert.Equal(expected, RouterProfile.Nearest(version).Name);
    }
}
