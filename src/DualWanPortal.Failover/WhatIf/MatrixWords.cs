namespace DualWanPortal.Failover.WhatIf;

/// <summary>The words of the matrix, as scripts and pages use them.</summary>
public static class MatrixWords
{
    public static string Of(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Works => "works",
        CellVerdict.Degraded => "degraded",
        CellVerdict.Fails => "fails",
        CellVerdict.NotApplicable => "not-applicable",
        _ => "unknown",
    };

    /// <summary><c>+11.0 s  route …</c>; the way of a packet has no time.</summary>
    public static string Of(TraceLine line) => line.At is { } seconds ? FormattableString.Invariant($"+{seconds:0.0} s  {line.Text}") : line.Text;
}
