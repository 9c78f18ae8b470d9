using System.Net;
using System.Security.Authentication;
using DualWanPortal.Lab.Server;
using DualWanPortal.Lab.Timeline;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Lab;

/// <summary>One simulated router on the wire. Its world has one owner at a time: commands, faults and the passing of time never overlap.</summary>
public sealed class LabRouter
{
    private readonly Lock _owner = new();
    private readonly LabTime _time;
    private List<ApiListener> _listeners = [];
    private long _nextDue = long.MinValue;
    private readonly List<ApiSession> _lost = [];
    private long _session;
    private volatile bool _cutOff;
    private int _unheard;

    internal LabRouter(string scenario, SimulatedSite site, LabTime time)
    {
        Scenario = scenario;
        Site = site;
        _time = time;
        World.PowerChanged += OnPower;
        World["/user/active"].Changed += OnActive;
    }

    public string Name => World.Name;

    /// <summary>The scenario it is built by, or <c>export</c>.</summary>
    public string Scenario { get; }

    /// <summary>RouterOS version, <c>7.21.1</c>.</summary>
    public string Version => World.Profile.Version.ToString();

    /// <summary>Plain API.</summary>
    public int Port { get; internal set; }

    /// <summary>API over TLS; null when switched off.</summary>
    public int? TlsPort { get; internal set; }

    /// <summary>The world itself. Only <see cref="Own"/> may touch it.</summary>
    internal SimulatedSite Site { get; }

    internal SimulatedRouter World => Site.Router;

