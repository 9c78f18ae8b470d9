namespace DualWanPortal.Alerts;

/// <summary>How one attempt ended.</summary>
public abstract record DeliveryOutcome(string Text)
{
    public sealed record Delivered(string Text) : DeliveryOutcome(Text);

    /// <summary>Worth another try later.</summary>
    /// <param name="Text">What went wrong, in one sentence, without secrets.</param>
    /// <param name="After">What the receiver asked for; null for the usual growing pause.</param>
    public sealed record Retry(string Text, TimeSpan? After = null) : DeliveryOutcome(Text);

    /// <summary>Will never succeed as things are configured.</summary>
    /// <param name="DisableChannel">The receiver said that it is gone for good.</param>
    public sealed record Rejected(string Text, bool DisableChannel = false) : DeliveryOutcome(Text);
}
