using System.Collections.Immutable;
using DualWanPortal.Audit;
using DualWanPortal.Configs;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Plans.Hold;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;

namespace DualWanPortal.Polling;

/// <summary>What one <see cref="RouterWatch"/> has seen of its router. Owned by that watch and touched only under its gate.</summary>
internal sealed class RouterObservation(int routerId)
{
    private const int RoundsThatCount = 2;
    private const int RoundsShown = 60;

    public int RouterId { get; } = routerId;

    /// <summary>Null until it was read from the database: what happened before a restart is not told again.</summary>
    public IncidentState? Incident { get; set; }

    /// <summary>The incident state as last stored, without what changes at every look.</summary>
    public string StoredIncident { get; set; } = "";
    public RouterReading? Reading { get; private set; }
    public RouterModel? Model { get; private set; }
    /// <summary>In the order that counts.</summary>
    public ImmutableArray<WanLink> Wans => Order?.Wans ?? Found;

    /// <summary>In the order of the distances that the router has now.</summary>
    public ImmutableArray<WanLink> Found { get; private set; } = [];

    /// <summary>What <see cref="NormalOrder"/> made of that; null until it did.</summary>
    public WanOrder? Order { get; set; }

    /// <summary>What it knows of a hold.</summary>
    public RouterHold? Hold { get; set; }
    public bool HoldWasShown { get; set; }
    public string? FoundOrder { get; set; }
    public DateTimeOffset? ReadAt { get; private set; }
    public DateTimeOffset? ConfigurationReadAt { get; private set; }
    public int Failures { get; private set; }
    public DateTimeOffset? FailingSince { get; private set; }

    public ConfigMemory Config { get; } = new();
    public AuditMemory Audit { get; } = new();

    /// <summary>The last rounds of probes by WAN: two, so that one lost round makes a WAN degraded and only the second makes it down.</summary>
    public ImmutableDictionary<string, ImmutableArray<ProbeResult>> Rounds { get; private set; } = ImmutableDictionary<string, ImmutableArray<ProbeResult>>.Empty;
    public ImmutableDictionary<string, ImmutableArray<LinkSample>> Samples { get; private set; } = ImmutableDictionary<string, ImmutableArray<LinkSample>>.Empty;

    public void Answered(RouterReading reading, bool withConfiguration, DateTimeOffset at)
    {
        var before = Model;
        Reading = reading;
        Model = reading.ToModel();
        (Found, Order) = (WanDetection.Find(Model), null);
        // Echoes of before the way changed say nothing about the way as it is now, neither for nor against it.
        foreach (var wan in Wans.Where(wan => before is not null && WayOf(before, wan) != WayOf(Model, wan)))
            Rounds = Rounds.Remove(wan.Interface);
        ReadAt = at;
        if (withConfiguration)
            ConfigurationReadAt = at;
        (Failures, FailingSince) = (0, null);
    }

    public void Probed(IEnumerable<ProbeResult> results)
    {
        foreach (var result in results)
        {
            if (result.Sent == 0)
            {
                // What was measured before the way by this WAN was gone says nothing about the way it will have next.
                Rounds = Rounds.Remove(result.Interface);
                continue;
            }
            Rounds = Rounds.SetItem(result.Interface, Last(Rounds.GetValueOrDefault(result.Interface, []).Add(result), RoundsThatCount));
            var sample = new LinkSample(result.At, 100.0 * (result.Sent - result.Received) / result.Sent, result.RttMs);
            Samples = Samples.SetItem(result.Interface, Last(Samples.GetValueOrDefault(result.Interface, []).Add(sample), RoundsShown));
        }
    }

    public void Failed(DateTimeOffset at)
    {
        Failures++;
        FailingSince ??= at;
        Rounds = Rounds.Clear();
    }

    /// <summary>The next look reads everything again.</summary>
    public void ForgetConfiguration() => ConfigurationReadAt = null;

    /// <summary>All that decides whether an echo by this WAN can come back, as one comparable text.</summary>
    private static string WayOf(RouterModel model, WanLink wan)
    {
        var links = model.Interfaces.Where(entry => entry.Name == wan.Interface || entry.Name == wan.Port).Select(entry => $"{entry.Name} {entry.Running} {entry.Disabled}");
        var addresses = model.Addresses.Where(entry => entry.Interface == wan.Interface).Select(entry => $"{entry.Address}");
        var routes = model.Routes.Where(route => route.ImmediateInterfaces.Contains(wan.Interface)).Select(route => $"{route.Item["dst-address"]} {route.Item["gateway"]} {route.Active}");
        return string.Join('|', links.Concat(addresses.Order(StringComparer.Ordinal)).Concat(routes.Order(StringComparer.Ordinal)));
    }

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> items, int count) => items.Length <= count ? items : items.RemoveRange(0, items.Length - count);
}
