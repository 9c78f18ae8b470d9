using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>Collects, interface by interface, what speaks for a WAN.</summary>
internal sealed class WanCandidates(RouterModel model)
{
    private readonly Dictionary<string, WanCandidate> _found = new(StringComparer.Ordinal);
    private readonly ILookup<string, ScriptedClient> _scripted = ScriptedClient.Of(model).ToLookup(client => client.Interface, StringComparer.Ordinal);

    public void AddClients()
    {
        foreach (var client in model.DhcpClients)
            AddDhcp(client);
        foreach (var client in model.PppoeClients)
        {
            var feeds = client.AddsDefaultRoute || _scripted.Contains(client.Name) || LinkSide.OnWanList(model, client.Name);
            if (feeds && Counts(client.Item, client.Name))
                Put(new WanCandidate(client.Name, WanKind.Pppoe) { Gateway = client.Name, Distance = client.AddsDefaultRoute ? client.DefaultRouteDistance : null }
                    .Add(client.Item, "name", "interface", "add-default-route", "default-route-distance", "disabled", "running"));
        }
        foreach (var item in s_dialers.SelectMany(menu => model.Menu(menu)))
        {
            if (item["name"] is { Length: > 0 } name && item.Flag("add-default-route") && !item.Flag("disabled"))
                Put(new WanCandidate(name, WanKind.Pppoe) { Gateway = name, Distance = item.Number("default-route-distance", 1) }
                    .Add(item, "name", "add-default-route", "default-route-distance", "running"));
        }
        foreach (var lte in model.LteInterfaces)
            AddLte(lte);
    }

    public void AddPaths(ImmutableArray<DefaultPath> paths)
    {
        foreach (var path in paths)
        {
            if (path.Interface is not { Length: > 0 } name || (path.Route.Disabled && !LinkSide.LooksLikeWan(model, name) && !_found.ContainsKey(name)))
                continue;
            if (!LinkSide.LooksLikeWan(model, name) && LinkSide.LooksLikeLan(model, name))
                continue;
            // A tunnel in a marked table sends some hosts through a VPN; it is no way out for the site.
            if (!path.InMain && LinkSide.IsTunnel(model, name) && !LinkSide.OnWanList(model, name))
                continue;
            var candidate = _found.GetValueOrDefault(name) ?? new WanCandidate(name, KindOf(name));
            // What a client made follows the client's own setting, sometimes only when it dials again.
            var settled = path.Route.Dynamic && candidate.Distance is not null;
            candidate = settled ? candidate : path.InMain ? candidate.At(path.Route.Distance) : candidate.AtMarked(path.Route.Distance);
            candidate = candidate.Add(path.Route.Item, "dst-address", "gateway", "distance", "check-gateway", "target-scope", "routing-table", "routing-mark", "disabled", "dynamic");
            if (path.Via is { } via)
                candidate = candidate.Add(via.Item, "dst-address", "gateway", "scope", "target-scope");
            // A recursive default outside the table that the link's own client keeps still hands packets to the same neighbour.
            var nextHop = path.NextHop;
            Put(candidate with { Gateway = candidate.Gateway is null || (!settled && candidate.Distance == path.Route.Distance) ? nextHop : candidate.Gateway, Weak = false });
        }
    }

    /// <summary>A port with an address of its own on a WAN list is a WAN that still lacks its route.</summary>
    public void AddListMembers()
    {
        foreach (var address in model.Addresses.Where(address => !address.Disabled && !address.Dynamic && address.Address is { IsIPv4: true }))
        {
            var name = address.Interface;
            if (_found.ContainsKey(name) || !LinkSide.OnWanList(model, name) || LinkSide.IsTunnel(model, name) || LinkSide.IsBridgePort(model, name) || name == "lo" || LinkSide.HandsOutLeases(model, name))
                continue;
            Put(new WanCandidate(name, KindOf(name)) { Weak = true }.Add(address.Item, "address", "interface"));
        }
    }

    /// <summary>
    /// A port under a session, VLANs between them or not, is no WAN of its own: its client serves the modem's management page or was left over from the factory.
    /// </summary>
    public IEnumerable<WanCandidate> WithoutPortsUnderSessions()
    {
        var ports = model.PppoeClients.Where(client => _found.ContainsKey(client.Name)).SelectMany(client => Under(client.Interface)).ToHashSet(StringComparer.Ordinal);
        return _found.Values.Where(candidate => !(candidate.Weak && ports.Contains(candidate.Interface)));
    }

