using System.Collections.Immutable;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router.Files;
using DualWanPortal.Simulation.Router.History;
using DualWanPortal.Simulation.Router.Ipv6;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Scripting;
using DualWanPortal.Simulation.Router.Services;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router;

/// <summary>The behaviours of one simulated router, wired to each other and to the world around it.</summary>
public sealed class RunningRouter
{
    private readonly Internet _internet;
    private readonly LinkTimings _timings;
    private readonly DhcpClients _dhcp;
    private readonly DialledInterfaces _pppoe;
    private readonly DialledInterfaces _lte;
    private readonly LanTraffic _traffic;
    private readonly Netwatch _netwatch;
    private readonly ScriptHooks _hooks;
    private readonly CallRecorder _calls;
    private readonly Resolver _resolver;

    internal RunningRouter(SimulatedRouter router, Internet internet, LinkTimings timings)
    {
        (Router, _internet, _timings) = (router, internet, timings);
        Interfaces = new InterfaceTable(router);
        Interfaces.Renamed += (old, name) =>
        {
            foreach (var link in internet.Links)
                link.Rename(old, name);
        };
        var lists = new InterfaceLists(router);
        RouterOrigin? origin = null;
        var vrfs = new Vrfs(router);
        Routing = new RoutingEngine(router, AddressFamily.V4, Interfaces, vrfs, () => new ConnectedRoutes(router, Interfaces, vrfs), (via, destination, kind) => origin?.Probe(via, destination, kind) ?? ProbeAnswer.Silence);
        Policy = new PolicyRouting(router, AddressFamily.V4, Routing, new Ipv4AddressRows(router["/ip/address"]));
        ConnectionTable? connections = null;
        var helpers = new ProtocolHelpers(router.Find("/ip/firewall/service-port"));
        var counting = new CountingMatch(router, block => connections?.Entries.Count(entry => block.Contains(entry.Client)) ?? 0);
        Firewall = new FirewallWalk(router, AddressFamily.V4, new RuleMatch(lists, new AddressLists(router.Find("/ip/firewall/address-list")), Policy.IsLocal, helpers, counting), name => Policy.SourceOn(name, null));
        Ipv6 = new Ipv6Stack(router, Interfaces, internet, vrfs, lists, helpers);
        Origin = origin = new RouterOrigin(Policy, Interfaces, internet, Firewall) { Six = Ipv6.Origin };
        Connections = connections = new ConnectionTable(router, AddressFamily.V4, Interfaces, Policy.IsLocal, helpers);
        Clients = new LanClients(router, new Ipv4Inside(router, Interfaces, Policy, internet), Interfaces, Policy, Firewall, internet, Connections);
        Outside = new OutsideClients(Policy, Firewall, internet, new RouterServices(router));
        _traffic = new LanTraffic(router, Clients, Connections);
        Routing.Changing += _traffic.Settle;
        PlugIn();
        foreach (var link in internet.Links)
            link.Changed += () => OnLine(link);
        var scripts = new ScriptHost(router);
        _hooks = new ScriptHooks(scripts);
        new StoredScripts(scripts).Register();
        var resolvers = new DynamicResolvers(router);
        _dhcp = new DhcpClients(router, Interfaces, Routing, resolvers, internet, timings, _hooks);
        _pppoe = DialledInterfaces.Pppoe(router, Interfaces, Routing, resolvers, internet, timings, _hooks);
        _lte = DialledInterfaces.Lte(router, Interfaces, Routing, resolvers, internet, timings);
        router.Restart = Reboot;
        _calls = new CallRecorder(router);
        _resolver = new Resolver(router, Origin, new DnsCache(router));
        _netwatch = RegisterTools();
        AttachServices();
        _ = new Scheduler(router, _hooks);
        _ = new SafeMode(router, new ActionHistory(router));
    }

    public SimulatedRouter Router { get; }
    public InterfaceTable Interfaces { get; }
    public RoutingEngine Routing { get; }

    /// <summary>Routing and packets of IPv6.</summary>
    public Ipv6Stack Ipv6 { get; }

    public PolicyRouting Policy { get; }
    public FirewallWalk Firewall { get; }

    public RouterOrigin Origin { get; }

    public LanClients Clients { get; }

