using DualWanPortal.Lab.Control;
using DualWanPortal.Lab.Timeline;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Lab;

/// <summary>The <c>lab</c> verb: runs the routers until cancelled and says where they are.</summary>
public static class LabCommand
{
    /// <param name="control">Address of the fault control; null: none.</param>
    /// <returns>0 after a cancelled run, 2 when the lab cannot run as asked.</returns>
    public static async Task<int> RunAsync(LabOptions options, string? control, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await LabHost.StartAsync(options, time, cancellationToken);
            await using var server = control is null ? null : await ControlServer.StartAsync(control, host, time, cancellationToken);
            foreach (var router in host.Routers)
                await output.WriteLineAsync(Line(await router.DescribeAsync(cancellationToken), options));
            if (server is not null)
                await output.WriteLineAsync($"faults: {server.Url}/api/v1/lab/routers");
            await output.WriteLineAsync("listening");
            await output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (LabException refused)
        {
            await output.WriteLineAsync(refused.Message);
            return 2;
        }
    }

    /// <summary>Reads exports for <see cref="LabOptions.Exports"/>; a router is named after its file.</summary>
    /// <exception cref="LabException">A file cannot be read or holds nothing of a router.</exception>
    public static async Task<LabExport> ReadExportAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var export = ExportReader.Read(await File.ReadAllBytesAsync(file, cancellationToken));
            if (export.Items.Length == 0)
                throw new LabException($"{file} holds no RouterOS configuration{(export.Refusal is { } why ? ": " + why : ".")}");
            return new LabExport(Path.GetFileNameWithoutExtension(file), [.. export.ToModel().Items], export.Version);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"{file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Reads a scenario file for <see cref="LabOptions.Timeline"/>.</summary>
    /// <exception cref="LabException">It cannot be read or is no such file.</exception>
    public static async Task<LabTimeline> ReadTimelineAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return LabTimelineFile.Read(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"{file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Said where an export was written by a release that is played by another one.</summary>
    private static string? Instead(LabRouterState router, LabOptions options) =>
        options.Exports.FirstOrDefault(export => export.Name == router.Name)?.Version is { } written && RouterOsVersion.TryParse(router.Version, out var played) && (written.Major, written.Minor) != (played.Major, played.Minor)
            ? $" in place of {written}" : null;

    private static string Line(LabRouterState router, LabOptions options) =>
        FormattableString.Invariant($"{router.Name}  api {options.Bind}:{router.Port}")
        + (router.TlsPort is { } tls ? FormattableString.Invariant($"  api-ssl {options.Bind}:{tls}") : "")
        + $"  user admin  RouterOS {router.Version}{Instead(router, options)}  wans {string.Join(", ", router.Wans.Select(wan => $"{wan.Interface} ({wan.Kind})"))}";
}
