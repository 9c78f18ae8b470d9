using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>Judges one WAN: first what the router knows, then what the probes prove.</summary>
internal static class LinkVerdicts
{
    public static WanVerdict Judge(RouterModel live, WanLink link, ImmutableArray<DefaultPath> allPaths, IEnumerable<ProbeResult> probes, DateTimeOffset now)
    {
        var own = allPaths.Where(path => path.Interface == link.Interface).ToList();
        var paths = own.Exists(path => path.InMain) ? own.FindAll(path => path.InMain) : own;
        var probe = ProbeSummary.Of(link, probes, now);
        var (state, why, evidence) = State(live, link, paths, probe);
        return new WanVerdict(link, state, why, [.. evidence, .. probe.Evidence], probe.LossPercent, probe.RttMs, AddressOf(live, link));
    }

    private static (WanState State, string Why, ImmutableArray<Evidence> Evidence) State(RouterModel live, WanLink link, List<DefaultPath> paths, ProbeSummary probe)
    {
        if (LinkFault.Of(live, link, paths) is { } fault)
            return (WanState.Down, fault.Why, fault.Evidence);
        ImmutableArray<Evidence> routes = [.. paths.Select(path => RowText.Evidence(path.Route.Item, LinkFault.s_routeWords))];
        if (probe.NothingGetsThrough)
            return (WanState.Down, $"nothing gets through {link.Interface}: {string.Join(" and ", probe.SilentTargets)} {(probe.SilentTargets.Length == 1 ? "does" : "do")} not answer", routes);
        if (probe.Lossy)
            return (WanState.Degraded, FormattableString.Invariant($"{link.Interface} loses {probe.LossPercent:0} % of the probes"), routes);
        if (!PathStates.AreShown(live) && !probe.Measured)
            return (WanState.Unknown, $"the state of {link.Interface} is not known: nothing live was read", routes);
        var states = paths.Select(PathStates.Of).ToHashSet();
        if (states.Contains(PathState.Active))
            return (WanState.Working, probe.Measured ? $"{link.Interface} carries traffic and the probes come back" : $"{link.Interface} carries traffic as far as the router can tell", routes);
        if (states.Contains(PathState.Standby))
            return (WanState.Working, probe.Measured ? $"{link.Interface} stands by and the probes come back" : $"{link.Interface} stands by and works as far as the router can tell", routes);
        var lack = states.Contains(PathState.Disabled) ? $"the default route of {link.Interface} is switched off" : $"no default route leads out by {link.Interface}";
        return probe.Measured
            ? (WanState.Degraded, $"{lack}, so it cannot take over, although the probes come back", routes)
            : (WanState.Unknown, $"{lack}, and nothing else tells whether it works", routes);
    }

    private static string? AddressOf(RouterModel live, WanLink link) =>
        live.Addresses.Where(address => !address.Disabled && !address.Invalid && address.Interface == link.Interface && address.Address is { IsIPv4: true })
            .Select(address => address.Address!.Value.Address.ToString()).FirstOrDefault()
        ?? live.DhcpClients.FirstOrDefault(client => client.Interface == link.Interface)?.Address?.Address.ToString();
}