    private IEnumerable<string> Under(string name)
    {
        for (var (port, depth) = ((string?)name, 0); port is not null && depth < 4; port = model.Interface(port)?.Parent, depth++)
            yield return port;
    }

    private void AddDhcp(DhcpClientEntry client)
    {
        var name = client.Interface;
        var marked = LinkSide.LooksLikeWan(model, name);
        var feeds = client.AddsDefaultRoute || _scripted.Contains(name) || LinkSide.OnWanList(model, name);
        if (!feeds || name.Length == 0 || !Counts(client.Item, name) || (LinkSide.LooksLikeLan(model, name) && !marked))
            return;
        Put(new WanCandidate(name, WanKind.Dhcp) { Gateway = client.Gateway, Distance = DistanceOf(client), Weak = true }
            .Add(client.Item, "interface", "add-default-route", "default-route-distance", "default-route-tables", "check-gateway", "script", "status", "gateway", "address", "disabled"));
    }

    private void AddLte(LteEntry lte)
    {
        if (lte.Name.Length == 0 || !Counts(lte.Item, lte.Name))
            return;
        var names = lte.ApnProfiles.IsEmpty ? ["default"] : lte.ApnProfiles;
        var apns = model.LteApns.Where(apn => names.Contains(apn.Name)).ToList();
        if (apns.Any(apn => apn.Item["passthrough-interface"] is { Length: > 0 } and not "none"))
            return;
        // An export leaves out an APN that is as RouterOS made it: it adds a default at distance 2 (reference 3.5).
        var adds = apns.Count == 0 || apns.Any(apn => apn.AddsDefaultRoute);
        if (!adds && !LinkSide.LooksLikeWan(model, lte.Name))
            return;
        var candidate = new WanCandidate(lte.Name, WanKind.Lte) { Gateway = lte.Name, Distance = !adds ? null : apns.Count == 0 ? 2 : apns.Where(apn => apn.AddsDefaultRoute).Min(apn => apn.DefaultRouteDistance) }
            .Add(lte.Item, "name", "apn-profiles", "disabled", "running");
        Put(apns.Aggregate(candidate, (with, apn) => with.Add(apn.Item, "name", "add-default-route", "default-route-distance")));
    }

    /// <summary>
    /// Something switched off is no WAN, except on a live router where lists or NAT still count on it: switching a client off is how people try their failover.
    /// </summary>
    private bool Counts(ConfigItem item, string name) => !item.Flag("disabled") || (item.Line is null && LinkSide.LooksLikeWan(model, name));

    private WanKind KindOf(string name) =>
        model.DhcpClients.Any(client => client.Interface == name && !client.Disabled) ? WanKind.Dhcp
        : model.PppoeClients.Any(client => client.Name == name) ? WanKind.Pppoe
        : model.LteInterfaces.Any(lte => lte.Name == name) ? WanKind.Lte
        : model.Interface(name) switch { { Type: "wg" } => WanKind.WireGuard, { Type: "pppoe-out" } => WanKind.Pppoe, { Type: "lte" } => WanKind.Lte, _ => WanKind.Static };

    /// <summary>Since 7.18 a client may name its tables, each with a distance of its own (reference 3.3); <c>default</c> stands for main at the ordinary one.</summary>
    private static int? DistanceOf(DhcpClientEntry client)
    {
        if (!client.AddsDefaultRoute)
            return null;
        var tables = client.Item.List("default-route-tables");
        if (tables.IsEmpty)
            return client.DefaultRouteDistance;
        foreach (var table in tables)
        {
            var parts = table.Split(':');
            if (parts[0] is "main" or "default")
                return parts.Length > 1 && int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var own) ? own : client.DefaultRouteDistance;
        }
        return null;
    }

    private void Put(WanCandidate candidate) => _found[candidate.Interface] = candidate;

    private static readonly ImmutableArray<string> s_dialers =
        ["/interface/l2tp-client", "/interface/pptp-client", "/interface/sstp-client", "/interface/ovpn-client", "/interface/ppp-client"];
}
