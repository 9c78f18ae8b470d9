using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary><c>/resolve</c>; where the API lacks it, <c>/execute</c> of <c>:put [:resolve …]</c> stands in (reference 1.11, 3.12).</summary>
internal sealed class ResolveCommand(SimulatedRouter router, Resolver resolver)
{
    public void Register() => router.Commands["/resolve"] = Resolve;

    private RunningCommand? Resolve(CommandRequest request, IReplySink reply)
    {
        if (request["domain-name"] is not { Length: > 0 } name)
            return reply.Refuse(router.Profile.Version.IsV6 ? "missing =domain-name=" : "missing value(s) of argument(s) domain-name", 1);
        Ipv4? server = null;
        if (request["server"] is { Length: > 0 } text && (server = Ipv4.Parse(text)) is null)
            return reply.Refuse("invalid value for argument server", 1);
        return Later(name, server, found =>
        {
            if (found.Address is { } address)
                reply.Done(address.ToString());
            else
                reply.Refuse(found.Error ?? "failure: resolve failed", 4);
        });
    }

    private RunningCommand Later(string name, Ipv4? server, Action<Resolution> answer)
    {
        var found = resolver.Resolve(name, server);
        var due = router.Clock.After(found.After, () => answer(found));
        return new RunningCommand(due.Cancel);
    }
}
