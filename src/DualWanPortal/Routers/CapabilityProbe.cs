using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Routers;

/// <summary>Logs in on a connection of its own, looks what the router is and what its user may do, and leaves. Changes nothing.</summary>
public sealed class CapabilityProbe(RouterOsClientOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    /// <summary>Recommended for the portal's user (reference 1.10).</summary>
    public static ImmutableArray<string> RecommendedPolicies { get; } = ["api", "read", "write", "test", "policy", "sensitive", "reboot", "ftp"];

    public async Task<ConnectionTest> RunAsync(RouterOsEndpoint endpoint, RouterOsCredentials credentials, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(s_deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await using var client = await RouterOsClient.ConnectAsync(endpoint, credentials, options, both.Token);
            var capabilities = await LookAsync(client, credentials.User, both.Token);
            return new ConnectionTest.Reached(capabilities with { Fingerprint = client.PeerFingerprint, Took = time.GetElapsedTime(started) });
        }
        catch (RouterOsException fault)
        {
            return new ConnectionTest.Failed(RouterFailure.From(fault));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ConnectionTest.Failed(new RouterFailure("The router accepted the login but did not answer all questions in time", endpoint.ToString(), time.GetElapsedTime(started),
                "The router is overloaded or the line to it is lossy."));
        }
    }

    private async Task<RouterCapabilities> LookAsync(RouterOsClient client, string user, CancellationToken cancellationToken)
    {
        var model = (await RouterReader.ReadAsync(client, null, cancellationToken)).ToModel();
        var mode = await FirstAsync(client, new RouterOsCommand("/system/device-mode/print").Select("mode"), cancellationToken);
        var clock = await FirstAsync(client, new RouterOsCommand("/system/clock/print").Select("date", "time", "gmt-offset"), cancellationToken);
        var now = time.GetUtcNow();
        var policies = await PoliciesAsync(client, user, cancellationToken);
        return new RouterCapabilities
        {
            Identity = model.Identity,
            Version = model.Menu("/system/resource") is [var resource, ..] ? resource["version"] : null,
            Board = model.Board,
            DeviceMode = mode?["mode"],
            SafeMode = model.Version?.AtLeast(7, 18) ?? false,
            Policies = policies,
            MissingPolicies = policies is { } held ? [.. RecommendedPolicies.Except(held)] : null,
            ClockOffset = clock is null ? null : RouterClock.Parse(clock["date"], clock["time"], clock["gmt-offset"]) - now,
            Wans = WanDetection.Find(model),
        };
    }

    private static async Task<ImmutableArray<string>?> PoliciesAsync(RouterOsClient client, string user, CancellationToken cancellationToken)
    {
        // A user that comes from RADIUS, or may not read users, leaves this unknown: unknown is not missing.
        if ((await FirstAsync(client, new RouterOsCommand("/user/print").Select("name", "group").Where($"name={user}"), cancellationToken))?["group"] is not { Length: > 0 } group)
            return null;
        return (await FirstAsync(client, new RouterOsCommand("/user/group/print").Select("name", "policy").Where($"name={group}"), cancellationToken))?["policy"] is { } policy
            ? [.. policy.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(word => !word.StartsWith('!'))]
            : null;
    }

    /// <summary>The first row; null when there is none or the router refuses.</summary>
    private static async Task<RouterOsRow?> FirstAsync(RouterOsClient client, RouterOsCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.RunAsync(command, cancellationToken)).Rows is [var first, ..] ? first : null;
        }
        catch (RouterOsTrapException)
        {
            return null;
        }
    }
}
