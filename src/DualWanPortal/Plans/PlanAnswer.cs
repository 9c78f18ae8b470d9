using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>What a request about a plan came to.</summary>
public abstract record PlanAnswer
{
    public sealed record Ok(PlanRecord Plan) : PlanAnswer;

    /// <summary>The router or plan does not exist.</summary>
    public sealed record Missing(string What) : PlanAnswer;

    /// <summary>Not now, or not like this.</summary>
    public sealed record Refused(string Why) : PlanAnswer;
}
