using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Client;

/// <summary>Something went wrong on the way to, or on, a router. The message never holds a secret.</summary>
public abstract class RouterOsException(string message, RouterOsFailure failure, Exception? inner = null) : Exception(message, inner)
{
    public RouterOsFailure Failure { get; } = failure;

    /// <summary>The command was on its way and no answer to it came whole: whether the router did it is not known.</summary>
    public bool OutcomeUnknown { get; init; }
}

/// <summary>What every failure can tell: where, which command, how long, what else was under way.</summary>
/// <param name="CommandPath">Command word only; null before the first command.</param>
public sealed record RouterOsFailure(RouterOsEndpoint Endpoint, string? CommandPath, TimeSpan Elapsed, int CommandsInFlight);

/// <summary>What kind of refusal a <c>!trap</c> is, from its category and, because that is often missing, its text (reference 1.9).</summary>
public enum TrapKind { Other, NoSuchItem, NoSuchCommand, UnknownParameter, InvalidValue, MissingValue, AlreadyExists, NotPermitted, NotAllowedByDeviceMode, Interrupted, TimedOut }

/// <summary>The router refused a command with <c>!trap</c>; the connection stays usable.</summary>
public sealed class RouterOsTrapException(string routerMessage, int? category, TrapKind kind, RouterOsFailure failure)
    : RouterOsException($"{failure.Endpoint} refused {failure.CommandPath}: {routerMessage}", failure)
{
    /// <summary>The router's own words.</summary>
    public string RouterMessage { get; } = routerMessage;
    public int? Category { get; } = category;

    /// <summary>All that was said: one command can be refused with more than one sentence (reference 1.2). The first is <see cref="RouterMessage"/>.</summary>
    public ImmutableArray<string> Messages { get; init; } = [routerMessage];
    public TrapKind Kind { get; } = kind;
}

/// <summary>The router ended the connection with <c>!fatal</c>.</summary>
public sealed class RouterOsFatalException(string reason, RouterOsFailure failure)
    : RouterOsException($"{failure.Endpoint} ended the connection: {reason}", failure)
{
    public string Reason { get; } = reason;
}

/// <summary>The peer sent what is no RouterOS API, or more than the caps allow.</summary>
public sealed class RouterOsProtocolException(string message, RouterOsFailure failure, Exception? inner = null) : RouterOsException(message, failure, inner);

/// <summary>No TCP connection, TLS handshake failed, certificate is not the pinned one, or the connection broke.</summary>
public sealed class RouterOsConnectionException(string message, RouterOsFailure failure, Exception? inner = null) : RouterOsException(message, failure, inner);

/// <summary>A deadline passed.</summary>
public sealed class RouterOsTimeoutException(string message, RouterOsFailure failure) : RouterOsException(message, failure);

/// <summary>User name or password not accepted, or the user may not use the API.</summary>
public sealed class RouterOsLoginException(string routerMessage, RouterOsFailure failure)
    : RouterOsException($"{failure.Endpoint} did not accept the login: {routerMessage}", failure)
{
    public string RouterMessage { get; } = routerMessage;
}
