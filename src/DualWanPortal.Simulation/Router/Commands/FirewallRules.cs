namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>What the packet filter refuses beyond single values (reference 3.7).</summary>
internal static class FirewallRules
{
    private static readonly string[] s_states = ["invalid", "established", "related", "new", "untracked"];

    private static readonly string[] s_flags = ["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"];

    public static Refusal? Check(Proposal proposal)
    {
        var version = proposal.Router.Profile.Version;
        if (proposal.Gives("connection-state") && States(proposal) is { } state)
            return state;
        if (proposal.Gives("tcp-flags") && Flags(proposal) is { } flag)
            return flag;
        switch (proposal["action"])
        {
            case "mark-routing":
                if (proposal["new-routing-mark"] is not { } mark)
                    return Refusal.Missing("new-routing-mark", version);
                if (proposal["chain"] is "input" or "forward" or "postrouting")
                    return Refusal.Failure("routing-mark allowed only in output and prerouting chains");
                // On v7 a mark is a table; v6 makes the table by using the mark.
                if (!version.IsV6 && proposal.Router["/routing/table"].Named(mark) is null)
                    return Refusal.NoMatch("new-routing-mark");
                break;
            case "mark-connection" when proposal["new-connection-mark"] is null:
                return Refusal.Missing("new-connection-mark", version);
            case "jump" when proposal["jump-target"] is null:
                return Refusal.Missing("jump-target", version);
        }
        if (proposal.Menu.Path == "/ip/firewall/nat" && proposal["action"] is "masquerade" or "src-nat" && proposal["chain"] == "dstnat")
            return Refusal.Failure("action not allowed in dstnat chain");
        if (proposal.Menu.Path == "/ip/firewall/nat" && proposal["chain"] == "srcnat" && proposal["action"] is "dst-nat" or "redirect")
            return Refusal.Failure("action not allowed in srcnat chain");
        if (proposal["action"] is "mark-connection" or "mark-packet" or "mark-routing" && proposal["passthrough"] is null)
            proposal.Values["passthrough"] = "true";
        return null;
    }

    /// <summary>
    /// Flags that must be set and flags that must not be, each half in the router's own order. Guess: <c>set</c> with one half leaves the other, except of the flags that it
    /// names; only an empty value takes both away.
    /// </summary>
    private static Refusal? Flags(Proposal proposal)
    {
        if (proposal["tcp-flags"] is not { Length: > 0 } text)
            return null;
        var given = text.Split(',');
        if (given.Any(member => !s_flags.Contains(member.TrimStart('!'))))
            return Refusal.NoMatch("tcp-flags");
        var before = (proposal.Row?["tcp-flags"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(member => !given.Any(other => other.TrimStart('!') == member.TrimStart('!')));
        var set = given.Any(member => member[0] != '!');
        var clear = given.Any(member => member[0] == '!');
        var all = given.Concat(before.Where(member => member[0] == '!' ? !clear : !set)).ToArray();
        proposal.Values["tcp-flags"] = string.Join(',', s_flags.Where(all.Contains).Concat(s_flags.Select(name => "!" + name).Where(all.Contains)));
        return null;
    }

    /// <summary>A set of words in the router's own order; an exclamation mark stands before the whole (reference 3.7).</summary>
    private static Refusal? States(Proposal proposal)
    {
        if (proposal["connection-state"] is not { Length: > 0 } text)
            return null;
        var members = text.TrimStart('!').Split(',');
        if (members.Any(member => member.StartsWith('!')))
            return Refusal.Invalid("state");
        if (members.Any(member => !s_states.Contains(member)))
            return Refusal.NoMatch("connection-state");
        proposal.Values["connection-state"] = (text[0] == '!' ? "!" : "") + string.Join(',', s_states.Where(members.Contains));
        return null;
    }
}
