using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>One question over HTTPS (reference 3.8): the way to the server, its certificate and the router's clock must all be good.</summary>
internal sealed class DnsOverHttps(SimulatedRouter router, RouterOrigin origin)
{
    /// <summary>Before this year no certificate of today is valid: a router whose clock stands there has not been told the time.</summary>
    private const int FirstYear = 2020;

    /// <summary>Name or address in <c>use-doh-server</c>; null for what is no address of the web.</summary>
    public static string? Server(MenuRow settings) =>
        Uri.TryCreate(settings["use-doh-server"], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Host.Length > 0 ? address.Host : null;

    /// <returns>After what time the answer is there, or given up.</returns>
    public TimeSpan Ask(Ipv4 server, MenuRow settings, out bool answers)
    {
        var timeout = RouterTime.Parse(settings["doh-timeout"]) ?? TimeSpan.FromSeconds(5);
        var reached = origin.Probe(server, ProbeKind.Tcp);
        // Hands are shaken twice before the question is put.
        var after = reached.After * 3;
        answers = reached is { Good: true, Captive: false } && after <= timeout && Trusts(settings);
        return reached.Good && after <= timeout ? after : timeout;
    }

    /// <summary>
    /// With <c>verify-doh-cert</c> the router wants an authority that it trusts and a clock that is not before the certificate. That newer versions bring authorities along,
    /// from 7.19, is a guess.
    /// </summary>
    private bool Trusts(MenuRow settings) => !settings.Flag("verify-doh-cert")
        || (router.WallTime.Year >= FirstYear && (router.Profile.Version.AtLeast(7, 19) || router.Find("/certificate")?.Rows.Any(row => row.Flag("trusted")) == true));
}