    /// <summary>Lets something go wrong with one WAN from now on; <c>reboot</c> needs no WAN.</summary>
    /// <param name="wan">The carrying interface or the port under it.</param>
    /// <param name="fault">As in <c>loss:60</c>.</param>
    /// <returns>Null, or why not.</returns>
    public Task<string?> ApplyFaultAsync(string? wan, string fault, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Fault.TryParse(fault, out var parsed, out var error))
            return Task.FromResult<string?>(error);
        return Task.FromResult(Try(() => Site.Apply(wan, parsed!)));
    }

    /// <summary>Lets something happen later, by this router's clock.</summary>
    /// <returns>Null, or why it cannot happen here.</returns>
    internal string? Schedule(LabEvent happening)
    {
        string? refusal = null;
        Own(world =>
        {
            if (happening.Wan is { } wan && !Site.Wans.Any(known => known.Interface == wan || known.Port == wan))
                refusal = $"{Name} has no WAN '{wan}'; it has {string.Join(", ", Site.Wans.Select(known => known.Interface))}.";
            else if (happening is { Wan: null, Fault.Kind: not FaultKind.Reboot })
                refusal = $"{happening.Fault} needs the wan that it happens to.";
            else
                world.Clock.After(happening.At, () => Happen(happening));
        });
        return refusal;
    }

    /// <summary>Everything is well again with one WAN, or with all.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> ClearFaultsAsync(string? wan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Try(() => Site.ClearFaults(wan)));
    }

    /// <summary>
    /// Every API session that is open now becomes half-open: packets vanish both ways, neither side sees an end, and what the client sends does nothing. The router
    /// notices after nine minutes of its own time (reference 6.1); a held safe mode is taken back then, and the client's socket is closed. New connections work.
    /// </summary>
    /// <returns>How many sessions were lost.</returns>
    public Task<int> LoseSessionsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var lost = 0;
        Own(world =>
        {
            _lost.RemoveAll(session => session.IsForgotten);
            foreach (var session in _listeners.SelectMany(listener => listener.Sessions).Where(session => session.Lose(world)))
            {
                _lost.Add(session);
                lost++;
            }
        });
        return Task.FromResult(lost);
    }

    /// <summary>The way between the management and the router is cut: sessions are lost as by <see cref="LoseSessionsAsync"/>, and who connects hears nothing.</summary>
    /// <returns>How many sessions were lost.</returns>
    public Task<int> CutOffAsync(CancellationToken cancellationToken)
    {
        _cutOff = true;
        return LoseSessionsAsync(cancellationToken);
    }

    /// <summary>The way is open again for new connections; lost sessions stay lost.</summary>
    public Task ReconnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _cutOff = false;
        return Task.CompletedTask;
    }

    /// <summary>Somebody on the Internet opens a connection to the router's address on one WAN.</summary>
    /// <param name="port">0 for a protocol without ports.</param>
    public Task<OutsideCall> CallAsync(string wan, string protocol, int port, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OutsideCall? call = null;
        Own(_ =>
        {
            var outcome = Site.Running.Outside.Connect(wan, protocol, port == 0 ? null : port);
            call = new OutsideCall(outcome.Answered, outcome.Server is { } server && Site.Running.Policy.IsLocal(server), outcome.RepliesVia, outcome.Why);
        });
        return Task.FromResult(call!);
    }

    public Task<LabRouterState> DescribeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LabRouterState? state = null;
        Own(_ => state = new LabRouterState(Name, Port, TlsPort, Version, Scenario,
            [.. Site.Wans.Select(wan => new LabWanState(wan.Interface, Word(wan.Kind), [.. wan.CurrentFaults.Select(fault => fault.ToString())]))]));
        return Task.FromResult(state!);
    }

    /// <summary>The user <c>admin</c> is there and has the lab's password: exports hold no users.</summary>
    internal void Prepare(string password)
    {
        Own(world =>
        {
            BuiltInRows.AddTo(world);
            // Several sites of a lab may be built from one scenario; each is called as the lab calls it. An export keeps its own name.
            if (Scenario != LabNetwork.Export)
                world["/system/identity"].Set(world["/system/identity"].Settings, byHand: false, ("name", Name));
            var users = world["/user"];
            var admin = users.Named("admin") ?? users.Add([new("name", "admin"), new("group", "full"), new("disabled", "false")]);
            users.Set(admin, byHand: false, ("password", password));
            NameCertificate(world);
        });
    }

    /// <summary>The certificate that this lab shows over TLS: without one a router offers only what .NET cannot speak (reference 1.10).</summary>
    private void NameCertificate(SimulatedRouter world)
    {
        if (world["/ip/service"].Named("api-ssl") is not { } service || service["certificate"] is { Length: > 0 } and not "none")
            return;
        world["/certificate"].Add([new("name", "lab"), new("common-name", Name), new("key-size", "prime256v1"), new("private-key", "true"), new("trusted", "true")]);
        world["/ip/service"].Set(service, byHand: false, ("certificate", "lab"));
    }

    /// <summary>Whether the service has a certificate to show; without one a client of today finds no cipher in common.</summary>
    internal bool HasCertificate()
    {
        var has = false;
        Own(world => has = world["/ip/service"].Named("api-ssl")?["certificate"] is { Length: > 0 } and not "none");
        return has;
    }

    /// <summary>What <c>api-ssl</c> speaks: <c>only-1.2</c>, else whatever the client and the system can (reference 1.10).</summary>
    internal SslProtocols TlsVersions()
    {
        var versions = SslProtocols.None;
        Own(world => versions = world["/ip/service"].Named("api-ssl")?["tls-version"] == "only-1.2" ? SslProtocols.Tls12 : SslProtocols.None);
        return versions;
    }

    /// <summary>Runs <paramref name="action"/> as the only one who touches this world, at the present moment of the lab.</summary>
    internal void Own(Action<SimulatedRouter> action)
    {
        lock (_owner)
        {
            try
            {
                World.Clock.AdvanceTo(_time.Now);
                action(World);
            }
            finally
            {
                _nextDue = World.Clock.NextDue?.UtcTicks ?? long.MaxValue;
            }
        }
    }

    /// <param name="now">Ticks of the lab's present moment.</param>
    internal void AdvanceIfDue(long now)
    {
        if (Volatile.Read(ref _nextDue) <= now)
            Own(_ => { });
    }

    internal long NextSession() => Interlocked.Increment(ref _session);

    /// <summary>Whether the service takes a client from this address now.</summary>
    internal bool Accepts(string service, IPAddress from, int open)
    {
        var accepts = false;
        Own(world => accepts = world.IsUp && world["/ip/service"].Named(service) is { Disabled: false } row
            && Accounts.Allows(row["address"], from) && open <= Accounts.MaxSessions(row, world.Profile.Version));
        return accepts;
    }

    internal bool IsCutOff => _cutOff;

    /// <summary>Clients that connected while the way was cut, and hear nothing.</summary>
    internal int Unheard => Volatile.Read(ref _unheard);

    internal void LeaveUnheard() => Interlocked.Increment(ref _unheard);

    internal void Serve(List<ApiListener> listeners) => _listeners = listeners;

    private void Happen(LabEvent happening)
    {
        try
        {
            if (happening.Fault is { } fault)
                Site.Apply(happening.Wan, fault);
            else
                Site.ClearFaults(happening.Wan);
        }
        catch (ArgumentException refused)
        {
            World.Log("system,warning", $"scenario file, line {happening.Line}: {refused.Message}");
        }
    }

    /// <summary>What the world refuses (no such WAN), in one sentence.</summary>
    private string? Try(Action act)
    {
        string? refusal = null;
        Own(_ =>
        {
            try
            {
                act();
            }
            catch (ArgumentException refused)
            {
                refusal = refused.ParamName is null ? refused.Message : refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal);
            }
        });
        return refusal;
    }

    private static string Word(WanKind kind) => kind switch { WanKind.Static => "static", WanKind.Dhcp => "dhcp", WanKind.Pppoe => "pppoe", _ => "lte" };

    /// <summary>Whoever is taken off the list of active users loses his connection.</summary>
    private void OnActive(MenuChange change)
    {
        if (change is { Kind: MenuChangeKind.Removed, ByHand: true } && _listeners.SelectMany(listener => listener.Sessions).FirstOrDefault(session => session.Active == change.Row) is { } session)
            ThreadPool.UnsafeQueueUserWorkItem(dropped => dropped.Abort(), session, preferLocal: false);
    }

    /// <summary>
    /// Sessions are dropped off this call: they wait for the world that is just being changed. Those that are there now and no others: the pool may come to it when the router
    /// is up again and has new ones.
    /// </summary>
    private void OnPower(bool up)
    {
        if (up)
            return;
        _lost.ForEach(session => session.Forget());
        _lost.Clear();
        var dropped = _listeners.SelectMany(listener => listener.Sessions).ToArray();
        ThreadPool.UnsafeQueueUserWorkItem(sessions => Array.ForEach(sessions, session => session.Abort()), dropped, preferLocal: false);
    }
}
