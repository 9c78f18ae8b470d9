using System.Globalization;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Scripting;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>One row of <c>/ip/dhcp-client</c> and the life of its lease: searching, requesting, bound, renewing, rebinding, lost (reference 3.3).</summary>
internal sealed class DhcpClient
{
    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly InterfaceTable _interfaces;
    private readonly LinkTimings _timings;
    private readonly AssignedAddress _assigned;
    private readonly IspLink? _link;
    private readonly ScriptHooks _hooks;
    private ScheduledAction? _next;
    private DateTimeOffset _expires;
    private int _generation;
    private Ipv4 _address;

    public DhcpClient(SimulatedRouter router, MenuRow row, InterfaceTable interfaces, AssignedAddress assigned, IspLink? link, LinkTimings timings, ScriptHooks hooks)
    {
        (_router, _menu, Row, _interfaces, _assigned, _link, _timings, _hooks) = (router, router["/ip/dhcp-client"], row, interfaces, assigned, link, timings, hooks);
        Interface = row["interface"] ?? "";
        if (_link is not null)
            _link.Changed += OnLink;
    }

    public MenuRow Row { get; }
    public string Interface { get; }
    private bool Bound => _assigned.Present;

    /// <summary>Begins anew: the row, its interface or the router changed.</summary>
    public void Restart()
    {
        Lose("stopped locally");
        var invalid = !_interfaces.Exists(Interface) || _interfaces.BridgeOf(Interface) is not null;
        Show(Row.Disabled || invalid ? "stopped" : "searching...", ("invalid", invalid ? "true" : "false"));
        if (!Row.Disabled && !invalid && _interfaces.IsRunning(Interface))
            Later(_timings.DhcpBind / 2, Request);
    }

    public void Stop()
    {
        if (_link is not null)
            _link.Changed -= OnLink;
        Lose("stopped locally");
    }

    public void Release() => Restart();

    /// <summary>Options of a bound client (distance, tables, resolvers) act at once and keep the lease; false when the client must begin anew.</summary>
    public bool TakesUpInPlace()
    {
        if (!Bound || Row.Disabled || Row["interface"] != Interface || _link is not { } link)
            return false;
        Assign(link);
        return true;
    }

    /// <summary>Asks the server now instead of at half of the lease.</summary>
    public void Renew()
    {
        if (Bound)
            Renewal();
        else
            Restart();
    }

    /// <summary>The remaining lease, for a reader.</summary>
    public void Refresh()
    {
        if (Bound)
            _menu.Set(Row, byHand: false, ("expires-after", RouterTime.Span(_expires - _router.Clock.Now)));
    }

    private void Request()
    {
        if (_link is not { Plan.Kind: WanKind.Dhcp, ServesLeases: true })
        {
            Later(TimeSpan.FromSeconds(4), Request);
            return;
        }
        Show("requesting...");
        Later(_timings.DhcpBind / 2, Bind);
    }

    private void Bind()
    {
        if (_link is not { Plan.Kind: WanKind.Dhcp, ServesLeases: true } link)
        {
            Show("searching...");
            Later(TimeSpan.FromSeconds(4), Request);
            return;
        }
        _generation = link.Generation;
        _address = link.Assigned;
        var network = link.Plan.Networks[0];
        if (IsTaken(string.Create(CultureInfo.InvariantCulture, $"{_address}/{network.Length}")))
        {
            Lose("stopped locally");
            Show("error");
            Later(TimeSpan.FromSeconds(4), Request);
            return;
        }
        Extend(link);
        Show("bound",
            ("address", string.Create(CultureInfo.InvariantCulture, $"{_address}/{network.Length}")), ("netmask", new Ipv4(Ipv4Prefix.Mask(network.Length)).ToString()),
            ("gateway", link.Gateway.ToString()), ("dhcp-server", link.Gateway.ToString()),
            ("primary-dns", link.Plan.Resolvers is [var first, ..] ? first.ToString() : null), ("secondary-dns", link.Plan.Resolvers is [_, var second, ..] ? second.ToString() : null));
        Assign(link);
        Refresh();
        _router.Log("dhcp,info", $"dhcp-client on {Interface} got IP address {_address}");
        RunScript(bound: true, link);
    }

