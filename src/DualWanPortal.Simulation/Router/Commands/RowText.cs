namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Rows as the API answers them: which flags are left out, which secrets are emptied (reference 1.8, 1.10).</summary>
internal static class RowText
{
    private static readonly HashSet<string> s_secrets = ["password", "private-key", "preshared-key", "ipsec-secret", "secrets"];
    private static readonly HashSet<string> s_alwaysShown = ["dynamic", "inactive", "running", "disabled"];

    public static Dictionary<string, string> Of(SimulatedRouter router, Menu menu, MenuRow row, Caller caller)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!menu.Definition.IsSettings)
            words[".id"] = row.Id;
        foreach (var (name, value) in row.Values)
        {
            if (name is ".id" || IsHidden(router, menu, name, value))
                continue;
            var flag = menu.Definition.Flags.Contains(name);
            if (!flag)
                words[name] = s_secrets.Contains(name) && !caller.Policies.Contains("sensitive") ? "" : Dangling(router, menu, name, value) ?? value;
            else if (row.Flag(name) || ShowsFalse(router.Profile, name))
                words[name] = row.Flag(name) ? "true" : "false";
        }
        foreach (var flag in menu.Definition.Flags)
        {
            var set = flag == "dynamic" ? row.Dynamic || row.Flag(flag) : row.Flag(flag);
            if (!words.ContainsKey(flag) && (set || ShowsFalse(router.Profile, flag)))
                words[flag] = set ? "true" : "false";
        }
        // Old builds of v7 show it empty as they show every flag (reference 3.1).
        if (menu.Path == "/ip/route" && !router.Profile.SparseFlags && !router.Profile.Version.IsV6)
            words.TryAdd("pref-src", "");
        return words;
    }

    /// <summary>What refers to something that is gone shows the id that it had (reference 1.8).</summary>
    private static string? Dangling(SimulatedRouter router, Menu menu, string name, string value)
    {
        foreach (var field in menu.Definition.Fields)
        {
            if (field.Target is not null && field.Name == name)
                return router.Find(field.Target)?.IdOfGone(value);
        }
        return null;
    }

    private static bool ShowsFalse(RouterProfile profile, string flag) =>
        flag == "running" || (!profile.Version.IsV6 && (!profile.SparseFlags || s_alwaysShown.Contains(flag)));

    private static bool IsHidden(SimulatedRouter router, Menu menu, string name, string value)
    {
        if (name.StartsWith('.') || (menu.Path == "/user" && name == "password"))
            return true;
        // A file's text comes along only while it is small (reference 3.13).
        if (menu.Path == "/file" && name == "contents")
            return value.Length > (router.Profile.Version.IsV6 ? 4096 : 60 * 1024);
        return router.Profile.Version.IsV6 && value.Length == 0;
    }
}
