using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests;

/// <summary>The rows of a router under construction, in the words of the version it runs.</summary>
internal sealed class RouterRows
{
    private readonly List<ConfigItem> _items = [];
    private int _nextId = 1;

    public RouterRows(string version = "7.21") => Version = RouterOsVersion.TryParse(version, out var read) ? read : throw new ArgumentException(version);

    public RouterOsVersion Version { get; }
    public IReadOnlyList<ConfigItem> Items => _items;
    public RouterModel Model => RouterModel.FromItems(_items, Version);

    public RouterRows Add(string menu, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var item = ConfigItem.Of(menu, values);
        _items.Add(menu is "/ip/dns" ? item : item with { Values = item.Values.SetItem(".id", $"*{_nextId++:X}") });
        return this;
    }

    /// <summary>Changes the first row of the menu that has the value.</summary>
    public RouterRows Change(string menu, (string Name, string Value) which, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var at = _items.FindIndex(item => item.Menu == menu && item[which.Name] == which.Value);
        var changed = _items[at].Values;
        foreach (var (name, value) in values)
            changed = changed.SetItem(name, value);
        _items[at] = _items[at] with { Values = changed };
        return this;
    }

    public RouterRows Remove(string menu, string name, string value)
    {
        _items.RemoveAt(_items.FindIndex(item => item.Menu == menu && item[name] == value));
        return this;
    }

    public RouterRows Ether(string name, bool running = true, string type = "ether") =>
        Add("/interface", ("name", name), ("type", type), ("running", running ? "true" : "false"), ("disabled", "false"));

    public RouterRows Lan() => Ether("bridge", type: "bridge").Add("/interface/bridge", ("name", "bridge"))
        .Add("/interface/bridge/port", ("bridge", "bridge"), ("interface", "ether5"))
        .Add("/ip/address", ("address", "192.168.88.1/24"), ("interface", "bridge"), ("network", "192.168.88.0"))
        .Add("/ip/dhcp-server", ("name", "defconf"), ("interface", "bridge"))
        .Add("/interface/list", ("name", "LAN")).Add("/interface/list/member", ("list", "LAN"), ("interface", "bridge"))
        .Add("/ip/route", ("dst-address", "192.168.88.0/24"), ("gateway", "bridge"), ("immediate-gw", "bridge"), ("distance", "0"), ("active", "true"), ("dynamic", "true"), ("connect", "true"));

    public RouterRows WanList(params ReadOnlySpan<string> members)
    {
        Add("/interface/list", ("name", "WAN"));
        foreach (var member in members)
            Add("/interface/list/member", ("list", "WAN"), ("interface", member));
        return this;
    }

    public RouterRows Masquerade() =>
        Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface-list", "WAN"), ("ipsec-policy", "out,none"));

    /// <summary>A static WAN: address and default.</summary>
    public RouterRows Static(string name, string network, int distance, string state = "active", string check = "ping", bool running = true) =>
        Ether(name, running)
            .Add("/ip/address", ("address", $"{network}.2/24"), ("interface", name), ("network", $"{network}.0"))
            .Default($"{network}.1", name, distance, state, check);

    /// <summary>A DHCP WAN with the dynamic rows that its lease makes; none when there is no lease.</summary>
    public RouterRows Dhcp(string name, string network, int distance, string state = "active", string status = "bound", bool running = true)
    {
        Ether(name, running);
        if (status != "bound")
            return Add("/ip/dhcp-client", ("interface", name), ("add-default-route", "yes"), ("default-route-distance", $"{distance}"), ("status", status));
        Add("/ip/dhcp-client", ("interface", name), ("add-default-route", "yes"), ("default-route-distance", $"{distance}"), ("status", status),
            ("address", $"{network}.77/24"), ("gateway", $"{network}.1"));
        Add("/ip/address", ("address", $"{network}.77/24"), ("interface", name), ("network", $"{network}.0"), ("dynamic", "true"));
        return Default($"{network}.1", name, distance, state, "none", ("dynamic", "true"), ("dhcp", "true"), ("vrf-interface", name));
    }

    public RouterRows Pppoe(string name, string port, int distance, string state = "active", bool up = true, bool portRunning = true)
    {
        Ether(port, portRunning).Add("/interface", ("name", name), ("type", "pppoe-out"), ("running", up ? "true" : "false"), ("disabled", "false"));
        Add("/interface/pppoe-client", ("name", name), ("interface", port), ("user", "line-user"), ("password", "line-secret"), ("add-default-route", "yes"),
            ("default-route-distance", $"{distance}"), ("running", up ? "true" : "false"), ("disabled", "false"));
        return up ? Default(name, name, distance, state, "none", ("dynamic", "true"), ("vpn", "true")) : this;
    }

    public RouterRows Lte(string name, int distance, string state = "active", bool up = true)
    {
        Add("/interface", ("name", name), ("type", "lte"), ("running", up ? "true" : "false"), ("disabled", "false"));
        Add("/interface/lte", ("name", name), ("apn-profiles", "default"));
        Add("/interface/lte/apn", ("name", "default"), ("add-default-route", "yes"), ("default-route-distance", $"{distance}"));
        return up ? Default(name, name, distance, state, "none", ("dynamic", "true"), ("modem", "true")) : this;
    }

    /// <param name="state"><c>active</c>, <c>standby</c>, <c>failed</c> (its check does not answer), <c>unresolved</c> or <c>disabled</c>.</param>
    public RouterRows Default(string gateway, string by, int distance, string state = "active", string check = "ping", params ReadOnlySpan<(string Name, string Value)> more)
    {
        var values = new List<(string, string)> { ("dst-address", "0.0.0.0/0"), ("gateway", gateway), ("distance", $"{distance}"), ("disabled", state == "disabled" ? "true" : "false") };
        if (check != "none")
            values.Add(("check-gateway", check));
        if (state == "active")
            values.Add(("active", "true"));
        var next = gateway == by ? by : $"{gateway}%{by}";
        if (Version.IsV6)
            values.Add(("gateway-status", state is "failed" or "unresolved" or "disabled" ? $"{gateway} unreachable" : gateway == by ? $"{by} reachable" : $"{gateway} reachable via  {by}"));
        else
        {
            values.Add(("immediate-gw", state is "unresolved" or "disabled" ? "" : next));
            values.Add(("inactive", state is "failed" or "unresolved" ? "true" : "false"));
        }
        values.AddRange(more.ToArray());
        return Add("/ip/route", values.ToArray());
    }

    /// <summary>The host route that pins a canary to a WAN (reference 5 B).</summary>
    public RouterRows Pin(string host, string gateway, bool active = true) =>
        Add("/ip/route", ("dst-address", $"{host}/32"), ("gateway", gateway), ("scope", "10"), ("target-scope", "10"), ("distance", "1"), ("active", active ? "true" : "false"));
}

internal static class Probe
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ProbeResult By(string name, int received, int sent = 5, string target = "1.1.1.1", int minutesAgo = 0) =>
        new(name, target, sent, received, received > 0 ? 12.5 : null, Noon.AddMinutes(-minutesAgo));
}