    /// <summary>
    /// Somebody gave the interface the very address that the server leases: the client cannot add it and says <c>error</c>. When a router shows that word is a guess; the
    /// manual only lists it.
    /// </summary>
    private bool IsTaken(string address) =>
        _router["/ip/address"].Rows.Any(row => !row.Dynamic && !row.Disabled && row["interface"] == Interface && row["address"] == address);

    private void Assign(IspLink link) => _assigned.Put(Interface, string.Create(CultureInfo.InvariantCulture, $"{_address}/{link.Plan.Networks[0].Length}"), null, Routes(link), "dhcp",
        Row["use-peer-dns"] is "no" or "false" ? [] : link.Plan.Resolvers);

    private void Extend(IspLink link)
    {
        _expires = _router.Clock.Now + link.Plan.Lease;
        Later(link.Plan.Lease / 2, Renewal);
    }

    /// <summary>At half of the lease the server is asked alone, at seven eighths anyone (rebinding); then the lease is over.</summary>
    private void Renewal()
    {
        if (_link is not { } link || !Bound)
            return;
        if (link.RevokesLease)
        {
            Refused();
            return;
        }
        if (link.ServesLeases)
        {
            if (link.Generation != _generation)
            {
                Bind();
                return;
            }
            Show("bound");
            Extend(link);
            return;
        }
        var left = _expires - _router.Clock.Now;
        if (left <= TimeSpan.Zero)
        {
            Lose("lease expired");
            Show("searching...");
            Later(TimeSpan.FromSeconds(4), Request);
            return;
        }
        var rebinding = left <= link.Plan.Lease / 8;
        Show(rebinding ? "rebinding..." : "renewing...");
        Later(rebinding ? left : Shorter(left - (link.Plan.Lease / 8), TimeSpan.FromSeconds(60)), Renewal);
    }

    private void Refused()
    {
        Lose("lease expired");
        Show("searching...");
        Later(TimeSpan.FromSeconds(4), Request);
    }

    private void OnLink()
    {
        if (!Bound || _link is not { } link)
            return;
        // A provider that renumbers or revokes says so at once (reconfigure); one that falls silent is noticed at the next renewal.
        if (link.RevokesLease || (link.ServesLeases && link.Generation != _generation))
            Later(TimeSpan.FromSeconds(1), Renewal);
    }

    private void Lose(string why)
    {
        _next?.Cancel();
        if (!Bound)
            return;
        _assigned.Take();
        _menu.Set(Row, byHand: false, ("address", null), ("netmask", null), ("gateway", null), ("dhcp-server", null), ("primary-dns", null), ("secondary-dns", null), ("expires-after", null));
        if (_router.IsUp)
        {
            _router.Log("dhcp,info", $"dhcp-client on {Interface} lost IP address {_address} - {why}");
            if (_link is { } link)
                RunScript(bound: false, link);
        }
    }

    /// <summary>On a new lease, a changed gateway and a loss, not on renewals (reference 3.3).</summary>
    private void RunScript(bool bound, IspLink link) => _hooks.Run(HookSource.OfService("dhcp-client", Interface), Row["script"],
        new("bound", ScriptValue.Of(bound ? 1 : 0)), new("interface", ScriptValue.Of(Interface)), new("server-address", new AddressValue(link.Gateway)),
        new("lease-address", new AddressValue(_address)), new("gateway-address", new AddressValue(link.Gateway)), new("vendor-specific", ScriptValue.Of("")),
        new("lease-options", new ArrayValue([])));

    private IEnumerable<DefaultRoute> Routes(IspLink link)
    {
        if (Row["add-default-route"] is "no" or "false")
            yield break;
        var distance = int.TryParse(Row["default-route-distance"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        foreach (var entry in (Row["default-route-tables"] ?? "default").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(':');
            var own = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var special) ? special : distance;
            yield return new DefaultRoute(link.Gateway.ToString(), own, parts[0] is "default" ? "main" : parts[0], Row["check-gateway"]);
        }
    }

    private void Show(string status, params ReadOnlySpan<(string Name, string? Value)> more) => _menu.Set(Row, byHand: false, [("status", status), .. more]);

    private void Later(TimeSpan delay, Action action)
    {
        _next?.Cancel();
        _next = _router.Clock.After(delay, action);
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
