using DualWanPortal.Simulation.Router.Commands;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>
/// <c>/system/package/update/check-for-updates</c>: asks far away, so it needs a way out (reference 3.15). There is never anything newer. The texts of the status are a guess.
/// </summary>
internal sealed class UpdateCheck(SimulatedRouter router, Resolver resolver)
{
    private const string Server = "upgrade.mikrotik.com";

    public void Register() => router.Commands["/system/package/update/check-for-updates"] = Check;

    private RunningCommand? Check(CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("once", "as-value", "duration") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        var menu = router["/system/package/update"];
        var found = resolver.Resolve(Server, null);
        Say("finding out latest version...", latest: null);
        var due = router.Clock.After(found.After, () =>
        {
            Say(found.Address is null ? "ERROR: could not resolve dns name" : "System is already up to date", found.Address is null ? null : menu.Settings["installed-version"]);
            reply.Done();
        });
        return new RunningCommand(due.Cancel);

        void Say(string status, string? latest)
        {
            menu.Set(menu.Settings, byHand: false, ("status", status), ("latest-version", latest));
            reply.Row(menu.Settings.Values.Where(value => value.Key is "channel" or "installed-version" or "latest-version" or "status").ToArray());
        }
    }
}
