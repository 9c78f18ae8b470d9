namespace DualWanPortal.RouterOs.Model;

/// <summary>Something in the input that was not understood; the rest is judged all the same.</summary>
/// <param name="Line">1-based line of an export, or null for live data.</param>
/// <param name="Text">The text in question, cut to a readable length.</param>
/// <param name="Reason">Why it was not understood, in one sentence.</param>
public sealed record ModelWarning(int? Line, string Text, string Reason);
