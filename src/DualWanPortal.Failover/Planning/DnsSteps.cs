using System.Net;
using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>Gives the router resolvers that answer whichever WAN is in use. Resolvers of the site's own stay in front.</summary>
internal static class DnsSteps
{
    private const int Enough = 2;

    public static void Plan(PlanContext context)
    {
        if (context.Policy.Resolvers.IsEmpty)
            return;
        var model = context.Live;
        if (model.Dns is null && model.Items.Any(item => item.Id is not null))
        {
            context.Say("dns-path", "/ip/dns was not read, so the resolvers stay as they are");
            return;
        }
        var dns = model.Dns ?? ConfigItem.Of("/ip/dns", ("servers", ""));
        var present = dns.List("servers");
        var own = present.Where(server => IsInside(context, server)).ToList();
        var free = present.Where(server => s_public.Contains(server) && !IsPinned(context, server)).ToList();
        var wanted = context.Policy.Resolvers.Select(server => IsPinned(context, server) ? Twin(context, server) : server).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (IsOwnService(context, dns, present, own, free))
            return;
        if (free.Count >= Enough || (wanted.Count > 0 && wanted.TrueForAll(present.Contains)))
            return;
        if (wanted.Count == 0)
        {
            if (free.Count == 0)
                context.Say("dns-path", "every resolver of the policy is pinned to one WAN; name others in the policy");
            return;
        }
        foreach (var server in context.Policy.Resolvers.Except(wanted))
            context.Say("mon-eq-dns", $"{server} is pinned to one WAN by a host route, so it is not taken as resolver{(Twin(context, server) is { } twin ? $"; {twin} of the same operator is" : "")}");
        // Others that are public may be a person's choice: they stay, behind.
        var others = present.Where(server => !own.Contains(server) && !IsPinned(context, server) && !OfAWan(context, server));
        var servers = string.Join(',', own.Concat(wanted).Concat(others).Distinct(StringComparer.Ordinal));
        context.Do(StepOf.Set(model, dns, "resolvers that hang on one ISP are gone together with it", ("servers", servers)));
    }

    /// <summary>
    /// Names are resolved by the site's own machines alone, or over HTTPS by a service that any line reaches: an ISP has no part in it, and a public resolver beside them would
    /// be asked past what they filter.
    /// </summary>
    private static bool IsOwnService(PlanContext context, ConfigItem dns, IReadOnlyCollection<string> present, List<string> own, List<string> free)
    {
        if (Uri.TryCreate(dns["use-doh-server"], UriKind.Absolute, out var doh))
            return IPAddress.TryParse(doh.Host, out _) ? !IsPinned(context, doh.Host) : own.Count + free.Count > 0;
        return present.Count > 0 && own.Count == present.Count && context.Subject.Resolvers.Router.Resolvers.Any(resolver => own.Contains(resolver.Address) && resolver.Place != ResolverPlace.OneWan);
    }

    /// <summary>A host route ties the address to one WAN, or will (reference 5.x, 4).</summary>
    private static bool IsPinned(PlanContext context, string server) =>
        context.Legs.Any(leg => leg.Canaries.Contains(server))
        || (AddressWithPrefix.Parse(server) is { IsIPv4: true } host
            && context.Live.Routes.Any(route => !route.Disabled && !route.Blackhole && !route.Connected && route.Destination is { PrefixLength: >= 24 } to && to.Contains(host.Address)));

    /// <summary>Another address of the same service, that filters as much or as little.</summary>
    private static string? Twin(PlanContext context, string server) => s_twins.Where(pair => pair.Contains(server)).Select(pair => pair[0] == server ? pair[1] : pair[0]).FirstOrDefault(other => !IsPinned(context, other));

    private static bool IsInside(PlanContext context, string server) =>
        AddressRange.Parse(server) is { IsPrivate: true } && !OfAWan(context, server) && IPAddress.TryParse(server, out _);

    private static bool OfAWan(PlanContext context, string server) =>
        AddressWithPrefix.Parse(server) is { } host && context.Live.Addresses.Any(entry => entry.Address is { } network && network.Contains(host.Address)
            && context.Wans.Any(wan => wan.Interface == entry.Interface || wan.Port == entry.Interface));

    private static readonly string[][] s_twins =
    [
        ["1.1.1.1", "1.0.0.1"], ["1.1.1.2", "1.0.0.2"], ["1.1.1.3", "1.0.0.3"], ["8.8.8.8", "8.8.4.4"], ["9.9.9.9", "149.112.112.112"], ["9.9.9.10", "149.112.112.10"], ["208.67.222.222", "208.67.220.220"],
        ["94.140.14.14", "94.140.15.15"], ["185.228.168.9", "185.228.169.9"], ["76.76.2.0", "76.76.10.0"], ["64.6.64.6", "64.6.65.6"],
    ];

    /// <summary>Resolvers for everybody: answered by many places, by any ISP.</summary>
    private static readonly HashSet<string> s_public = new(StringComparer.Ordinal)
    {
        "1.1.1.1", "1.0.0.1", "1.1.1.2", "1.0.0.2", "1.1.1.3", "1.0.0.3", "8.8.8.8", "8.8.4.4", "9.9.9.9", "9.9.9.10", "9.9.9.11", "149.112.112.112", "149.112.112.10", "208.67.222.222", "208.67.220.220",
        "94.140.14.14", "94.140.15.15", "185.228.168.9", "185.228.169.9", "76.76.2.0", "76.76.10.0", "64.6.64.6", "64.6.65.6",
    };
}
