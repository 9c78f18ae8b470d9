using System.Text.RegularExpressions;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary><c>/resolve</c>, and the one script form that stands in for it where the API lacks it: <c>:put [:resolve name server=…]</c> (reference 1.11, 3.12).</summary>
internal sealed partial class ResolveCommand(SimulatedRouter router, Resolver resolver)
{
    public void Register()
    {
        router.Commands["/resolve"] = Resolve;
        router.Commands["/execute"] = Execute;
        router.Commands["/ip/dns/cache/flush"] = (_, reply) =>
        {
            reply.Done();
            return null;
        };
    }

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

    private RunningCommand? Execute(CommandRequest request, IReplySink reply)
    {
        if (request["script"] is not { Length: > 0 } script)
            return reply.Refuse(router.Profile.Version.IsV6 ? "missing =script=" : "missing value(s) of argument(s) script", 1);
        if (request["as-string"] is null || router.Profile.Version.IsV6)
            return reply.Refuse("failure: background scripts are not run by this simulation", 4);
        var form = PutResolve().Match(script);
        if (!form.Success)
            return reply.Refuse("failure: this simulation runs only :put [:resolve name server=address]", 4);
        var server = form.Groups["server"].Success ? Ipv4.Parse(form.Groups["server"].Value) : null;
        // An error of a script stands in its output, there is no trap (reference 1.11).
        return Later(form.Groups["name"].Value, server, found => reply.Done(found.Address?.ToString() ?? found.Error));
    }

    private RunningCommand Later(string name, Ipv4? server, Action<Resolution> answer)
    {
        var found = resolver.Resolve(name, server);
        var due = router.Clock.After(found.After, () => answer(found));
        return new RunningCommand(due.Cancel);
    }

    [GeneratedRegex("""^\s*:put\s*\[\s*:resolve\s+(?:domain-name=)?"?(?<name>[A-Za-z0-9._-]{1,253})"?(?:\s+server=(?<server>[0-9.]{7,15}))?\s*\]\s*;?\s*$""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PutResolve();
}
