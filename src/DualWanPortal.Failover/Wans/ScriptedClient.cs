using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>A DHCP or PPPoE client whose script keeps routes (reference 5 D): the link feeds routes without a default of its own.</summary>
internal sealed record ScriptedClient(string Interface, string Script, ConfigItem Item)
{
    public static ImmutableArray<ScriptedClient> Of(RouterModel model)
    {
        var profiles = model.Menu("/ppp/profile").ToLookup(profile => profile["name"] ?? "", StringComparer.Ordinal);
        var dhcp = model.DhcpClients.Where(client => !client.Disabled && TouchesRoutes(client.Script)).Select(client => new ScriptedClient(client.Interface, client.Script, client.Item));
        var pppoe = from client in model.PppoeClients
                    where !client.Disabled
                    from profile in profiles[client.Profile]
                    let script = profile["on-up"] ?? ""
                    where TouchesRoutes(script)
                    select new ScriptedClient(client.Name, script, client.Item);
        return [.. dhcp, .. pppoe];
    }

    /// <summary>The script names the gateway of the default or of the host route under it, its comment, or its table.</summary>
    public bool Mentions(DefaultPath path) =>
        Names(path.Gateway.Address?.ToString()) || Names(path.Route.Comment) || Names(path.Via?.Comment) || (!path.InMain && Names(path.Route.Table));

    private bool Names(string? word) => word is { Length: > 2 } && Script.Contains(word, StringComparison.Ordinal);

    private static bool TouchesRoutes(string script) =>
        script.Contains("/ip route", StringComparison.Ordinal) || script.Contains("/ip/route", StringComparison.Ordinal);
}
