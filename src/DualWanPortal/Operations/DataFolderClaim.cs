namespace DualWanPortal.Operations;

/// <summary>Holds a data folder for one process: two portals on one database would poll and alert twice, and a restore would pull it away under one.</summary>
internal sealed class DataFolderClaim : IDisposable
{
    private readonly FileStream _lock;

    private DataFolderClaim(FileStream held) => _lock = held;

    /// <exception cref="PortalOptionsException">Another process has the folder, or it cannot be written.</exception>
    public static DataFolderClaim Take(string data)
    {
        try
        {
            PortalFiles.CreateFolder(data);
            return new DataFolderClaim(new FileStream(Path.Combine(data, PortalFiles.Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new PortalOptionsException($"The data folder {data} cannot be written ({refused.Message}). Give it to the user of the portal: chown -R \"$(id -u)\" '{data}'");
        }
        catch (IOException refused)
        {
            throw new PortalOptionsException($"The data folder {data} cannot be used ({refused.Message}). If another portal runs on it, stop that one or choose another --data.");
        }
    }

    public void Dispose() => _lock.Dispose();
}
