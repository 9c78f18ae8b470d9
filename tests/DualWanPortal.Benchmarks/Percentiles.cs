namespace DualWanPortal.Benchmarks;

/// <summary>Of durations in milliseconds: nearest rank, so that each number was really measured.</summary>
internal sealed record Percentiles(double P50, double P95, double Max)
{
    public static Percentiles Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 1));
    }

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)], 1);
}
