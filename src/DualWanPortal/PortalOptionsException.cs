namespace DualWanPortal;

/// <summary>The portal cannot start with these settings; the message says which, why and what to type.</summary>
public sealed class PortalOptionsException(string message) : Exception(message);
