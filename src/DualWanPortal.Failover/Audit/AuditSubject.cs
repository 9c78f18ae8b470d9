using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Dns;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Audit.Tables;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit;

/// <summary>What the rules look at: the model and what several of them need to know of it, worked out once.</summary>
public sealed class AuditSubject
{
    /// <summary>WANs are compared with each other; a text that names thousands is no router with two lines.</summary>
    internal const int MostWans = 32;

    private readonly FailoverPolicy? _policy;

    public AuditSubject(RouterModel model, FailoverPolicy? policy = null)
    {
        _policy = policy;
        Model = model = HeldDefaults.Released(model);
        var wans = WanDetection.Find(model);
        Wans = wans.Length <= MostWans ? wans : wans[..MostWans];
        SourceNat = new SourceNatChain(model, Wans);
        Firewall = new FirewallChains(model, Wans);
        Scripts = ScriptCalls.Of(model);
        RouteScripts = new RouteScripts(model, Scripts);
        Paths = DefaultPaths.Of(model);
        Defaults = new DefaultGuards(model, RouteScripts).Of(ConfiguredDefault.Of(model, Paths), Wans);
        Tables = new TableUses(model, Wans);
        Resolvers = new ResolverSets(model, Wans);
        Watches = LinkWatch.Of(this);
    }

    public RouterModel Model { get; }
    /// <summary>In order of their role; at most <see cref="MostWans"/>.</summary>
    public ImmutableArray<WanLink> Wans { get; }

    /// <summary>Routers with one way out or none are not judged for what two of them need.</summary>
    internal bool HasSeveralWans => Wans.Length > 1;

    /// <summary>Mobile links cost by the megabyte unless somebody has said otherwise.</summary>
    internal bool IsMetered(WanLink wan) => WanPreference.IsMetered(_policy, wan);

    /// <summary>WANs by which strangers can knock: behind a tunnel's far end there is somebody else's firewall.</summary>
    internal IEnumerable<WanLink> ExposedWans => Wans.Where(wan => wan.Kind != WanKind.WireGuard);

    internal SourceNatChain SourceNat { get; }
    internal FirewallChains Firewall { get; }

    /// <summary>Every script and hook with its text and caller.</summary>
    public ScriptCalls Scripts { get; }

    /// <summary>The enabled entries of netwatch.</summary>
    internal ImmutableArray<LinkWatch> Watches { get; }

    /// <summary>Those that move routes, clients or interfaces.</summary>
    internal RouteScripts RouteScripts { get; }

    /// <summary>Every default route, the disabled and unresolved ones too.</summary>
    internal ImmutableArray<DefaultPath> Paths { get; }

    /// <summary>The defaults of the WANs that are in force or made by their clients, each with what takes it out of use.</summary>
    internal ImmutableArray<GuardedDefault> Defaults { get; }
    internal TableUses Tables { get; }
    internal ResolverSets Resolvers { get; }

    internal IEnumerable<GuardedDefault> MainDefaultsOf(WanLink wan) => Defaults.Where(route => route.InMain && route.Wan.Interface == wan.Interface);

    /// <summary>
    /// The defaults of the first WAN that have to go before another carries anything: those in main below the lowest distance of the others, or the lowest where none is.
    /// Without any in main, the lowest of each table.
    /// </summary>
    internal ImmutableArray<GuardedDefault> Leading => _leading ??= FindLeading();

    private ImmutableArray<GuardedDefault>? _leading;

    private ImmutableArray<GuardedDefault> FindLeading()
    {
        if (Wans.IsEmpty)
            return [];
        var primary = Wans[0].Interface;
        var main = Defaults.Where(route => route.InMain).ToList();
        if (main.Count == 0)
            return [.. Defaults.GroupBy(route => route.Table, StringComparer.Ordinal).SelectMany(table => table.Where(route => route.Distance == table.Min(other => other.Distance)))];
        var own = main.FindAll(route => route.Wan.Interface == primary);
        var others = main.Where(route => route.Wan.Interface != primary).Select(route => route.Distance).DefaultIfEmpty(int.MaxValue).Min();
        var ahead = own.FindAll(route => route.Distance < others);
        return ahead.Count > 0 ? [.. ahead] : [.. own.Where(route => route.Distance == own.Min(other => other.Distance))];
    }

    internal ImmutableArray<OutboundTraffic> TrafficBy(WanLink wan) => OutboundTraffic.Of(Model, Wans, wan.Interface);
}
