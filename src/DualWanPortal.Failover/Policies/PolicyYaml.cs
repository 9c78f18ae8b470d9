using System.Collections.Immutable;

namespace DualWanPortal.Failover.Policies;

/// <summary>A policy as YAML: one mapping, in it <c>wans</c> as a list of mappings. What is left out takes its default; what is not known is a problem, not ignored.</summary>
public static class PolicyYaml
{
    private static readonly FailoverPolicy s_defaults = new() { Name = "" };

    private static readonly ImmutableArray<string> s_keys =
        ["name", "method", "wan-order", "wans", "first-distance", "distance-step", "check-gateway", "wan-list", "nat", "resolvers", "firewall-parity", "canaries", "inbound", "port-forwards", "vpn", "vpn-tunnels", "ipv6", "detect-within", "failback", "failback-stable", "failback-least", "failback-quiet",
        "clean-connections", "notify-url", "notify-email"];

    private static readonly ImmutableArray<string> s_wanKeys = ["interface", "kind", "medium", "metered", "canaries"];

    public static string Write(FailoverPolicy policy) => PolicyWriting.Of(policy);

    /// <summary>Never throws on text: gives the policy, or all problems with their lines.</summary>
    public static PolicyReading Read(string yaml)
    {
        var document = PolicyDocument.Read(yaml);
        var problems = document.Problems.ToList();
        var fields = new PolicyFields(document.Root, problems);
        var wans = fields.Fields("wans");
        var policy = new FailoverPolicy
        {
            Name = fields.Text("name", ""),
            Method = fields.Choice("method", PolicyVocabulary.Methods) ?? s_defaults.Method,
            WanOrder = fields.Texts("wan-order", []),
            Wans = [.. wans.Select(Wan)],
            FirstDistance = fields.Number("first-distance", s_defaults.FirstDistance),
            DistanceStep = fields.Number("distance-step", s_defaults.DistanceStep),
            CheckGateway = fields.YesNo("check-gateway") ?? s_defaults.CheckGateway,
            WanList = fields.Text("wan-list", s_defaults.WanList),
            Nat = fields.Choice("nat", PolicyVocabulary.NatStyles) ?? s_defaults.Nat,
            Resolvers = fields.Texts("resolvers", s_defaults.Resolvers),
            FirewallParity = fields.YesNo("firewall-parity") ?? s_defaults.FirewallParity,
            Canaries = fields.Number("canaries", s_defaults.Canaries),
            Inbound = fields.Choice("inbound", PolicyVocabulary.InboundStrategies) ?? s_defaults.Inbound,
            PortForwards = fields.Choice("port-forwards", PolicyVocabulary.ForwardStrategies) ?? s_defaults.PortForwards,
            Vpn = fields.Choice("vpn", PolicyVocabulary.VpnStrategies) ?? s_defaults.Vpn,
            VpnTunnels = fields.Texts("vpn-tunnels", []),
            Ipv6 = fields.Choice("ipv6", PolicyVocabulary.Ipv6Strategies) ?? s_defaults.Ipv6,
            DetectWithin = fields.Duration("detect-within"),
            Failback = fields.Choice("failback", PolicyVocabulary.FailbackModes),
            FailbackLeast = fields.Duration("failback-least") ?? s_defaults.FailbackLeast,
            FailbackQuiet = fields.Hours("failback-quiet"),
            FailbackStable = fields.Duration("failback-stable") ?? s_defaults.FailbackStable,
            CleanConnections = fields.YesNo("clean-connections"),
            Notify = Notify(fields),
        };
        if (document.Problems.IsEmpty && fields.LineOf("name") is null)
            problems.Add(new PolicyProblem(1, "name", "is missing"));
        fields.RefuseOthers(s_keys);
        if (problems.Count == 0)
            problems.AddRange(PolicyValidation.Check(policy).Select(problem => problem with { Line = Line(fields, wans, problem) }));
        return problems.Count == 0 ? new PolicyReading(policy, []) : new PolicyReading(null, [.. problems.OrderBy(problem => problem.Line ?? 0)]);
    }

    private static PolicyNotify? Notify(PolicyFields fields) =>
        fields.LineOf("notify-url") is null && fields.LineOf("notify-email") is null ? null : new PolicyNotify
        {
            Url = fields.LineOf("notify-url") is null ? null : fields.Text("notify-url", ""),
            Email = fields.LineOf("notify-email") is null ? null : fields.Text("notify-email", ""),
        };

    private static PolicyWan Wan(PolicyFields fields)
    {
        fields.RefuseOthers(s_wanKeys);
        return new PolicyWan
        {
            Interface = fields.Text("interface", ""),
            Kind = fields.Choice("kind", PolicyVocabulary.Kinds),
            Medium = fields.Choice("medium", PolicyVocabulary.Media),
            Metered = fields.YesNo("metered"),
            Canaries = fields.Texts("canaries", []),
        };
    }

    /// <summary>Where the value stands that a problem is about; a key that is not written is told at the head of its mapping.</summary>
    private static int? Line(PolicyFields root, ImmutableArray<PolicyFields> wans, PolicyProblem problem) =>
        problem.Wan is { } at && at < wans.Length ? wans[at].LineOf(problem.Property) ?? wans[at].Map.Line : root.LineOf(problem.Property);
}
