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
        _ when Own(path) is { } own => own,
        _ when path.EndsWith("/monitor", StringComparison.Ordinal) || path.EndsWith("/monitor-traffic", StringComparison.Ordinal) => "test",
        _ => "write",
    };

    /// <summary>Tools that a policy of their name guards, as a whole: sniffer and RoMON.</summary>
    private static string? Own(string path) => Under(path, "/tool/sniffer") ? "sniff" : Under(path, "/tool/romon") ? "romon" : null;

    private static bool Under(string path, string menu) => path.StartsWith(menu, StringComparison.Ordinal) && (path.Length == menu.Length || path[menu.Length] == '/');

    /// <summary>Whether somebody may see a row: the variables of other users' scripts only with <c>policy</c>.</summary>
    public static bool Sees(Caller caller, Menu menu, MenuRow row) =>
        menu.Path != "/system/script/environment" || row["user"] == caller.User || caller.Policies.Contains("policy");

    /// <summary>The policy that guards a tool as a whole is missing.</summary>
    public static bool Lacks(Caller caller, string menu) => Own(menu) is { } own && !caller.Policies.Contains(own);

    public static bool Allows(Caller caller, string menu, string verb)
    {
        if (Lacks(caller, menu))
            return false;
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
