using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Lab;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>Tries on a lab copy what crosses the Internet towards it: strangers knock at its forwards and tunnels, and the tunnels that it dials have to carry again.</summary>
internal sealed class LabOutside(LabRouter copy, RouterOsClient session, TimeProvider time)
{
    /// <summary>A tunnel shakes hands again some seconds after its way is back (reference 3.10).</summary>
    private const double BetweenLooks = 8;

    private const int MostLooks = 8;

    private sealed record Tried(OutsideService Service, bool Works, string? Via, string Why);

    /// <param name="active">The WAN that carries traffic now; null when none does.</param>
    public async Task<ImmutableArray<RehearsedCheck>> LookAsync(string scenario, PlanOutlook outlook, string? active, CancellationToken cancellationToken)
    {
        var model = await RouterLook.ReadAsync(session, cancellationToken);
        var services = OutsideServices.Of(model);
        var found = ImmutableArray.CreateBuilder<RehearsedCheck>();
        foreach (var (check, kinds) in new[] { (CheckIds.Inbound, new[] { OutsideKind.Forward }), (CheckIds.Vpn, [OutsideKind.Served, OutsideKind.Dialled]) })
        {
            var own = services.Where(service => kinds.Contains(service.Kind)).ToList();
            if (own.Count == 0 || outlook.Expected(scenario, check) is not ({ } expected, var via) || expected is "not-applicable" or "unknown")
                continue;
            var tried = new List<Tried>();
            foreach (var service in own)
                tried.Add(service.Kind == OutsideKind.Dialled ? await DialAsync(service, model, active, cancellationToken) : await KnockAsync(service, active, cancellationToken));
            found.Add(Weigh(check, expected, via, tried));
        }
        return found.ToImmutable();
    }

    private static RehearsedCheck Weigh(string check, string expected, string? via, List<Tried> tried)
    {
        var works = tried.Count(one => one.Works);
        var seen = works == tried.Count ? "works" : works == 0 ? "fails" : "degraded";
        var by = seen == "works" ? string.Join(',', tried.Select(one => one.Via).OfType<string>().Distinct(StringComparer.Ordinal)) : null;
        // A tunnel of which it is said that it may hang on an old mapping may as well be back.
        var agrees = expected == seen || (expected == "degraded" && check == CheckIds.Vpn);
        return new RehearsedCheck(check, expected, via, seen, by is { Length: > 0 } ? by : null, (tried.Find(one => !one.Works) ?? tried[0]).Why, agrees);
    }

    /// <summary>At the WAN that carries, which is what the matrix predicts; the others that are up are told with it.</summary>
    private async Task<Tried> KnockAsync(OutsideService service, string? active, CancellationToken cancellationToken)
    {
        if (active is null)
            return new Tried(service, false, null, $"{service.Name}: no WAN carries traffic, so nobody gets in.");
        var open = new List<string>();
        string? why = null;
        foreach (var wan in (await copy.DescribeAsync(cancellationToken)).Wans.Select(wan => wan.Interface))
        {
            var call = await copy.CallAsync(wan, service.Protocol, service.Port, cancellationToken);
            if (call.Answered && call.ByRouter == (service.Kind == OutsideKind.Served))
                open.Add(wan);
            else if (wan == active)
                why = call.Answered ? $"{(call.ByRouter ? "the router" : "another machine")} answers instead" : call.Why;
        }
        return open.Contains(active)
            ? new Tried(service, true, string.Join(',', open.OrderByDescending(wan => wan == active)), $"{service.Name} is reached by {string.Join(" and by ", open)}.")
            : new Tried(service, false, null, $"{service.Name} is not reached by {active}: {why}.");
    }

    private async Task<Tried> DialAsync(OutsideService service, RouterModel model, string? active, CancellationToken cancellationToken)
    {
        var peer = model.Menu("/interface/wireguard/peers").FirstOrDefault(row => row["endpoint-address"] == service.Host && service.Name.EndsWith(" " + row["interface"], StringComparison.Ordinal));
        var works = peer is null ? await AnswersAsync(service.Host!, model.Version, cancellationToken) : await CarriesAsync(peer, cancellationToken);
        return works ? new Tried(service, true, active, $"{service.Name} carries to {service.Host}{(active is null ? "" : $" by {active}")}.")
            : new Tried(service, false, null, $"{service.Name} does not reach {service.Host}{(active is null ? ": no WAN carries traffic" : $" by {active}")}.");
    }

    /// <summary>What the far end has sent grows.</summary>
    private async Task<bool> CarriesAsync(ConfigItem peer, CancellationToken cancellationToken)
    {
        var before = await ReceivedAsync(peer, cancellationToken);
        for (var look = 0; look < MostLooks; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(BetweenLooks / LabDrill.Speed), time, cancellationToken);
            var now = await ReceivedAsync(peer, cancellationToken);
            if (now > before && before >= 0)
                return true;
            before = now;
        }
        return false;
    }

    private async Task<long> ReceivedAsync(ConfigItem peer, CancellationToken cancellationToken)
    {
        var reply = await session.RunAsync(new RouterOsCommand("/interface/wireguard/peers/print").Select(".id", "rx"), cancellationToken);
        return reply.Rows.FirstOrDefault(row => row[".id"] == peer.Id) is { } row && long.TryParse(row["rx"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : -1;
    }

    private async Task<bool> AnswersAsync(string host, RouterOsVersion? version, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await session.RunAsync(WanProber.Ping(version, host, null, WanProber.Count), cancellationToken);
            return reply.Rows.Any(row => row["received"] is { } received && received != "0");
        }
        catch (RouterOsTrapException)
        {
            // A name that cannot be resolved is refused.
            return false;
        }
    }
}
