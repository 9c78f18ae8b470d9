namespace DualWanPortal.Lab;

/// <summary>The lab cannot run as asked; the message says what and what to try.</summary>
public sealed class LabException(string message, Exception? inner = null) : Exception(message, inner);
