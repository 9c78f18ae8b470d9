using System.Security.Cryptography;
using System.Text;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// <c>/ip/cloud</c>: while DDNS is on, asks the cloud once a minute under which address the router is seen, by whichever WAN carries then (reference 3.9). How often it
/// looks without <c>ddns-update-interval</c> is a guess; the manual only says that it lags.
/// </summary>
internal sealed class CloudService
{
    private const string Server = "cloud2.mikrotik.com";
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_talk = TimeSpan.FromSeconds(2);

    private readonly SimulatedRouter _router;
    private readonly RouterOrigin _origin;
    private readonly Resolver _resolver;
    private readonly Menu _menu;
    private ScheduledAction? _next;

    public CloudService(SimulatedRouter router, RouterOrigin origin, Resolver resolver)
    {
        (_router, _origin, _resolver, _menu) = (router, origin, resolver, router["/ip/cloud"]);
        _menu.Changed += change =>
        {
            if (change.ByHand)
                Restart();
        };
        router.PowerChanged += up =>
        {
            Clear();
            if (up)
                Restart();
        };
        router.Commands["/ip/cloud/force-update"] = (_, reply) =>
        {
            if (IsOn)
                Begin();
            reply.Done();
            return null;
        };
        Restart();
    }

    // "auto" waits for somebody who needs the name (back-to-home), and nobody does here.
    private bool IsOn => _router.IsUp && _menu.Settings["ddns-enabled"] is "yes" or "true";

    private void Restart()
    {
        if (IsOn)
            Begin();
        else
            Clear();
    }

    private void Clear()
    {
        _next?.Cancel();
        _menu.Set(_menu.Settings, byHand: false, ("status", null), ("public-address", null), ("dns-name", null), ("warning", null));
    }

    private void Begin()
    {
        _next?.Cancel();
        _menu.Set(_menu.Settings, byHand: false, ("status", "updating..."), ("dns-name", Name(_router.Name)));
        _next = _router.Clock.After(s_talk, Ask);
    }

    private void Ask()
    {
        var given = RouterTime.Parse(_menu.Settings["ddns-update-interval"]);
        _next = _router.Clock.After(given is { } interval && interval >= TimeSpan.FromMinutes(1) ? interval : s_usual, Ask);
        var found = _resolver.Resolve(Server, null);
        var answer = found.Address is { } server ? _origin.Probe(server, ProbeKind.Tcp) : ProbeAnswer.Silence;
        if (!answer.Good || answer.Captive || answer.SeenFrom?.V4 is not { } own)
        {
            // Without a way out there is no Internet; with one, somebody did not answer.
            var routed = _origin.Probe(Internet.AddressOf(Server)!.Value, ProbeKind.Tcp).Error != "no route to host";
            _menu.Set(_menu.Settings, byHand: false, ("status", routed ? "Error: request timed out" : "Error: no Internet connection"));
            return;
        }
        TakeTime();
        var seen = IsShared(own) ? Translated(own) : own;
        _menu.Set(_menu.Settings, byHand: false, ("status", "updated"), ("public-address", seen.ToString()),
            ("warning", seen == own ? null : $"DDNS server received request from IP {seen} but your local IP was {own}; router is behind a NAT. Remote connection might not work."));
    }

    /// <summary>
    /// With <c>update-time</c> the cloud also tells the time, unless an NTP client does. That it does so with each update of the address, and only then, is a guess.
    /// </summary>
    private void TakeTime()
    {
        if (_menu.Settings.Flag("update-time") && _router.Find("/system/ntp/client")?.Settings.Flag("enabled") != true && _router.WallTime != _router.Clock.Now)
            _router.SetClock(_router.Clock.Now);
    }

    private static string Name(string router) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(router)))[..12] + ".sn.mynetname.net";

    /// <summary>An address that the provider translates once more: shared and private ranges.</summary>
    private static bool IsShared(Ipv4 address) =>
        address.Value >> 22 == 0x191 || address.Value >> 24 == 10 || address.Value >> 20 == 0xAC1 || address.Value >> 16 == 0xC0A8;

    /// <summary>One of the addresses that such a provider shows outside.</summary>
    private static Ipv4 Translated(Ipv4 address) => new(0xC0000200u | (200 + (address.Value % 50)));
}
