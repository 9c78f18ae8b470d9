namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Which group policy a command needs (reference 1.10, 3.13).</summary>
internal static class Permissions
{
    public static string? OfCommand(string path) => path switch
    {
        "/ping" or "/tool/ping" or "/tool/traceroute" or "/tool/torch" or "/tool/wol" or "/resolve" or "/tool/fetch" => "test",
        "/system/backup/save" => "test",
        "/system/reboot" or "/system/shutdown" or "/system/backup/load" => "reboot",
        "/export" => "ftp",
        "/password" => "password",
        "/user/expire-password" => "policy",
        "/execute" or "/file/read" or "/ip/route/check" or "/system/script/run" => "read",
        _ when path.EndsWith("/monitor", StringComparison.Ordinal) || path.EndsWith("/monitor-traffic", StringComparison.Ordinal) => "test",
        _ => "write",
    };

    public static bool Allows(Caller caller, string menu, string verb)
    {
        if (verb is "print" or "getall" or "listen" or "get")
            return caller.Policies.Contains("read");
        if (verb == "export")
            return caller.Policies.Contains("ftp");
        if (!caller.Policies.Contains("write"))
            return false;
        return menu switch
        {
            "/user" or "/user/group" => caller.Policies.Contains("policy"),
            "/file" => caller.Policies.Contains("ftp"),
            _ => true,
        };
    }
}
