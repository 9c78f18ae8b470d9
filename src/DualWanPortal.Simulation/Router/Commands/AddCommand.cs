namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>add</c>: arguments, defaults, required properties, the menu's own rules, the place; answers the new id.</summary>
internal static class AddCommand
{
    public static Refusal? Run(SimulatedRouter router, Menu menu, CommandRequest request, out string? ret)
    {
        ret = null;
        if (menu.Path == "/system/scheduler" && router.Profile.HomeDeviceMode)
            return Refusal.NotAllowedByDeviceMode;
        var fields = menu.Definition.Fields;
        var values = fields.Where(field => field is { Default: not null }).ToDictionary(field => field.Name, field => field.Default!, StringComparer.Ordinal);
        MenuRow? before = null;
        if (request["copy-from"] is { } copy)
        {
            if (RowSelection.Read(menu, copy, out var sources) is { } refusal)
                return refusal;
            foreach (var field in fields.Where(field => !field.ReadOnly && sources[0][field.Name] is not null))
                values[field.Name] = sources[0][field.Name]!;
        }
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in request.Arguments)
        {
            if (name == "copy-from")
                continue;
            if (name == "place-before" && menu.Definition.Ordered)
            {
                if (RowSelection.Read(menu, text, out var places) is { } refusal)
                    return refusal;
                before = places[0];
                continue;
            }
            if (name.StartsWith('!') && menu.Definition.Field(name[1..]) is { ReadOnly: false, Required: false })
            {
                TakeAway(router, menu, name[1..], values);
                continue;
            }
            if (menu.Definition.Fields.Any(field => field.Name == name && field.OnlyIn is not (null or "add")))
                return Refusal.UnknownParameter(name, router.Profile.Version);
            if (Put(router, menu, name, text, values) is { } wrong)
                return wrong;
            given.Add(name);
        }
        if (menu.Definition.IsGeneric && !values.ContainsKey("name") && fields.Any(field => field is { Name: "name", Required: false, ReadOnly: false }))
            values["name"] = NextName(menu, menu.Definition.Stem ?? menu.Path[(menu.Path.LastIndexOf('/') + 1)..]);
        if (fields.FirstOrDefault(field => field.Required && string.IsNullOrEmpty(values.GetValueOrDefault(field.Name))) is { } missing && !NamesItself(menu, missing, values))
            return Refusal.Missing(missing.Name, router.Profile.Version);
        var proposal = new Proposal(router, menu, null, request.Caller, given, values);
        if (MenuRules.Check(proposal) is { } rule)
            return rule;
        ret = menu.Add(proposal.Values, byHand: true, before: before).Id;
        return null;
    }

    internal static Refusal? Put(SimulatedRouter router, Menu menu, string name, string text, Dictionary<string, string> values)
    {
        if (menu.Definition.Fields.FirstOrDefault(field => field.Name == name) is not { ReadOnly: false } field)
            return Refusal.UnknownParameter(name, router.Profile.Version);
        if (ValueCheck.Read(router, menu.Path, field, text, out var normal) is { } refusal)
            return refusal;
        if (normal is null)
            values.Remove(name);
        else
            values[name] = normal;
        return null;
    }

    /// <summary><c>=!name=</c> (reference 1.4): what can be off is off, anything else falls back to its default.</summary>
    internal static Refusal? TakeAway(SimulatedRouter router, Menu menu, string name, Dictionary<string, string> values)
    {
        if (menu.Definition.Field(name) is not { ReadOnly: false } field)
            return Refusal.UnknownParameter(name, router.Profile.Version);
        if (field.Required)
            return Refusal.Missing(name, router.Profile.Version);
        if (field is { Default: { } value, CanBeOff: false })
            values[name] = value;
        else
            values.Remove(name);
        return null;
    }

    /// <summary>Interfaces get the next free <c>bridge1</c>, <c>pppoe-out2</c> when no name is given.</summary>
    private static bool NamesItself(Menu menu, MenuField missing, Dictionary<string, string> values)
    {
        if (missing.Name != "name" || Stem(menu.Path) is not { } stem)
            return false;
        values["name"] = NextName(menu, stem);
        return menu.Definition.Fields.All(field => !field.Required || !string.IsNullOrEmpty(values.GetValueOrDefault(field.Name)));
    }

    private static string NextName(Menu menu, string stem)
    {
        var number = 1;
        while (menu.Named(FormattableString.Invariant($"{stem}{number}")) is not null)
            number++;
        return FormattableString.Invariant($"{stem}{number}");
    }

    private static string? Stem(string path) => path switch
    {
        "/interface/bridge" => "bridge",
        "/interface/vlan" => "vlan",
        "/interface/pppoe-client" => "pppoe-out",
        "/interface/wireguard" => "wireguard",
        "/interface/l2tp-client" => "l2tp-out",
        "/interface/pptp-client" => "pptp-out",
        "/interface/sstp-client" => "sstp-out",
        "/interface/ovpn-client" => "ovpn-out",
        "/interface/eoip" => "eoip-tunnel",
        "/interface/gre" => "gre-tunnel",
        "/interface/ipip" => "ipip-tunnel",
        "/interface/6to4" => "6to4-tunnel",
        "/interface/bonding" => "bonding",
        "/interface/vrrp" => "vrrp",
        "/interface/vxlan" => "vxlan",
        "/interface/macvlan" => "macvlan",
        "/interface/veth" => "veth",
        "/ppp/profile" => "profile",
        "/system/scheduler" => "schedule",
        "/system/script" => "script",
        "/interface/list" => "list",
        "/ip/pool" => "pool",
        "/ip/dhcp-server" => "dhcp",
        _ => null,
    };
}
