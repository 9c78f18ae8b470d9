using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// <c>/password</c> changes that of who asks; <c>/user/expire-password</c> marks one as to be changed, which the API does not mind (reference 1.3, 3.15). Words of the
/// refusals are a guess.
/// </summary>
internal static class Passwords
{
    public static void Register(SimulatedRouter router)
    {
        router.Commands["/password"] = (request, reply) => Change(router, request, reply);
        if (!router.Profile.Version.IsV6)
            router.Commands["/user/expire-password"] = (request, reply) => Expire(router, request, reply);
    }

    private static RunningCommand? Change(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        var version = router.Profile.Version;
        if (request.Unknown("old-password", "new-password", "confirm-new-password") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, version));
        foreach (var needed in new[] { "old-password", "new-password", "confirm-new-password" })
        {
            if (request[needed] is null)
                return RouterCommands.Refuse(reply, Refusal.Missing(needed, version));
        }
        if (router["/user"].Named(request.Caller.User) is not { } user)
            return RouterCommands.Refuse(reply, Refusal.NoSuchItem);
        if (request["new-password"] != request["confirm-new-password"])
            return RouterCommands.Refuse(reply, Refusal.Failure("passwords do not match"));
        if ((user["password"] ?? "") != request["old-password"])
            return RouterCommands.Refuse(reply, Refusal.Failure("wrong old password"));
        return router.Act(request, () =>
        {
            router["/user"].Set(user, byHand: true, ("password", request["new-password"]), ("expired", null));
            reply.Done();
            return null;
        });
    }

    private static RunningCommand? Expire(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        if (RowSelection.Read(router, router["/user"], request, out var users) is { } refusal)
            return RouterCommands.Refuse(reply, refusal);
        return router.Act(request, () =>
        {
            foreach (var user in users)
                router["/user"].Set(user, byHand: true, ("expired", "true"));
            reply.Done();
            return null;
        });
    }
}
