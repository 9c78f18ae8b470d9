namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>What the packet filter refuses beyond single values (reference 3.7).</summary>
internal static class FirewallRules
{
    public static Refusal? Check(Proposal proposal)
    {
        var version = proposal.Router.Profile.Version;
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
}
