using System.Collections.Immutable;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Lab;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>What the API of a router shows: active defaults, a ping, a name, the connection table.</summary>
internal sealed record LabLook(ImmutableArray<string> Shown, bool Pings, bool Resolves, bool Carries, bool? Hangs)
{
    private const string Somewhere = "93.184.215.14";

    public static async Task<string?> BreakAsync(LabRouter router, string wan, string scenario, CancellationToken cancellationToken) => scenario switch
    {
        "normal" => null,
        "primary-restored" => await router.ApplyFaultAsync(wan, "upstream-dead", cancellationToken),
        _ => await router.ApplyFaultAsync(wan, scenario["primary-".Length..], cancellationToken),
    };

    /// <summary>Everybody on the inside hangs up and calls again.</summary>
    public static async Task HangUpAsync(LabRouter router, CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(router, cancellationToken);
        foreach (var row in await RowsAsync(client, "/ip/firewall/connection/print", cancellationToken))
        {
            try
            {
                await client.RunAsync(new RouterOsCommand("/ip/firewall/connection/remove").With(".id", row[".id"]!), cancellationToken);
            }
            catch (RouterOsTrapException)
            {
                // It ran out meanwhile.
            }
        }
        await RowsAsync(client, "/ip/firewall/connection/print", cancellationToken);
    }

    public static async Task<LabLook> TakeAsync(LabRouter router, bool v6, CancellationToken cancellationToken)
    {
        await using var client = await ConnectAsync(router, cancellationToken);
        var routes = await RowsAsync(client, "/ip/route/print", cancellationToken);
        ImmutableArray<string> shown = [.. routes.Where(row => row["dst-address"] == "0.0.0.0/0" && row.Flag("active") && row["routing-table"] is null or "main").SelectMany(row => Exits(row, v6)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var addresses = (await RowsAsync(client, "/ip/address/print", cancellationToken)).ToLookup(row => row["actual-interface"] ?? row["interface"] ?? "", row => row["address"]!.Split('/')[0], StringComparer.Ordinal);
        var own = shown.SelectMany(name => addresses[name]).ToHashSet(StringComparer.Ordinal);
        // The people on the inside are brought up to now by the reading; the second reading sees what they opened anew.
        await RowsAsync(client, "/ip/firewall/connection/print", cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellationToken);
        var connections = await RowsAsync(client, "/ip/firewall/connection/print", cancellationToken);
        var carries = connections.Any(row => row["protocol"] == "tcp" && row.Flag("seen-reply") && row["tcp-state"] == "established" && own.Contains(Address(row, "reply-dst-address")));
        var phone = connections.LastOrDefault(row => row["protocol"] == "udp");
        return new LabLook(shown, await PingsAsync(client, v6, cancellationToken), await ResolvesAsync(client, router.Name, cancellationToken), carries,
            phone is null ? null : carries && !own.Contains(Address(phone, "reply-dst-address")));
    }

    /// <summary>What the matrix says otherwise.</summary>
    public IEnumerable<string> Against(ScenarioResult scenario)
    {
        var (internet, path, dns, connections) = (scenario[CheckIds.Internet], scenario[CheckIds.PathTruthful], scenario[CheckIds.Dns], scenario[CheckIds.Connections]);
        var shown = Shown.IsEmpty ? null : string.Join(',', Shown);
        if (shown != path.Via)
            yield return $"the router shows {shown}, the matrix {path.Via}";
        if (Pings != (path is { Verdict: CellVerdict.Works, Via: not null }))
            yield return $"ping {Pings}, path {path.Verdict}";
        if (Resolves != dns.Why.Contains("The router is answered", StringComparison.Ordinal))
            yield return $"resolves {Resolves}, dns {dns.Verdict}: {dns.Why}";
        if (Carries != (internet.Verdict == CellVerdict.Works))
            yield return $"carries {Carries}, internet {internet.Verdict}: {internet.Why}";
        if (Hangs is { } hangs && internet.Verdict == CellVerdict.Works && hangs != (connections.Verdict == CellVerdict.Fails))
            yield return $"hangs {hangs}, connections {connections.Verdict}: {connections.Why}";
    }

    private static Task<RouterOsClient> ConnectAsync(LabRouter router, CancellationToken cancellationToken) =>
        RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", router.Port, false), new RouterOsCredentials("admin", "lab"), RouterOsClientOptions.Default, cancellationToken);

    private static async Task<ImmutableArray<RouterOsRow>> RowsAsync(RouterOsClient client, string path, CancellationToken cancellationToken) =>
        (await client.RunAsync(new RouterOsCommand(path), cancellationToken)).Rows;

    private static IEnumerable<string> Exits(RouterOsRow row, bool v6) => v6
        ? (row["gateway-status"] ?? "").Split(',').Where(text => text.Contains("reachable via", StringComparison.Ordinal) || text.Contains("recursive via", StringComparison.Ordinal) || text.EndsWith(" reachable", StringComparison.Ordinal))
            .Select(text => text.EndsWith(" reachable", StringComparison.Ordinal) ? text.Split(' ')[0] : text[(text.LastIndexOf(' ') + 1)..])
        : (row["immediate-gw"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => text[(text.IndexOf('%', StringComparison.Ordinal) + 1)..]);

    /// <summary>Old versions write the port behind it.</summary>
    private static string Address(RouterOsRow row, string name) => (row[name] ?? "").Split(':')[0];

    private static async Task<bool> PingsAsync(RouterOsClient client, bool v6, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new RouterOsCommand(v6 ? "/ping" : "/tool/ping").With("address", Somewhere).With("count", "3"), cancellationToken);
        return reply.Rows is [.., var last] && last.Number("received", 0) > 0;
    }

    private static async Task<bool> ResolvesAsync(RouterOsClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            // A name that nobody asked for before: the cache does not know it.
            await client.RunAsync(new RouterOsCommand("/resolve").With("domain-name", $"{name}.fresh.example.com"), cancellationToken);
            return true;
        }
        catch (RouterOsTrapException)
        {
            return false;
        }
    }
}
