namespace DualWanPortal.Operations;

/// <summary>Names in the data folder.</summary>
internal static class PortalFiles
{
    public const string Database = "portal.db";
    public const string Keys = "keys";

    /// <summary>Optional settings by the usual keys; the environment wins.</summary>
    public const string Settings = "appsettings.json";

    /// <summary>Held by the portal that runs on this folder.</summary>
    public const string Lock = "portal.lock";

    public static string DatabaseOf(PortalOptions options) => Path.Combine(options.Data, Database);

    public static string KeysOf(PortalOptions options) => Path.Combine(options.Data, Keys);

    /// <summary>Makes the folder if it is missing, closed to other users: the keys are in it.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A new file that only its owner may read.</summary>
    public static FileStream CreateFile(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, how);
    }
}
