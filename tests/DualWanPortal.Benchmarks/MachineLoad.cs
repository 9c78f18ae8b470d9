using System.Globalization;

namespace DualWanPortal.Benchmarks;

/// <summary>How busy the machine is: numbers of a shared machine mean little without it.</summary>
internal static class MachineLoad
{
    private const string File = "/proc/loadavg";

    /// <returns>Mean number of tasks that ran or wanted to, over the last minute; null where the system does not tell.</returns>
    public static async Task<double?> ReadAsync(CancellationToken cancellationToken) =>
        System.IO.File.Exists(File) ? double.Parse((await System.IO.File.ReadAllTextAsync(File, cancellationToken)).Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
