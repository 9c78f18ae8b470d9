using System.Net.Sockets;
using System.Security.Authentication;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>Says what went wrong before the login was through, and what to try.</summary>
internal static class ConnectProblem
{
    public static RouterOsException Describe(Exception problem, RouterOsFailure failure) => problem switch
    {
        RouterOsException known => known,
        SocketException socket => new RouterOsConnectionException(Socket(socket, failure.Endpoint), failure, socket),
        PinMismatchException pin => new RouterOsConnectionException(
            $"{failure.Endpoint} showed another certificate than the pinned one: {pin.Shown}. If it was renewed on the router, pin the new one; if not, someone stands between.",
            failure, pin),
        WireException { Fault: WireFault.Truncated } cut => new RouterOsConnectionException(
            $"{failure.Endpoint} closed the connection in the middle of its answer to the login.", failure, cut),
        WireException wire => NoApi(failure, wire.Message, wire),
        AuthenticationException or IOException when failure is { CommandPath: null, Endpoint.Tls: true } => new RouterOsConnectionException(
            $"{failure.Endpoint} did not complete a TLS handshake ({problem.Message}). A plain port (8728) does not speak TLS; and api-ssl needs a certificate: "
            + "/ip service set api-ssl certificate=…", failure, problem),
        _ => new RouterOsConnectionException($"The connection to {failure.Endpoint} broke: {problem.Message}", failure, problem),
    };

    public static RouterOsTimeoutException TooSlow(RouterOsFailure failure, TimeSpan limit, ConnectPhase phase)
    {
        var text = phase switch
        {
            ConnectPhase.Tcp => "no answer to the TCP connection. Is the address right, the router up, and its firewall open for this portal?",
            ConnectPhase.Tls => "no TLS handshake. Does this port speak TLS (8729)? A plain port (8728) stays silent.",
            _ => "no answer to the login. Does this port speak the API (8728, over TLS 8729)?",
        };
        return new RouterOsTimeoutException($"{failure.Endpoint} took longer than {limit.TotalSeconds:0.###} s: {text}", failure);
    }

    public static RouterOsConnectionException ClosedBeforeAnswer(RouterOsFailure failure) => new(
        $"{failure.Endpoint} closed the connection without answering the login. "
        + (failure.Endpoint.Tls ? "" : "If this is the TLS port (8729), switch TLS on. ")
        + "Else the service may be restricted to other addresses (/ip service) or have no session left.", failure);

    /// <summary>Recognises usual strangers by their first bytes, so that a wrong port is told at once and not after the time-out.</summary>
    public static RouterOsProtocolException? Stranger(ReadOnlySpan<byte> received, RouterOsFailure failure)
    {
        if (WordLength.Read(received, out var length, out var size) != WordLengthStatus.Complete || length == 0 || received.Length <= size || received[size] == (byte)'!')
            return null;
        if (received is [0x15 or 0x16, 0x03, ..])
            return new RouterOsProtocolException($"{failure.Endpoint} answers in TLS: switch TLS on, or use the plain port (8728).", failure);
        if (received.StartsWith("SSH-"u8))
            return NoApi(failure, "it is an SSH server");
        if (received.StartsWith("HTTP"u8))
            return NoApi(failure, "it is a web server");
        return NoApi(failure, "its first bytes are no reply");
    }

    private static RouterOsProtocolException NoApi(RouterOsFailure failure, string why, Exception? inner = null) =>
        new($"{failure.Endpoint} does not speak the RouterOS API: {why}. The API listens on 8728, over TLS on 8729.", failure, inner);

    private static string Socket(SocketException problem, RouterOsEndpoint endpoint) => problem.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"{endpoint} refused the connection. Is the service on (/ip service enable api) and the port right?",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"The name of {endpoint} could not be resolved.",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"There is no way to {endpoint} from here: {problem.Message}.",
        SocketError.TimedOut => $"{endpoint} does not answer. Is the router up, and its firewall open for this portal?",
        _ => $"No connection to {endpoint}: {problem.Message}",
    };
}

/// <summary>How far a connection has come.</summary>
internal enum ConnectPhase { Tcp, Tls, Login }
