namespace DualWanPortal.Failover.WhatIf;

/// <summary>How a matrix is worked out.</summary>
public sealed record MatrixOptions
{
    public static MatrixOptions Default { get; } = new();

    /// <summary>Name of the file or router in the answer.</summary>
    public string File { get; init; } = "export";

    /// <summary>Events of one scenario; a router whose scripts never rest is given up then, and its cells are unknown.</summary>
    public int MostEvents { get; init; } = 100_000;
}
