using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>Sees to it that the host routes of a DHCP link follow its lease.</summary>
internal static class LeaseSteps
{
    public static void Plan(PlanContext context, WanLeg leg)
    {
        if (!leg.FollowsLease || context.Live.DhcpClients.FirstOrDefault(client => client.Interface == leg.Wan.Interface) is not { } client)
            return;
        var now = context.SoFar();
        var pins = leg.Canaries.Select(host => PinSteps.Of(now, host)).OfType<RouteEntry>().ToList();
        if (pins.TrueForAll(pin => Keeps(client.Script, pin)))
            return;
        if (IsStored(context, client))
        {
            context.Say("gw-static-on-dyn", $"the DHCP client of {leg.Wan.Interface} runs the stored script {client.Script.Trim()}, whose text is not read; add to it by hand what keeps the host routes of {leg.Wan.Interface} on the gateway of the lease");
            return;
        }
        var forced = leg.Gateway?.Contains('%', StringComparison.Ordinal) == true;
        var block = LeaseScript.Block(leg.Wan.Interface, pins.Select(pin => Leased(now, pin)), forced);
        var step = StepOf.Set(context.Live, client.Item, $"the ISP may give {leg.Wan.Interface} another gateway with any lease; the watched hosts have to follow it", ("script", LeaseScript.With(client.Script, block)));
        context.Do(step is not null && LeaseScript.Without(client.Script).Length > 0 ? step with { Remark = "What the script says already stays, in front." } : step);
    }

    /// <summary>The DHCP link whose gateway the plan writes as it was when the plan was made, and has another one by now; null when there is none.</summary>
    public static string? Moved(RouterModel live, Plan plan) => live.DhcpClients.FirstOrDefault(client => client.Gateway is { Length: > 0 } gateway && plan.Steps.Any(step => step.Do is { Menu: "/ip/route", Verb: "add" } add
        && Value(add, "comment") is { } comment && comment.StartsWith($"{Owned.Mark}{client.Interface}-canary", StringComparison.Ordinal)
        && Value(add, "gateway") is { } written && written.Split('%')[0] != gateway))?.Interface;

    private static string? Value(RouterCommand command, string name) => command.Values.FirstOrDefault(value => value.Key == name).Value;

    /// <summary>There is no lease, and nothing that the plan can write would put the gateway in with the next one: the default of the client is all that this WAN has.</summary>
    public static bool WaitsForAPerson(PlanContext context, WanLeg leg) =>
        leg is { Gateway: null, FollowsLease: true } && !context.IsFromFile && context.Live.DhcpClients.FirstOrDefault(client => client.Interface == leg.Wan.Interface) is { } client && IsStored(context, client)
        && leg.Canaries.All(host => PinSteps.Of(context.SoFar(), host) is { Disabled: true });

    private static bool IsStored(PlanContext context, DhcpClientEntry client) =>
        client.Script.Trim() is { Length: > 0 } name && context.Live.Menu("/system/script").Any(script => script["name"] == name);

    /// <summary>A second way to the host that the plan has switched off must not be switched on by the next lease.</summary>
    private static LeasedRoute Leased(RouterModel now, RouteEntry pin)
    {
        var twins = now.Routes.Any(other => other != pin && other is { Dynamic: false, Blackhole: false } && other.Destination == pin.Destination && other.Table == pin.Table && other.Distance == pin.Distance && other.Comment != pin.Comment);
        return new LeasedRoute(pin.Destination!.Value.Address.ToString(), pin.Distance, twins && pin.Comment is { Length: > 0 } comment ? comment : null);
    }

    /// <summary>Host routes whose next hop the script of a lease keeps: another gateway is given by the ISP and not by a person.</summary>
    public static IEnumerable<RouteEntry> Kept(RouterModel model) =>
        model.DhcpClients.Where(client => !client.Disabled && client.Script.Contains("gateway-address", StringComparison.Ordinal))
            .SelectMany(client => model.Routes.Where(route => route is { Dynamic: false, Blackhole: false, Destination: { IsHost: true } } && Keeps(client.Script, route)));

    /// <summary>The script writes the gateway of the route that it names by comment or host; the site's own may do it already.</summary>
    private static bool Keeps(string script, RouteEntry pin) =>
        script.Contains("gateway=", StringComparison.Ordinal) && script.Contains("gateway-address", StringComparison.Ordinal)
        && ((pin.Comment is { Length: > 0 } comment && script.Contains($"\"{comment}\"", StringComparison.Ordinal)) || script.Contains(pin.Destination!.Value.Address.ToString(), StringComparison.Ordinal));
}
