using System.Globalization;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>
/// One interface that lives by a session with its provider: a PPPoE client or a mobile modem. Dials when it may, keeps the session, notices its end, dials again
/// (reference 3.4, 3.5, 4.4).
/// </summary>
internal sealed class DialledInterface
{
    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly AssignedAddress _assigned;
    private readonly IspLink? _link;
    private readonly DiallingStyle _style;
    private ScheduledAction? _next;
    private int _misses;
    private int _generation;
    private DateTimeOffset _since;

    public DialledInterface(SimulatedRouter router, MenuRow row, InterfaceTable interfaces, AssignedAddress assigned, IspLink? link, DiallingStyle style)
    {
        (_router, Row, _interfaces, _assigned, _link, _style) = (router, row, interfaces, assigned, link, style);
        Name = row["name"] ?? row["default-name"] ?? "";
        if (_link is not null)
            _link.Changed += OnLink;
    }

    public MenuRow Row { get; }
    public string Name { get; }
    public string Status { get; private set; } = "disconnected";
    public TimeSpan Uptime => Connected ? _router.Clock.Now - _since : TimeSpan.Zero;
    public bool Connected => Status == "connected";
    public IspLink? Link => _link;

    /// <summary>The row, or what it rides on, changed: drop what is and dial if it may.</summary>
    public void Restart()
    {
        if (_style.Under(Row) is { } under)
            _router[_style.Menu].Set(Row, byHand: false, ("invalid", _interfaces.Exists(under) ? null : "true"));
        if (Connected && Wanted && Carried)
            return;
        Drop("disconnected");
        if (Wanted)
            Dial();
    }

    /// <summary>Options of a connected session act at once.</summary>
    public void TakeUp()
    {
        if (Connected && Wanted && _link is { } link)
            Assign(link);
        else
            Restart();
    }

    public void Stop()
    {
        if (_link is not null)
            _link.Changed -= OnLink;
        Drop("disconnected");
    }

    private bool Wanted => !Row.Disabled && _router.IsUp;
    private bool Carried => _link is { Carrier: true } && (_style.Under(Row) is not { } under || _interfaces.IsRunning(under));

    private void Dial()
    {
        Status = Carried ? "dialing..." : "disconnected";
        if (!Carried)
            return;
        _style.Log(_router, Name, "dialing...");
        Later(_style.Dial, Connect);
    }

    private void Connect()
    {
        if (!Wanted || !Carried)
            return;
        if (_link is not { ServesLeases: true } link)
        {
            Later(TimeSpan.FromSeconds(10), Connect);
            return;
        }
        Status = "connected";
        _since = _router.Clock.Now;
        _misses = 0;
        _generation = link.Generation;
        _interfaces.Signal(Name, true);
        Assign(link);
        _style.Log(_router, Name, "connected");
        _style.Session(Row, link, true);
        _next = null;
    }

    private void Assign(IspLink link) => _assigned.Put(Name, $"{link.Assigned}/32", _style.HasFarEnd ? link.Gateway.ToString() : link.Assigned.ToString(),
        _style.Routes(Row).Select(distance => new DefaultRoute(Name, distance)), _style.Flag, _style.UsesPeerDns(Row) ? link.Plan.Resolvers : []);

    private void OnLink()
    {
        if (_link is not { } link)
            return;
        if (!Connected)
        {
            if (Wanted && Carried && Status == "disconnected")
                Dial();
            return;
        }
        if (!link.Carrier && _style.Under(Row) is null)
            Drop("disconnected");
        else if (link.RevokesLease || (link.ServesLeases && link.Generation != _generation))
            Terminate("terminating... - peer closed the session");
        else if (!link.ServesLeases && _style.Keepalive(Row) is { } interval && _next is null)
            Later(interval, Miss);
    }

    private void Miss()
    {
        _next = null;
        if (!Connected || _link is not { } link || _style.Keepalive(Row) is not { } interval)
            return;
        _misses = link.ServesLeases ? 0 : _misses + 1;
        if (_misses >= _style.Misses)
            Terminate("terminating... - peer is not responding");
        else if (_misses > 0)
            Later(interval, Miss);
    }

    private void Terminate(string why)
    {
        _style.Log(_router, Name, why);
        Drop("disconnected");
        if (Wanted)
            Dial();
    }

    private void Drop(string status)
    {
        _next?.Cancel();
        _next = null;
        var was = Connected;
        Status = status;
        _assigned.Take();
        if (!was)
            return;
        _interfaces.Signal(Name, false);
        if (!_router.IsUp)
            return;
        _style.Log(_router, Name, "disconnected");
        if (_link is { } link)
            _style.Session(Row, link, false);
    }

    private void Later(TimeSpan delay, Action action)
    {
        _next?.Cancel();
        _next = _router.Clock.After(delay, action);
    }
}

/// <summary>What PPPoE and mobile modems do differently.</summary>
internal sealed record DiallingStyle
{
    public required string Menu { get; init; }
    public required TimeSpan Dial { get; init; }

    /// <summary>Flag of the default route: <c>vpn</c> or <c>modem</c>.</summary>
    public required string Flag { get; init; }
    public required string Topics { get; init; }

    /// <summary>The interface it rides on; null for a modem.</summary>
    public required Func<MenuRow, string?> Under { get; init; }

    /// <summary>Distances of the default routes wanted.</summary>
    public required Func<MenuRow, IEnumerable<int>> Routes { get; init; }
    public required Func<MenuRow, bool> UsesPeerDns { get; init; }

    /// <summary>How often the far end is asked whether it lives; null: never.</summary>
    public required Func<MenuRow, TimeSpan?> Keepalive { get; init; }
    public int Misses { get; init; } = 3;

    /// <summary>Told when a session began (true) or ended: the scripts of its profile.</summary>
    public Action<MenuRow, IspLink, bool> Session { get; init; } = static (_, _, _) => { };

    /// <summary>The address names the far end as its network (PPPoE).</summary>
    public bool HasFarEnd { get; init; }

    public void Log(SimulatedRouter router, string name, string text) => router.Log(Topics, $"{name}: {text}");

    public static int Distance(MenuRow row, int absent) => int.TryParse(row["default-route-distance"], CultureInfo.InvariantCulture, out var distance) ? distance : absent;
}
