using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Packets;

/// <summary>A rule with its matchers read.</summary>
/// <param name="Unjudged">A matcher that means nothing here: the rule never matches, and a trace says so.</param>
internal sealed record FirewallRule(MenuRow Row, string Action, string? Unjudged, RuleTest[] Tests)
{
    public bool Matches(Packet packet, string? outInterface)
    {
        foreach (var test in Tests)
        {
            if (!test(packet, outInterface))
                return false;
        }
        return true;
    }
}

/// <summary>The enabled rules of one firewall menu by chain. Read when a packet comes, and again after a rule changed: hundreds of rules are walked for each packet.</summary>
internal sealed class RuleBook(SimulatedRouter router, string path, RuleMatch match)
{
    // Menus that no packet asks for need not be made.
    private readonly Lazy<Menu?> _menu = new(() => router.Find(path), isThreadSafe: false);
    private Dictionary<string, FirewallRule[]> _chains = [];
    private int _edition = -1;

    public FirewallRule[] Chain(string name)
    {
        if (_menu.Value is not { } menu)
            return [];
        if (_edition != menu.Edition)
            (_edition, _chains) = (menu.Edition, Read(menu));
        return _chains.GetValueOrDefault(name) ?? [];
    }

    private Dictionary<string, FirewallRule[]> Read(Menu rules) => rules.Rows.Where(row => !row.Disabled).GroupBy(row => row["chain"] ?? "", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(row => new FirewallRule(row, row["action"] ?? "accept", RuleMatch.Unjudged(row), match.Read(row))).ToArray(), StringComparer.Ordinal);
}
