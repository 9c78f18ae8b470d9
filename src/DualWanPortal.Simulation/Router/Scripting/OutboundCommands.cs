using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>
/// <c>/tool/fetch</c> and <c>/tool/e-mail/send</c>: whether they get out depends on resolver, routes and providers like any packet; what they carry is recorded. Device
/// mode <c>home</c> refuses both (reference 3.15). Wordings of their failures are a guess.
/// </summary>
internal sealed class OutboundCommands(SimulatedRouter router, RouterOrigin origin, Resolver resolver, CallRecorder recorder)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public void Register()
    {
        router.Commands["/tool/fetch"] = Fetch;
        router.Commands["/tool/e-mail/send"] = Send;
    }

    private RunningCommand? Fetch(CommandRequest request, IReplySink reply)
    {
        var version = router.Profile.Version;
        if (request.Unknown("url", "address", "src-address", "mode", "http-method", "http-data", "http-header-field", "http-content-type", "http-auth-scheme", "output", "as-value", "dst-path", "src-path", "upload",
            "user", "password", "port", "host", "keep-result", "check-certificate", "certificate", "idle-timeout", "duration", "ascii", "http-percent-encoding", "http-max-redirect-count") is { } unknown)
        {
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, version));
        }
        if (router.Profile.HomeDeviceMode)
            return RouterCommands.Refuse(reply, Refusal.NotAllowedByDeviceMode);
        // What is fetched goes into a file unless somebody says otherwise, and files are guarded (reference 1.10).
        if (WritesFile(request) && !request.Caller.Policies.Contains("ftp"))
            return RouterCommands.Refuse(reply, Refusal.NotPermitted(version));
        var url = request["url"] ?? (request["address"] is { } address ? $"{request["mode"] ?? "http"}://{address}/{request["src-path"]}" : null);
        if (url is null)
            return RouterCommands.Refuse(reply, Refusal.Missing("url", version));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || target.Host.Length == 0)
            return RouterCommands.Refuse(reply, Refusal.Invalid("url"));
        return Reach(target.Host, (error, captive) =>
        {
            recorder.Add("fetch", url, request, error is null && !captive);
            if (error is null && captive)
                error = "failure: Fetch failed with status 302";
            if (error is not null)
            {
                reply.Refuse(error, 4);
                return;
            }
            var row = new List<KeyValuePair<string, string>> { new("status", "finished"), new("downloaded", "0"), new("total", "0"), new("duration", "1s") };
            if (request["output"] is "user" or "user-with-headers")
                row.Add(new("data", ""));
            reply.Row(row);
            reply.Done();
        });
    }

    private static bool WritesFile(CommandRequest request) =>
        request["dst-path"] is not null || (request["keep-result"] is not ("no" or "false") && request["output"] is null or "file" && request["upload"] is not ("yes" or "true"));

    /// <summary>A mail that is not taken is a line of the log and no error of the command.</summary>
    private RunningCommand? Send(CommandRequest request, IReplySink reply)
    {
        var version = router.Profile.Version;
        if (request.Unknown("to", "cc", "subject", "body", "file", "from", "server", "port", "user", "password", "tls", "start-tls", "vrf", "address") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, version));
        if (router.Profile.HomeDeviceMode)
            return RouterCommands.Refuse(reply, Refusal.NotAllowedByDeviceMode);
        if (request["to"] is not { Length: > 0 } to)
            return RouterCommands.Refuse(reply, Refusal.Missing("to", version));
        var settings = router["/tool/e-mail"].Settings;
        var server = request["server"] ?? request["address"] ?? settings["server"] ?? settings["address"] ?? "";
        if (server.Length == 0 || server == "0.0.0.0")
            Failed("no server address");
        else
            Reach(server, (error, captive) =>
            {
                recorder.Add("e-mail", to, request, error is null && !captive);
                if (error is not null || captive)
                    Failed(error is null ? "connection refused" : "timeout");
            });
        reply.Done();
        return null;

        void Failed(string why) => router.Log("e-mail,error", $"Error sending e-mail <{request["subject"]}>: {why}");
    }

    /// <summary>Resolves and connects on the clock; hears why not, or null, and whether a portal stood in between.</summary>
    private RunningCommand Reach(string host, Action<string?, bool> answer)
    {
        ScheduledAction? second = null;
        var found = resolver.Resolve(host, null);
        var first = router.Clock.After(found.After, () =>
        {
            if (found.Address is not { } address)
            {
                answer("failure: resolving error: could not get answer from dns server", false);
                return;
            }
            var reached = router.IsUp ? origin.Probe(address, ProbeKind.Tcp) : ProbeAnswer.Silence;
            var late = !reached.Good || reached.After > s_timeout;
            second = router.Clock.After(late ? s_timeout : reached.After * 2, () => answer(late ? "failure: connection timeout" : null, reached.Captive));
        });
        return new RunningCommand(() =>
        {
            first.Cancel();
            second?.Cancel();
        });
    }
}