    /// <summary>Connections that come from the Internet.</summary>
    public OutsideClients Outside { get; }

    public ConnectionTable Connections { get; }

    /// <summary>What scripts sent out by <c>/tool/fetch</c> and <c>/tool/e-mail</c>, oldest first.</summary>
    public ImmutableArray<RecordedCall> RecordedCalls => _calls.Calls;

    /// <summary>What was counted so far belongs to how things were: to be called before they change.</summary>
    internal void Settle() => _traffic.Settle();

    /// <summary>Down at once, up after the boot time, ports after that: as after a power cut (reference Appendix C).</summary>
    public void Reboot() => Reboot(static () => { });

    private void Reboot(Action whileOff)
    {
        if (!Router.IsUp)
            return;
        Settle();
        _netwatch.Stop();
        _dhcp.Stop();
        _pppoe.Stop();
        _lte.Stop();
        Router.Power(false);
        Interfaces.Signals([]);
        Routing.StopChecks();
        Ipv6.Routing.StopChecks();
        whileOff();
        Router.Clock.After(_timings.Boot, PowerOn);
    }

    private void PowerOn()
    {
        foreach (var row in Router["/log"].Rows.ToArray())
            Router["/log"].Remove(row);
        Interfaces.ForgetHistory();
        Router.BootedAt = Router.Clock.Now;
        Router.Power(true);
        Router.Log("system,info", "router rebooted");
        Interfaces.Signals([]);
        Router.Clock.After(_timings.PortUp, PlugIn);
        _dhcp.Start();
        _pppoe.Start();
        _lte.Start();
        _netwatch.Start();
    }

    private Netwatch RegisterTools()
    {
        _ = new SystemFacts(Router);
        RouterLog.RegisterWriters(Router);
        RouterFiles.Attach(Router);
        new PingCommand(Router, Origin, Policy, _resolver, new ManagementTraffic(Router, Clients, Policy, Firewall, Connections).Ping).Register();
        new ResolveCommand(Router, _resolver).Register();
        new UpdateCheck(Router, _resolver).Register();
        new WireTools(Router, Origin, Policy, _resolver).Register();
        new OutboundCommands(Router, Origin, _resolver, _calls).Register();
        new MonitorCommands(Router, Interfaces, _pppoe, _lte).Register();
        Router.Commands["/system/reboot"] = (_, reply) =>
        {
            reply.Done();
            // The answer is on its way before the power goes.
            Router.Clock.After(TimeSpan.FromMilliseconds(200), Reboot);
            return null;
        };
        return new Netwatch(Router, new NetwatchProbe(Router, Origin, _resolver), _hooks);
    }

    private void AttachServices()
    {
        RoutingViews.Attach(Router, Routing);
        ListedAddresses.Attach(Router);
        Certificates.Register(Router);
        InterfaceQueues.Attach(Router);
        CertificateFiles.Register(Router);
        Passwords.Register(Router);
        LanLeases.Attach(Router, Clients);
        new RouteCheck(Router, Policy).Register();
        _ = new ArpTable(Router, Interfaces, _internet, Clients);
        _ = new NeighbourTable(Router, Interfaces, new InterfaceLists(Router), _internet);
        _ = new CloudService(Router, Origin, _resolver);
        _ = new Dhcp6Clients(Router, Interfaces, _internet, _timings);
        WireGuardPeers.Attach(Router, Origin, _resolver, _internet);
    }

    /// <summary>Every port that is used for something has a cable in it; that of a provider as its line says.</summary>
    private void PlugIn()
    {
        if (!Router.IsUp)
            return;
        var ports = Router["/interface/ethernet"].Rows.Select(row => row["name"] ?? "").Where(name => name.Length > 0).ToArray();
        using (Routing.Hold())
        {
            foreach (var port in ports)
                Interfaces.Signal(port, Carrier(port));
        }
    }

    private bool Carrier(string port) => _internet.Links.Where(link => link.Plan.Port == port).All(link => link.Carrier);

    private void OnLine(IspLink link)
    {
        if (Router.IsUp && Interfaces.TypeOf(link.Plan.Port) == "ether")
            Interfaces.Signal(link.Plan.Port, Carrier(link.Plan.Port));
    }
}
