using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>A router's configuration as two looks at it are compared: what plans rest on by its fingerprint, all else line by line, and what a dead-man would leave.</summary>
/// <param name="Fingerprint">Of the menus that plans read.</param>
/// <param name="Others">Rows of menus that no plan of these tests touches.</param>
/// <param name="Leftovers">Rows that belong to a dead-man, jobs that run, and a safe mode that somebody holds.</param>
internal sealed record RouterSnapshot(string Fingerprint, string Others, ImmutableArray<string> Leftovers, RouterModel Model)
{
    private static readonly string[] s_others =
    [
        "/system/scheduler", "/system/script", "/ip/service", "/user", "/user/group", "/system/identity", "/ip/dns/static", "/ip/pool", "/ip/dhcp-server", "/ip/dhcp-server/network",
        "/interface/bridge", "/ip/firewall/raw",
    ];

    private static readonly HashSet<string> s_state = new(StringComparer.Ordinal)
    {
        ".id", "running", "next-run", "run-count", "last-started", "status", "since", "done-tests", "failed-tests", "last-logged-in", "bytes", "packets", "actual-mtu", "l2mtu", "mac-address", "invalid", "dynamic",
    };

    /// <summary>Who looks is not who changes: a router without safe mode tells by the portal's sessions whether the portal lives.</summary>
    private const string Watcher = "watcher";

    /// <summary>Lets the looks of these tests in, and gives the router rules that name one WAN: a plan widens them, which takes two steps for each.</summary>
    public static async Task PrepareAsync(int port, CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(port, "admin", cancellationToken);
        foreach (var chain in new[] { "input", "forward" })
        {
            await client.RunAsync(new RouterOsCommand("/ip/firewall/filter/add").With("chain", chain).With("action", "accept").With("connection-state", "established,related"), cancellationToken);
            await client.RunAsync(new RouterOsCommand("/ip/firewall/filter/add").With("chain", chain).With("action", "drop").With("connection-state", "new").With("in-interface", "ether1"), cancellationToken);
        }
        await client.RunAsync(new RouterOsCommand("/user/add").With("name", Watcher).With("group", "full").With("password", "lab"), cancellationToken);
    }

    public static async Task<RouterSnapshot> TakeAsync(int port, CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(port, Watcher, cancellationToken);
        var read = await RouterLook.ReadAsync(client, cancellationToken);
        var model = RouterModel.FromItems(read.Items.Where(row => !IsGuard(row["comment"])), read.Version, read.Warnings, null, read.MenusRead);
        var (lines, leftovers) = (new List<string>(), read.Menu("/tool/netwatch").Where(row => IsGuard(row["comment"])).Select(row => "/tool/netwatch " + row["comment"]).ToList());
        foreach (var menu in s_others)
        {
            foreach (var row in await RowsAsync(client, menu, cancellationToken))
            {
                var line = menu + " " + string.Join(' ', row.ToItem(menu).Values.Where(word => !s_state.Contains(word.Key)).OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => $"{word.Key}={word.Value}"));
                (IsGuard(row["comment"]) ? leftovers : lines).Add(line);
            }
        }
        foreach (var job in await RowsAsync(client, "/system/script/job", cancellationToken))
            leftovers.Add($"/system/script/job {job["type"]} {job["script"]}");
        foreach (var variable in await RowsAsync(client, "/system/script/environment", cancellationToken))
            leftovers.Add($"/system/script/environment {variable["name"]}");
        foreach (var mode in await RowsAsync(client, "/safe-mode", cancellationToken))
            if (mode["enabled"] is "true" or "yes")
                leftovers.Add($"/safe-mode held by {mode["user"]}");
        return new RouterSnapshot(Planner.Fingerprint(model), string.Join('\n', lines), [.. leftovers], model);
    }

    /// <summary>Of the leftovers, those that would still do something: a stored script alone waits for nothing.</summary>
    public IEnumerable<string> Waiting => Leftovers.Where(line => !line.StartsWith("/system/script ", StringComparison.Ordinal) && !line.StartsWith("/system/script/environment", StringComparison.Ordinal));

    /// <summary>How many sessions the portal's user has.</summary>
    public static async Task<int> SessionsAsync(int port, CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(port, Watcher, cancellationToken);
        return (await RowsAsync(client, "/user/active", cancellationToken)).Count(row => row["name"] == "admin");
    }

    /// <summary>The fingerprint that the steps of a plan lead to, worked out without a router.</summary>
    public string FingerprintAfter(Plan plan) =>
        Planner.Fingerprint(RouterModel.FromItems(PlannedRows.After(Model.Items, plan.Steps.Select(step => step.Do)), Model.Version, Model.Warnings, null, Model.MenusRead));

    private static bool IsGuard(string? comment) => comment?.StartsWith("dwp:deadman", StringComparison.Ordinal) == true;

    /// <summary>Menus whose configuration is another one, of those that plans read.</summary>
    public IEnumerable<string> MenusThatDiffer(RouterSnapshot other) =>
        Model.Items.Concat(other.Model.Items).Select(row => row.Menu).Distinct().Where(menu => Of(Model, menu) != Of(other.Model, menu));

    private static string Of(RouterModel model, string menu) => Planner.Fingerprint(RouterModel.FromItems(model.Menu(menu), model.Version));

    private static Task<RouterOsClient> ConnectAsync(int port, string user, CancellationToken cancellationToken) =>
        RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", port), new RouterOsCredentials(user, "lab"), RouterOsClientOptions.Default, cancellationToken);

    private static async Task<ImmutableArray<RouterOsRow>> RowsAsync(RouterOsClient client, string menu, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.RunAsync(new RouterOsCommand(menu + "/print"), cancellationToken)).Rows;
        }
        catch (RouterOsTrapException)
        {
            return [];
        }
    }
}
