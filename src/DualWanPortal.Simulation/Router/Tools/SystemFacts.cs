using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>What a router says of itself: version, uptime, clock, device mode (reference 3.15).</summary>
internal sealed class SystemFacts
{
    /// <summary>Features that device mode <c>home</c> switches off.</summary>
    private static readonly ImmutableHashSet<string> s_offAtHome =
    [
        "scheduler", "fetch", "email", "sniffer", "romon", "hotspot", "proxy", "socks", "zerotier", "container", "bandwidth-test", "traffic-gen", "partitions", "routerboard", "install-any-version",
    ];

    private static readonly ImmutableArray<string> s_features =
    [
        "scheduler", "fetch", "email", "sniffer", "romon", "hotspot", "proxy", "socks", "zerotier", "container", "bandwidth-test", "traffic-gen", "ipsec", "l2tp", "pptp", "smb", "partitions",
        "routerboard", "install-any-version",
    ];

    private readonly SimulatedRouter _router;

    public SystemFacts(SimulatedRouter router)
    {
        _router = router;
        var version = router.Profile.Version.ToString();
        Set("/system/resource", ("version", $"{version} ({router.Profile.Channel})"), ("build-time", router.Profile.IsoDates ? "2026-01-15 10:00:00" : "Jan/15/2026 10:00:00"),
            ("factory-software", version));
        Set("/system/routerboard", ("board-name", "hAP ax lite"), ("model", "L41G-2axD"), ("revision", "r2"), ("factory-firmware", version), ("current-firmware", version), ("upgrade-firmware", version));
        Set("/system/package/update", ("installed-version", version), ("latest-version", version), ("status", "System is already up to date"));
        if (router.Find("/system/device-mode") is not null)
        {
            Set("/system/device-mode", ("mode", router.Profile.HomeDeviceMode ? "home" : "advanced"));
            foreach (var feature in s_features)
                Set("/system/device-mode", (feature, router.Profile.HomeDeviceMode && s_offAtHome.Contains(feature) ? "false" : "true"));
        }
        router.Reading += OnReading;
        router["/system/clock"].Changed += change =>
        {
            if (change.ByHand)
                TakeTime(change.Row);
        };
    }

    /// <summary>Somebody set the clock: from now on the router believes it.</summary>
    private void TakeTime(MenuRow row)
    {
        if (RouterTime.ParseDate(row["date"]) is not { } date || RouterTime.Parse(row["time"]) is not { } time || time >= TimeSpan.FromDays(1))
            return;
        var seconds = TimeSpan.FromSeconds(Math.Floor(_router.WallTime.TimeOfDay.TotalSeconds));
        if (date.Date == _router.WallTime.UtcDateTime.Date && time == seconds)
            return;
        _router.SetClock(new DateTimeOffset(date.Date + time, TimeSpan.Zero));
    }

    private void OnReading(Menu menu)
    {
        var now = _router.Clock.Now;
        var wall = _router.WallTime;
        switch (menu.Path)
        {
            case "/system/resource":
                Set(menu.Path, ("uptime", RouterTime.Span(now - _router.BootedAt)));
                break;
            case "/system/clock":
                Set(menu.Path, ("time", RouterTime.Clock(wall)), ("date", RouterTime.Date(_router.Profile, wall)));
                break;
        }
    }

    private void Set(string path, params ReadOnlySpan<(string, string?)> values)
    {
        if (_router.Find(path) is { } menu)
            menu.Set(menu.Settings, byHand: false, values);
    }
}
