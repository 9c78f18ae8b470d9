using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>A simulated site that plans are carried out on: by API commands, resolved as the portal resolves them.</summary>
internal sealed class PlannedSite
{
    private static readonly ImmutableHashSet<string> s_policies = ["read", "write", "policy", "test", "sensitive", "ftp", "reboot", "sniff", "password", "romon"];
    private static readonly DateTimeOffset s_begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Ipv4 s_shop = Internet.AddressOf("shop.example.com")!.Value;

    /// <summary>Menus that the plan can see or touch, and state that judgement rests on.</summary>
    private static readonly ImmutableArray<string> s_menus =
    [
        "/system/resource", "/interface", "/interface/ethernet", "/interface/bridge", "/interface/bridge/port", "/interface/list", "/interface/list/member", "/interface/pppoe-client", "/interface/l2tp-client", "/interface/lte", "/interface/lte/apn",
        "/ip/address", "/ip/route", "/ip/dhcp-client", "/ip/dhcp-server", "/ip/dhcp-server/network", "/ip/dns", "/ip/service", "/ip/settings", "/ip/firewall/nat", "/ip/firewall/filter", "/ip/firewall/mangle", "/ip/firewall/raw",
        "/ip/firewall/address-list", "/ip/neighbor/discovery-settings", "/tool/mac-server", "/tool/mac-server/mac-winbox", "/tool/netwatch", "/tool/e-mail", "/ppp/profile", "/system/scheduler", "/system/script", "/system/ntp/client",
        "/system/device-mode", "/system/logging", "/system/logging/action", "/routing/table", "/routing/rule", "/ip/route/rule", "/routing/settings", "/ipv6/settings",
        "/interface/wireguard", "/interface/wireguard/peers", "/interface/l2tp-server/server", "/ip/ipsec/peer", "/ip/ipsec/profile", "/ip/cloud",
        "/ipv6/address", "/ipv6/dhcp-client", "/ipv6/route", "/ipv6/firewall/filter", "/ipv6/firewall/nat",
    ];

    private readonly Dictionary<(Plan, int), string> _added = [];
    private readonly bool _hadDefault;

    public PlannedSite(IEnumerable<ConfigItem> items, RouterProfile profile)
    {
        Site = SimulatedSite.FromExport("site", items, null, profile, new SimulationClock(s_begin));
        // A menu that nobody wrote by hand is made with its built-in rows when it is first asked for.
        foreach (var menu in s_menus)
            Site.Router.Find(menu);
        Wait(30);
        _hadDefault = HasDefault();
    }

    public SimulatedSite Site { get; }

    /// <summary>What a live router shows of itself.</summary>
    public RouterModel Model()
    {
        var known = s_menus.Where(menu => Site.Router.Find(menu) is not null).ToArray();
        return RouterModel.FromItems(known.SelectMany(Print), Site.Router.Profile.Version, null, null, [.. known]);
    }

