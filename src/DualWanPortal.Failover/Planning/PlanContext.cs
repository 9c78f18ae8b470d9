using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>What every part of a plan starts from, and where they put what they find. Lives while one plan is made.</summary>
internal sealed class PlanContext
{
    private readonly List<PlanStep> _steps = [];
    private readonly List<string> _notCured = [];
    private readonly HashSet<ConfigItem> _kept = new(ReferenceEqualityComparer.Instance);
    private (int Steps, RouterModel Model)? _soFar;
    private (int Steps, AuditSubject Subject)? _subjectSoFar;
    private AuditSubject? _subject;
    private ImmutableArray<WanLeg>? _legs;
    private bool? _isFromFile;

    public PlanContext(RouterModel live, FailoverPolicy policy)
    {
        (Live, Policy) = (live, policy);
        Paths = DefaultPaths.Of(live);
        var found = SwitchMark.Normal(live, WanDetection.Find(live));
        Wans = WanPreference.Of(found, policy);
        foreach (var name in policy.Order.Where(name => found.All(wan => wan.Interface != name)))
            Say("wan-order", $"the policy prefers {name}, which is no WAN of this router; the others keep their order");
        foreach (var wan in Wans)
        {
            if (policy.Wan(wan.Interface)?.Kind is { } kind && kind != wan.Kind)
                Say("wan-kind", $"the policy takes {wan.Interface} for {PolicyVocabulary.Of(kind)}, and on this router it is {PolicyVocabulary.Of(wan.Kind)}; it is planned as what it is");
        }
        if (Wans.Length > 1 && IsMetered(Wans[0]) && Wans.FirstOrDefault(wan => !IsMetered(wan)) is { } free)
            Say("def-order", $"{Wans[0].Interface} costs by the megabyte and is preferred to {free.Interface}, which does not; name {free.Interface} first in the policy, or say metered: false");
        else if (found.FirstOrDefault(wan => wan.Interface == policy.Order.FirstOrDefault()) is { } named && named != Wans[0])
            Say("def-order", $"the policy names {named.Interface} first, which costs by the megabyte: it is planned behind {Wans[0].Interface}, and only metered: false for {named.Interface} in the policy puts it first");
    }

    public RouterModel Live { get; }
    public FailoverPolicy Policy { get; }

    /// <summary>In the order that the policy wants.</summary>
    public ImmutableArray<WanLink> Wans { get; }

    /// <summary>Every default route of the router as it is.</summary>
    public ImmutableArray<DefaultPath> Paths { get; }

    /// <summary>The WANs with what watches them; none for a method that watches no host.</summary>
    public ImmutableArray<WanLeg> Legs => _legs ??= Policy.HasCanaries ? CanaryChoice.Of(this) : [];

    public IReadOnlyList<PlanStep> Steps => _steps;
    public IReadOnlyList<string> NotCured => _notCured;

    /// <summary>The plan is made from an export: what a router has for the time being, leases among it, is not known.</summary>
    public bool IsFromFile => _isFromFile ??= Live.Items.All(item => item.Id is null);
    public bool IsV6 => Live.Version is { IsV6: true };

    public void Do(PlanStep? step)
    {
        if (step is not null)
            _steps.Add(step);
    }

    /// <param name="id">An audit rule's id or a scenario's: what the sentence is about.</param>
    public void Say(string id, string sentence)
    {
        var line = $"{id}: {sentence}.";
        if (!_notCured.Contains(line))
            _notCured.Add(line);
    }

    /// <summary>The router as the steps so far leave it.</summary>
    public RouterModel SoFar()
    {
        if (_soFar is not { } known || known.Steps != _steps.Count)
        {
            var (done, rows) = _soFar is { } before ? (before.Steps, before.Model.Items) : (0, Live.Items);
            _soFar = known = (_steps.Count, done == _steps.Count ? Live : RouterModel.FromItems(PlannedRows.After(rows, _steps.Skip(done).Select(step => step.Do)), Live.Version, Live.Warnings, null, Live.MenusRead));
        }
        return known.Model;
    }

    /// <summary>What judgement knows of the router as it is.</summary>
    public AuditSubject Subject => _subject ??= new AuditSubject(Live);

    /// <summary>The same of the router as the steps so far leave it.</summary>
    public AuditSubject SubjectSoFar()
    {
        if (_steps.Count == 0)
            return Subject;
        if (_subjectSoFar is not { } known || known.Steps != _steps.Count)
            _subjectSoFar = known = (_steps.Count, new AuditSubject(SoFar()));
        return known.Subject;
    }

    /// <summary>No line of the menu has this comment, nor will one get it by the steps so far.</summary>
    public bool IsFree(string menu, string comment) =>
        Live.Menu(menu).All(row => row["comment"] != comment)
        && !_steps.Exists(step => step.Do.Verb == "add" && step.Do.Menu == menu && step.Do.Values.Contains(KeyValuePair.Create("comment", comment)));

    /// <summary>A line of the router that the plan makes use of: it is not retired.</summary>
    public void Keep(ConfigItem row) => _kept.Add(row);

    public bool IsKept(ConfigItem row) => _kept.Contains(row);

    /// <summary>Mobile links cost by the megabyte unless the policy says otherwise.</summary>
    public bool IsMetered(WanLink wan) => WanPreference.IsMetered(Policy, wan);

    /// <summary>Written defaults of a WAN in main, those that are switched off too.</summary>
    public IEnumerable<RouteEntry> MainDefaults(WanLink wan) =>
        Paths.Where(path => path is { InMain: true, Route.Dynamic: false } && path.Interface == wan.Interface).Select(path => path.Route).Distinct();

    /// <summary>Written defaults over a host in the Internet.</summary>
    public IEnumerable<RouteEntry> DefaultsOver(string host) =>
        Live.Routes.Where(route => route is { IsDefault: true, Dynamic: false, Table: "main" } && route.Gateways is [{ Interface: null } only] && only.Address?.ToString() == host);
}
