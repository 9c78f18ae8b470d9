using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>Whether a router is as the policy wants it and still reaches the Internet.</summary>
public static class PlanVerification
{
    private static readonly string[] s_targets = ["1.1.1.1", "9.9.9.9"];

    /// <summary>Null when all is well, else one sentence.</summary>
    /// <param name="reachedBefore">Whether the Internet was reached before the change: what did not work then cannot be asked of now.</param>
    public static async Task<string?> ProblemAsync(RouterOsClient fresh, FailoverPolicy policy, bool reachedBefore, CancellationToken cancellationToken)
    {
        var model = await RouterLook.ReadAsync(fresh, cancellationToken);
        var again = Planner.Make(model, policy);
        if (!again.IsEmpty)
            return $"The router does not show what was written: {PlanText.Command(again.Steps[0].Do)} would still be needed.";
        if (!model.Routes.Any(route => route is { IsDefault: true, Active: true, Table: "main" }))
            return "The router has no active default route.";
        if (reachedBefore && !await ReachesInternetAsync(fresh, model.Version, cancellationToken))
            return $"The router no longer reaches {string.Join(" or ", s_targets)}, which it did before.";
        return null;
    }

    /// <summary>Whether one of two well-known hosts answers a ping of the router.</summary>
    public static async Task<bool> ReachesInternetAsync(RouterOsClient client, RouterOsVersion? version, CancellationToken cancellationToken)
    {
        // /ping on v6, /tool/ping on v7, where later versions lack the former (reference 3.12).
        var path = version is { IsV6: true } ? "/ping" : "/tool/ping";
        foreach (var target in s_targets)
        {
            var reply = await client.RunAsync(new RouterOsCommand(path).With("address", target).With("count", "3").With("interval", "300ms"), cancellationToken);
            if (reply.Rows.Any(row => row["received"] is { } received && received != "0"))
                return true;
        }
        return false;
    }
}
