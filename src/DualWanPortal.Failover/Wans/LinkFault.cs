using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>Why a link cannot carry traffic, from the cable upwards: the lowest layer that is broken is the cause, the rest follows from it.</summary>
/// <param name="Why">A clause that can stand after "because": <c>ether1 has no link</c>.</param>
internal sealed record LinkFault(string Why, ImmutableArray<Evidence> Evidence)
{
    private const int LastResort = 200;

    public static LinkFault? Of(RouterModel model, WanLink link, IReadOnlyList<DefaultPath> paths) =>
        OfPort(model, link) ?? OfSession(model, link) ?? OfLease(model, link) ?? OfRoutes(model, link, paths);

    private static LinkFault? OfPort(RouterModel model, WanLink link)
    {
        foreach (var name in new[] { link.Port, link.Interface }.Distinct(StringComparer.Ordinal))
        {
            if (model.Interface(name) is { Disabled: true } off)
                return new LinkFault($"{name} is disabled", [RowText.Evidence(off.Item, "name", "type", "running", "disabled")]);
        }
        // A session is judged by its own flag, below: here only what has a plug.
        return link.Port == link.Interface && link.Kind is WanKind.Pppoe or WanKind.Lte or WanKind.WireGuard ? null
            : Running(model, link.Port) == false
                ? new LinkFault($"{link.Port} has no link", [RowText.Evidence(model.Interface(link.Port)!.Item, "name", "type", "running")])
                : null;
    }

    private static LinkFault? OfSession(RouterModel model, WanLink link)
    {
        if (Running(model, link.Interface) != false)
            return null;
        var why = link.Kind switch
        {
            WanKind.Pppoe => $"the PPPoE session {link.Interface} is down",
            WanKind.Lte => $"{link.Interface} has no session with its mobile network",
            _ => $"{link.Interface} is not running",
        };
        return new LinkFault(why, [RowText.Evidence(model.Interface(link.Interface)!.Item, "name", "type", "running")]);
    }

    private static LinkFault? OfLease(RouterModel model, WanLink link)
    {
        if (link.Kind != WanKind.Dhcp || model.DhcpClients.FirstOrDefault(client => client.Interface == link.Interface) is not { } client)
            return null;
        ImmutableArray<Evidence> evidence = [RowText.Evidence(client.Item, "interface", "status", "invalid", "disabled", "address", "gateway")];
        if (client.Disabled)
            return new LinkFault($"the DHCP client of {link.Interface} is disabled", evidence);
        if (client.Invalid)
            return new LinkFault(LinkSide.SlaveOf(model, link.Interface) is { } slave
                ? $"{link.Interface} is still a port of {slave.Bridge}, where its DHCP client cannot work"
                : $"the DHCP client of {link.Interface} is invalid", evidence);
        return client.Status is null or "bound" || client.Status.StartsWith("renewing", StringComparison.Ordinal) || client.Status.StartsWith("rebinding", StringComparison.Ordinal)
            ? null
            : new LinkFault($"{link.Interface} has lost its DHCP lease ({client.Status})", evidence);
    }

    private static LinkFault? OfRoutes(RouterModel model, WanLink link, IReadOnlyList<DefaultPath> paths)
    {
        if (paths.Count == 0)
            return null;
        // A last resort far behind stands ready whatever the line does: it speaks for nobody while there are others.
        if (paths.Any(path => path.Route.Distance < LastResort))
            paths = [.. paths.Where(path => path.Route.Distance < LastResort)];
        var states = paths.Select(path => (Path: path, State: PathStates.Of(path))).ToList();
        if (states.Any(entry => entry.State is PathState.Active or PathState.Standby))
            return null;
        ImmutableArray<Evidence> evidence = [.. paths.Select(path => RowText.Evidence(path.Route.Item, s_routeWords))];
        if (states.FirstOrDefault(entry => entry.State == PathState.Elsewhere) is { Path: { } leaking })
            return new LinkFault($"the default route of {link.Interface} leaves by {string.Join(" and ", leaking.Route.ImmediateInterfaces)} instead", evidence);
        var failed = states.Where(entry => entry.State == PathState.Failed).Select(entry => entry.Path).ToList();
        if (failed.Count > 0)
            return new LinkFault(Failed(link, failed), evidence);
        return NetwatchDown(model, paths) is { } watch
            ? new LinkFault($"netwatch took {link.Interface} out: {watch["host"]} does not answer", [RowText.Evidence(watch, "host", "status", "since"), .. evidence])
            : null;
    }

    private static string Failed(WanLink link, List<DefaultPath> failed)
    {
        var checkedOnes = failed.Where(path => path.Route.CheckGateway != "none" && path.Checked is not null && path.Route.Item["immediate-gw"] is not "").ToList();
        if (checkedOnes.Count == 0)
            return failed[0].IsRecursive
                ? $"{failed[0].Checked} cannot be reached through {link.Interface}: its host route is not active"
                : $"no interface leads to the gateway {failed[0].NextHop} of {link.Interface}";
        var hosts = checkedOnes.Select(path => path.Checked!).Distinct(StringComparer.Ordinal).ToList();
        var verb = hosts.Count == 1 ? "does" : "do";
        return checkedOnes[0].IsRecursive
            ? $"{string.Join(" and ", hosts)} behind {link.Interface} {verb} not answer (recursive check)"
            : $"the gateway {string.Join(" and ", hosts)} of {link.Interface} {verb} not answer";
    }

    /// <summary>A probe that is down and whose script names a default of this link by its comment (reference 5 C).</summary>
    private static ConfigItem? NetwatchDown(RouterModel model, IReadOnlyList<DefaultPath> paths) =>
        model.Menu("/tool/netwatch").FirstOrDefault(watch => !watch.Flag("disabled") && watch["status"] == "down"
            && paths.Any(path => path.Route.Comment is { Length: > 0 } comment && (watch["down-script"] ?? "").Contains(comment, StringComparison.Ordinal)));

    /// <summary>Null when not known. In a list of interfaces that shows the flag for some, absent means false (reference 1.8).</summary>
    private static bool? Running(RouterModel model, string name) =>
        model.Interface(name) switch
        {
            null => null,
            { Running: { } running } => running,
            _ => model.Menu("/interface") is var all && all.Any(item => item["running"] is not null) && all.Any(item => item["name"] == name) ? false : null,
        };

    internal static readonly ImmutableArray<string> s_routeWords =
        ["dst-address", "gateway", "distance", "check-gateway", "immediate-gw", "gateway-status", "routing-table", "active", "inactive", "disabled", "dynamic", "ecmp"];
}
