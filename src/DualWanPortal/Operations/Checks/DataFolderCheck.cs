namespace DualWanPortal.Operations.Checks;

/// <summary>The data folder is there, can be written, is nobody else's to read, and has room.</summary>
internal sealed class DataFolderCheck(PortalOptions options) : ISelfCheck
{
    private const string Number = "DWP-C001";
    private const long LeastFree = 256L << 20;
    private const UnixFileMode OtherPeople = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Id => Number;

    public static CheckResult Missing(string folder) =>
        CheckResult.Failed(Number, $"There is no data folder {folder}.", "Name the right one with --data, or start the portal once: dualwan serve");

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(options.Data))
            return Missing(options.Data);
        var probe = Path.Combine(options.Data, $".check-{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllBytesAsync(probe, [], cancellationToken);
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return CheckResult.Failed(Id, $"The data folder {options.Data} cannot be written: {refused.Message}", $"chown -R \"$(id -u)\" '{options.Data}'");
        }
        var free = new DriveInfo(options.Data).AvailableFreeSpace;
        if (free < LeastFree)
            return CheckResult.Failed(Id, $"Only {free >> 20} MB are free under {options.Data}.", $"Make room; at least {LeastFree >> 20} MB are wanted. df -h '{options.Data}'");
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(options.Data) & OtherPeople) != 0
            ? CheckResult.Warning(Id, $"Other users of this machine can look into {options.Data}, where the keys are.", $"chmod 700 '{options.Data}'")
            : CheckResult.Passed(Id, $"Data folder {options.Data}, {free >> 20} MB free.");
    }
}
