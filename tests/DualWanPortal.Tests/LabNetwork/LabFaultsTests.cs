using DualWanPortal.LabNetwork;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Tests.LabNetwork;

public sealed class LabFaultsTests
{
    [Fact]
    public void Offered_EveryFault_IsOneThatTheLabTakes() =>
        Assert.All([LabFaults.CableOut, LabFaults.UpstreamDead, .. LabFaults.Others], fault => Assert.True(Fault.TryParse(fault.Fault, out _, out var error), error));

    [Fact]
    public void Title_FaultGivenByHttp_IsShownInItsOwnWord()
    {
        Assert.Equal("cable cut", LabFaults.Title("cable-out"));
        Assert.Equal("loss:61", LabFaults.Title("loss:61"));
    }
}
