namespace DualWanPortal.Storage;

/// <summary>What people answered about a WAN; kept while its router is in the inventory, also while the WAN is gone for a time.</summary>
public sealed class WanAnswerRecord
{
    public int RouterId { get; set; }
    public required string Interface { get; set; }

    /// <summary>Null while nobody answered.</summary>
    public bool? InboundNeeded { get; set; }
    public string? Depends { get; set; }
    public string? AlertsLeaveBy { get; set; }

    /// <summary>Ids of accepted losses, with commas between.</summary>
    public string Accepted { get; set; } = "";
    public required string AnsweredBy { get; set; }
    public DateTimeOffset AnsweredAt { get; set; }
}
