using System.Globalization;
using System.Text.Json;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Alerts;

/// <summary>Words an event for people and programs.</summary>
public static class AlertMessages
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when the event or its router is gone.</summary>
    public static async Task<AlertMessage?> OfEventAsync(PortalDb db, long eventId, CancellationToken cancellationToken)
    {
        var found = await (from happened in db.Events
                           join router in db.Routers on happened.RouterId equals router.Id
                           where happened.Id == eventId
                           select new { happened, router.Name, router.Site }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var (row, name) = (found.happened, found.Name);
        var evidence = JsonSerializer.Deserialize<List<Evidence>>(row.Evidence, s_json) ?? [];
        var data = new AlertData(row.Id, Title(row.Kind, name, row.Wan, row.Cause), name, row.RouterId, found.Site, row.Wan, row.Cause, evidence, row.IncidentId, row.RecordedAt);
        return new AlertMessage(string.Create(CultureInfo.InvariantCulture, $"dwp_evt_{row.Id}"), row.Kind, row.At, data);
    }

    public static AlertMessage Test(long deliveryId, string channel, DateTimeOffset now) =>
        new(string.Create(CultureInfo.InvariantCulture, $"dwp_test_{deliveryId}"), "test", now,
            new AlertData(null, $"Test message of channel {channel}", null, null, null, null, "A person pressed Send test.", [], null, now));

    private static string Title(string kind, string router, string? wan, string cause)
    {
        var what = kind switch
        {
            "failover" => $"{router} failed over to {wan}",
            "failback" => $"{router} is back on {wan}",
            "wan-down" => $"{wan} of {router} is down",
            "wan-up" => $"{wan} of {router} works again",
            "wan-degraded" => $"{wan} of {router} is degraded",
            "router-unreachable" => $"{router} cannot be reached",
            "finding-appeared" => $"{router} has a new finding",
            "suppression-ended" => $"A finding on {router} counts again",
            "router-reachable" => $"{router} can be reached again",
            _ => $"{router}: {kind}",
        };
        return $"{what}: {cause}";
    }
}
