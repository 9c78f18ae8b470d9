namespace DualWanPortal.Storage;

/// <summary>What a plan is expected to do, beside the plan: too long to be read with every list of plans.</summary>
public sealed class PlanOutlookRecord
{
    public int PlanId { get; set; }

    /// <summary>JSON: the scenario matrix before and after.</summary>
    public required string Prediction { get; set; }

    /// <summary>JSON: what the last rehearsal showed; null when there was none.</summary>
    public string? Rehearsal { get; set; }
}
