namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Rows that every router has before anybody configured it: built-in lists, the main table, profiles, services, user groups, the first user.</summary>
public static class BuiltInRows
{
    private const string AllPolicies = "local,telnet,ssh,ftp,reboot,read,write,policy,test,winbox,password,web,sniff,sensitive,api,romon";

    /// <summary>Adds what is missing, by name; calling it again changes nothing.</summary>
    public static void AddTo(SimulatedRouter router)
    {
        foreach (var list in new[] { "all", "none", "dynamic", "static" })
            Add(router, "/interface/list", ("name", list), ("builtin", "true"));
        Add(router, "/routing/table", ("name", "main"), ("fib", ""), ("dynamic", "true"));
        Add(router, "/ppp/profile", ("name", "default"), ("default", "true"));
        Add(router, "/ppp/profile", ("name", "default-encryption"), ("use-encryption", "true"), ("default", "true"));
        Add(router, "/interface/lte/apn", ("name", "default"), ("default", "true"));
        AddServices(router);
        AddUsers(router);
        Add(router, "/system/logging/action", ("name", "memory"), ("target", "memory"), ("default", "true"));
        Add(router, "/system/package", ("name", "routeros"), ("version", router.Profile.Version.ToString()));
    }

    private static void AddServices(SimulatedRouter router)
    {
        foreach (var (name, port, enabled) in new[]
                 {
                     ("telnet", "23", false), ("ftp", "21", false), ("www", "80", true), ("ssh", "22", true), ("www-ssl", "443", false), ("api", "8728", true), ("winbox", "8291", true),
                     ("api-ssl", "8729", true),
                 })
        {
            // Those that speak TLS, and no others, say with which certificate and version.
            (string, string)[] tls = name.EndsWith("-ssl", StringComparison.Ordinal) ? [("certificate", "none"), ("tls-version", "any")] : [];
            Add(router, "/ip/service", [("name", name), ("port", port), ("disabled", enabled ? "false" : "true"), .. tls]);
        }
    }

    private static void AddUsers(SimulatedRouter router)
    {
        var rest = router.Profile.Version.IsV6 ? ",dude" : ",rest-api";
        Group("read", "local,telnet,ssh,reboot,read,test,winbox,password,web,sniff,sensitive,api,romon" + rest);
        Group("write", "local,telnet,ssh,reboot,read,write,test,winbox,password,web,sniff,sensitive,api" + rest);
        Group("full", AllPolicies + rest);
        if (router["/user"].Rows.Count == 0)
            Add(router, "/user", ("name", "admin"), ("group", "full"));

        void Group(string name, string granted) =>
            Add(router, "/user/group", ("name", name), ("policy", Commands.UserPolicies.Whole(granted.Split(','), router.Profile.Version)), ("default", "true"));
    }

    private static void Add(SimulatedRouter router, string path, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (router.Find(path) is not { } menu || menu.Named(values[0].Value) is not null)
            return;
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in menu.Definition.Fields)
        {
            if (field.Default is { } value)
                row[field.Name] = value;
        }
        foreach (var (name, value) in values)
            row[name] = value;
        menu.Add(row);
    }
}