    /// <summary>Runs all steps; after each there is a default in use if there was one before.</summary>
    public void Apply(Plan plan)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            if (Run(plan.Steps[i].Do) is { } id)
                _added[(plan, i)] = id;
            Site.Clock.Advance(TimeSpan.FromMilliseconds(50));
            HasDefault($"{i + 1} {PlanText.Preview(plan.Steps[i])}");
        }
        Wait(30);
    }

    public void Undo(Plan plan)
    {
        for (var i = plan.Steps.Length - 1; i >= 0; i--)
        {
            Run(_added.TryGetValue((plan, i), out var id) ? plan.Steps[i].Undo with { RowId = id } : plan.Steps[i].Undo);
            Site.Clock.Advance(TimeSpan.FromMilliseconds(50));
            HasDefault($"undo {i + 1} {PlanText.Preview(plan.Steps[i])}");
        }
        Wait(30);
    }

    /// <summary>A script of the router, to its end.</summary>
    public void RunScript(string name)
    {
        var reply = new Reply();
        RouterCommands.Run(Site.Router, new CommandRequest("/system/script/run", [new("number", name)], [], Admin), reply);
        Wait(2);
        Assert.True(reply.Trapped is null, reply.Trapped);
    }

    /// <summary>A file of commands, as a person takes it from the verb to the router; any command that is refused fails.</summary>
    public void Import(string commands) => Assert.Null(Run(commands));

    /// <summary>Line by line, as a person pastes it: what is refused stops nothing.</summary>
    /// <returns>The refusals.</returns>
    public ImmutableArray<string> Paste(string commands) => [.. commands.Split('\n').Select(Run).OfType<string>()];

    /// <returns>Why the router stopped in the middle; null when it did not.</returns>
    public string? TryImport(string commands) => Run(commands);

    private string? Run(string commands)
    {
        Site.Router["/file"].Add([new("name", "plan.rsc"), new("contents", commands)]);
        var reply = new Reply();
        RouterCommands.Run(Site.Router, new CommandRequest("/import", [new("file-name", "plan.rsc")], [], Admin), reply);
        Wait(1);
        Site.Router["/file"].Remove(Site.Router["/file"].Rows.Single(row => row["name"] == "plan.rsc"));
        return reply.Trapped;
    }

    public void Wait(int seconds) => Site.Clock.Advance(TimeSpan.FromSeconds(seconds));

    public void Fail(string wan, string fault)
    {
        Assert.True(Fault.TryParse(fault, out var parsed, out var error), error);
        Site.Apply(wan, parsed!);
    }

    /// <summary>A new connection of a machine on the inside.</summary>
    public ConnectionOutcome Connect()
    {
        var (inside, client) = Site.Running.Clients.Inside()!.Value;
        return Site.Running.Clients.Connect(inside, client, s_shop, "tcp", 443);
    }

    /// <summary>A telephone call that goes on: packets in both directions every now and then.</summary>
    public TrackedConnection Call()
    {
        var (inside, client) = Site.Running.Clients.Inside()!.Value;
        return Site.Running.Clients.Open(inside, client, s_shop, "udp", 5060).Connection!;
    }

    /// <summary>Configuration without state: what an export says. Order counts where the menu has one.</summary>
    public ImmutableArray<string> Export()
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var menu in Site.Router.Menus.Where(menu => !menu.Definition.FixedRows && menu.Path is not ("/system/history" or "/log")))
        {
            var fields = menu.Definition.Fields.Where(field => !field.ReadOnly && !menu.Definition.Flags.Contains(field.Name)).ToArray();
            var rows = menu.Rows.Where(row => !row.Dynamic).Select(row => menu.Path + " " + string.Join(' ', fields.Where(field => row[field.Name] is { } value && value != (field.Default ?? "") && !(field.Name == "check-gateway" && value == "none"))
                .OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={row[field.Name]}")));
            lines.AddRange(menu.Definition.Ordered ? rows : rows.Order(StringComparer.Ordinal));
        }
        return lines.ToImmutable();
    }

    private IEnumerable<ConfigItem> Print(string menu)
    {
        var reply = new Reply();
        RouterCommands.Run(Site.Router, new CommandRequest(menu + "/print", [], [], Admin), reply);
        Assert.True(reply.Trapped is null, $"{menu}: {reply.Trapped}");
        return reply.Rows.Select(row => new ConfigItem(menu, row));
    }

    private string? Run(RouterCommand command)
    {
        var resolved = PlanCommands.Resolve(command, command.Verb == "add" || command.Target.IsEmpty ? [] : [.. Print(command.Menu)]);
        Assert.True(resolved.Words is not null, $"{PlanText.Command(command)}: {resolved.Problem}");
        var reply = new Reply();
        RouterCommands.Run(Site.Router, new CommandRequest(resolved.Words.Path, resolved.Words.Arguments, [], Admin), reply);
        Assert.True(reply.Trapped is null, $"{PlanText.Command(command)}: {reply.Trapped}");
        return command.Verb == "add" ? reply.Ret : null;
    }

    private void HasDefault(string after) => Assert.True(!_hadDefault || HasDefault(), $"no default in use after {after}");

    private bool HasDefault() => Site.Router["/ip/route"].Rows.Any(row => row["dst-address"] == "0.0.0.0/0" && row.Flag("active") && (row["routing-table"] ?? row["routing-mark"] ?? "main") == "main");

    private static Caller Admin => new("admin", s_policies, 1);

    private sealed class Reply : IReplySink
    {
        public List<ImmutableDictionary<string, string>> Rows { get; } = [];
        public string? Trapped { get; private set; }
        public string? Ret { get; private set; }

        public void Row(IEnumerable<KeyValuePair<string, string>> words) => Rows.Add(words.ToImmutableDictionary(StringComparer.Ordinal));
        public void Trap(string message, int? category = null) => Trapped ??= message;
        public void Empty() { }
        public void Done(string? ret = null) => Ret = ret;
    }
}
