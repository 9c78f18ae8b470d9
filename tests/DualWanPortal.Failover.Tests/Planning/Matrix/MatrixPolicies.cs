using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

internal static class MatrixPolicies
{
    /// <summary>The method with the links in this order. A mobile link that comes first is one of which somebody has said that it does not cost.</summary>
    public static FailoverPolicy Of(string method, string first, string second) => BuiltInPolicies.Named(method)! with
    {
        WanOrder = [MatrixRows.Name(first, 1), MatrixRows.Name(second, 2)],
        Wans = first == "lte" ? [new PolicyWan { Interface = MatrixRows.Name(first, 1), Metered = false }] : [],
    };
}
