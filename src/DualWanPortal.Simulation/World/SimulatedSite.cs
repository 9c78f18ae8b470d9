using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Scripting;

namespace DualWanPortal.Simulation.World;

/// <summary>One router and the Internet around it. Like everything on a <see cref="SimulationClock"/> it belongs to whoever advances that clock.</summary>
public sealed class SimulatedSite
{
    private readonly Internet _internet;
    private readonly Dictionary<IspLink, ScheduledAction> _flapping = [];

    internal SimulatedSite(SiteBlueprint blueprint, SimulatedRouter router)
    {
        (Name, Scenario, Clock, Router, MenusWithoutEffect) = (router.Name, blueprint.Scenario, router.Clock, router, blueprint.MenusWithoutEffect);
        _internet = new Internet(blueprint.Providers.Select((plan, index) => new IspLink(plan, Seed(Name) + (ulong)index)));
        foreach (var neighbour in blueprint.Neighbours)
            _internet.AddNeighbour(neighbour);
        foreach (var (host, resolver) in blueprint.Hosts)
            _internet.AddHost(host, resolver);
        Running = new RunningRouter(Router, _internet, LinkTimings.Default);
    }

    public string Name { get; }

    /// <summary>Name of the scenario, or <c>export</c>.</summary>
    public string Scenario { get; }
    public SimulatedRouter Router { get; }
    public SimulationClock Clock { get; }

    /// <summary>Routing, interfaces and packets of the router.</summary>
    public RunningRouter Running { get; }

    /// <summary>The providers of the site and the hosts behind them.</summary>
    public Internet Internet => _internet;

    /// <summary>Menus that the configuration names and this simulation has not.</summary>
    public ImmutableArray<string> MenusWithoutEffect { get; }

    /// <summary>What scripts sent out of the site, oldest first; nothing of it left the simulation.</summary>
    public ImmutableArray<RecordedCall> RecordedCalls => Running.RecordedCalls;

    /// <summary>What scripts wanted and this simulation could not run, each once.</summary>
    public IReadOnlyList<string> NotUnderstood => Router.NotUnderstood;

    /// <summary>In order of preference as configured.</summary>
    public ImmutableArray<SimulatedWan> Wans => [.. _internet.Links.Select(link => new SimulatedWan(link.Plan.Carrying, link.Plan.Port, link.Plan.Kind, link.Faults))];

    /// <summary>Boots a router from configuration rows and gives each of its WANs a working Internet.</summary>
    /// <param name="version">The version that the rows were written by; null: that of the profile.</param>
    public static SimulatedSite FromExport(string name, IEnumerable<ConfigItem> items, RouterOsVersion? version, RouterProfile profile, SimulationClock clock) =>
        SiteBlueprint.FromExport(name, items, version, profile).Boot(clock);

    public static SimulatedSite FromExport(string name, RouterExport export, RouterProfile profile, SimulationClock clock)
    {
        ArgumentNullException.ThrowIfNull(export);
        return FromExport(name, export.Items, export.Version, profile, clock);
    }

    /// <exception cref="ArgumentException">There is no scenario of that name.</exception>
    public static SimulatedSite FromScenario(string scenario, string name, RouterProfile profile, SimulationClock clock) =>
        SiteBlueprint.FromScenario(scenario, name, profile).Boot(clock);

    /// <summary>Lets something go wrong; it stays until <see cref="ClearFaults"/>. A second fault of the same kind replaces the first.</summary>
    /// <param name="wan">Carrying interface or the port under it; not needed to restart the router.</param>
    /// <exception cref="ArgumentException">No such WAN, or the fault cannot happen to it. The message says what there is.</exception>
    public void Apply(string? wan, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Kind == FaultKind.Reboot)
        {
            Running.Reboot();
            return;
        }
        foreach (var link in Named(wan))
        {
            if (fault.Kind == FaultKind.LeaseLost && !link.Plan.HasLease)
                throw new ArgumentException($"{link.Plan.Carrying} has a static address: there is no lease or session to lose.", nameof(fault));
            Running.Settle();
            if (fault.Kind == FaultKind.Flap)
                StartFlapping(link, TimeSpan.FromSeconds(fault.Amount));
            link.Apply(fault);
        }
    }

    /// <summary>Mends one WAN, or all.</summary>
    /// <exception cref="ArgumentException">No such WAN.</exception>
    public void ClearFaults(string? wan = null)
    {
        foreach (var link in wan is null ? [.. _internet.Links] : Named(wan))
        {
            Running.Settle();
            if (_flapping.Remove(link, out var next))
                next.Cancel();
            link.Clear();
        }
    }

    private IspLink[] Named(string? wan)
    {
        var found = _internet.Links.Where(link => link.Plan.Carrying == wan).ToArray();
        if (found.Length == 0)
            found = [.. _internet.Links.Where(link => link.Plan.Interface == wan || link.Plan.Port == wan)];
        if (found.Length > 0)
            return found;
        var there = _internet.Links.Select(link => link.Plan.Carrying == link.Plan.Port ? link.Plan.Carrying : $"{link.Plan.Carrying} (on {link.Plan.Port})");
        throw new ArgumentException($"{Name} has no WAN '{wan}'; it has {string.Join(", ", there)}.", nameof(wan));
    }

    private void StartFlapping(IspLink link, TimeSpan every)
    {
        if (_flapping.Remove(link, out var before))
            before.Cancel();
        _flapping[link] = Clock.After(every, () =>
        {
            Running.Settle();
            if (link.Flap())
                StartFlapping(link, every);
        });
    }

    private static ulong Seed(string name)
    {
        var seed = 14695981039346656037UL;
        foreach (var c in name)
            seed = (seed ^ c) * 1099511628211UL;
        return seed;
    }
}
