using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary><c>/ip/route/check</c> since 7.18: by which way a packet would leave (reference 3.1). The words of <c>status</c> are a guess.</summary>
internal sealed class RouteCheck(SimulatedRouter router, PolicyRouting policy)
{
    public void Register()
    {
        if (router.Profile.Version.AtLeast(7, 18))
            router.Commands["/ip/route/check"] = Check;
    }

    private RunningCommand? Check(CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("dst-ip", "src-ip", "once", "duration", "interval", "without-paging") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        if (request["dst-ip"] is not { Length: > 0 } text)
            return RouterCommands.Refuse(reply, Refusal.Missing("dst-ip", router.Profile.Version));
        if (Ipv4.Parse(text) is not { } destination)
            return RouterCommands.Refuse(reply, Refusal.Invalid("dst-ip"));
        Ipv4? source = null;
        if (request["src-ip"] is { Length: > 0 } from && (source = Ipv4.Parse(from)) is null)
            return RouterCommands.Refuse(reply, Refusal.Invalid("src-ip"));
        return reply.Monitor(router, request, () =>
        {
            var decision = policy.Decide(new Packet { Source = source ?? default, Destination = destination });
            return decision.Hop is { } hop
                ? new KeyValuePair<string, string>[] { new("status", "ok"), new("interface", hop.Interface), new("nexthop", hop.Address?.ToString() ?? hop.Interface) }
                : [new("status", decision.Local ? "local" : "failed")];
        });
    }
}
