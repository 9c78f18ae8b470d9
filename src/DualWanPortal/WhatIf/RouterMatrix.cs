using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Live;

namespace DualWanPortal.WhatIf;

/// <summary>The matrix of a router of the inventory, from the rows that were read last.</summary>
internal static class RouterMatrix
{
    public static Func<CancellationToken, ScenarioMatrix> Work(RouterSnapshot? router) => router switch
    {
        null => _ => ScenarioMatrix.Refused("That router", "It is not in the inventory."),
        { Model: null } => _ => ScenarioMatrix.Refused(router.Name, "The portal has not read it yet. Try again after the next poll."),
        { Model: { } model } => token => Matrix.Of(model, MatrixOptions.Default with { File = router.Name }, token),
    };

    /// <summary>What to show for an answer of the desk.</summary>
    public static ScenarioMatrix Shown(string name, MatrixAnswer answer) => answer switch
    {
        MatrixAnswer.Done done => done.Matrix,
        MatrixAnswer.TooMuch much => ScenarioMatrix.Refused(name, $"The simulation did not come to an end within {much.Limit.TotalSeconds:0} s: leave out long address lists and scripts that never rest."),
        _ => ScenarioMatrix.Refused(name, "Other routers are being simulated. Try again in a moment."),
    };
}
