using System.Globalization;
using System.Security.Cryptography;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Routers;

/// <summary>Why a router could not be read, for a person: what happened, where, how long it took, what to try. Never a secret.</summary>
public sealed record RouterFailure(string What, string Where, TimeSpan Took, string Try)
{
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"{What} ({Where}, after {Took.TotalSeconds:0.0} s). {Try}");

    /// <summary>Whether the exception is an outside fault that this class can word; anything else is a defect and must surface.</summary>
    public static bool IsOutside(Exception fault) => fault is RouterOsException or CryptographicException or RouterGoneException;

    public static RouterFailure From(Exception fault) => fault switch
    {
        RouterOsLoginException login => Of(login, $"The router refused the login: {login.RouterMessage}",
            "Check user name and password, that the user's group has the policy api, and the user's allowed addresses."),
        RouterOsTimeoutException timeout => Of(timeout, timeout.Failure.CommandPath is { } path ? $"No answer to {path} in time" : "No answer in time",
            timeout.Failure.CommandPath is null or "/login"
                ? "Check the address, that /ip service has api enabled on this port, and that the router's firewall lets the portal in. A peer that accepts and says nothing is often a TLS port spoken to without TLS."
                : "The router is overloaded or the line to it is lossy."),
        RouterOsTrapException { Kind: TrapKind.NotPermitted } trap => Of(trap, $"The router's user may not run {trap.Failure.CommandPath}: {trap.RouterMessage}",
            "Give the user's group at least the policies api, read and test."),
        RouterOsTrapException trap => Of(trap, $"The router refused {trap.Failure.CommandPath}: {trap.RouterMessage}", "The version may lack this menu."),
        RouterOsFatalException fatal => Of(fatal, $"The router ended the connection: {fatal.Reason}", "Check how many API sessions are open (/user active) and /ip service max-sessions."),
        RouterOsProtocolException protocol => Of(protocol, "What answers there is no RouterOS API, or not without TLS", "Check the port: 8728 is the API, 8729 the API over TLS; 8291 is WinBox."),
        RouterOsConnectionException connection => OfConnection(connection),
        RouterOsException other => Of(other, other.Message, "Try again."),
        CryptographicException => new("The stored password of this router cannot be decrypted", "the portal", TimeSpan.Zero, "The keys in the data folder are not those that encrypted it: enter the password again."),
        RouterGoneException => new("The router is no longer in the inventory", "the portal", TimeSpan.Zero, "Add it again."),
        _ => throw new ArgumentException("Not an outside fault.", nameof(fault), fault),
    };

    /// <summary>The client's message often goes on with a hint; then ours is not needed.</summary>
    private static RouterFailure OfConnection(RouterOsConnectionException fault)
    {
        var end = fault.Message.IndexOf(". ", StringComparison.Ordinal);
        return end > 0
            ? Of(fault, fault.Message[..end], fault.Message[(end + 2)..])
            : Of(fault, fault.Message, fault.Failure.Endpoint.Tls
                ? "Check the address and port, that the service api-ssl has a certificate, and that its fingerprint is the one that was accepted."
                : "Check the address and port, that /ip service has api enabled, and its allowed addresses.");
    }

    private static RouterFailure Of(RouterOsException fault, string what, string hint) => new(what.TrimEnd('.'), fault.Failure.Endpoint.ToString(), fault.Failure.Elapsed, hint);
}

/// <summary>The router was removed while somebody wanted to talk to it.</summary>
public sealed class RouterGoneException(int routerId) : Exception($"Router {routerId} is not in the inventory.")
{
    public int RouterId { get; } = routerId;
}
