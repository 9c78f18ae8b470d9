using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Policies;

/// <summary>Words a policy as YAML. What only some policies have is written only where it says something.</summary>
internal static class PolicyWriting
{
    private static readonly FailoverPolicy s_defaults = new() { Name = "" };

    public static string Of(FailoverPolicy policy)
    {
        var text = new StringBuilder();
        void Line(string key, string value) => text.Append(key).Append(": ").Append(value).Append('\n');

        Line("name", Scalar(policy.Name));
        Line("method", PolicyVocabulary.Of(policy.Method));
        Line("wan-order", List(policy.WanOrder));
        if (!policy.Wans.IsEmpty)
            text.Append("wans:\n").Append(string.Concat(policy.Wans.Select(Wan)));
        Line("first-distance", Number(policy.FirstDistance));
        Line("distance-step", Number(policy.DistanceStep));
        Line("check-gateway", Flag(policy.CheckGateway));
        Line("wan-list", Scalar(policy.WanList));
        Line("nat", PolicyVocabulary.Of(policy.Nat));
        Line("resolvers", List(policy.Resolvers));
        Line("firewall-parity", Flag(policy.FirewallParity));
        if (policy.HasCanaries || policy.Canaries != s_defaults.Canaries)
            Line("canaries", Number(policy.Canaries));
        if (policy.HasCanaries || policy.Inbound != s_defaults.Inbound)
            Line("inbound", PolicyVocabulary.Of(policy.Inbound));
        if (policy.PortForwards != s_defaults.PortForwards)
            Line("port-forwards", PolicyVocabulary.Of(policy.PortForwards));
        if (policy.Vpn != s_defaults.Vpn)
            Line("vpn", PolicyVocabulary.Of(policy.Vpn));
        if (!policy.VpnTunnels.IsEmpty)
            Line("vpn-tunnels", List(policy.VpnTunnels));
        if (policy.Ipv6 != s_defaults.Ipv6)
            Line("ipv6", PolicyVocabulary.Of(policy.Ipv6));
        if (policy.DetectWithin is { } within)
            Line("detect-within", RouterOsDuration.Format(within));
        var measures = policy.Method == FailoverMethod.Netwatch;
        var waits = measures || policy.Failback == FailbackMode.Automatic;
        if (policy.Failback is not null || measures)
            Line("failback", PolicyVocabulary.Of(policy.Failback ?? FailbackMode.Automatic));
        if (waits || policy.FailbackStable != s_defaults.FailbackStable)
            Line("failback-stable", RouterOsDuration.Format(policy.FailbackStable));
        if (waits || policy.FailbackLeast != s_defaults.FailbackLeast)
            Line("failback-least", RouterOsDuration.Format(policy.FailbackLeast));
        if (policy.FailbackQuiet is { } quiet)
            Line("failback-quiet", Scalar(quiet.ToString()));
        if (policy.CleanConnections is not null || measures)
            Line("clean-connections", Flag(policy.Cleans));
        if (policy.Notify?.Url is { } url)
            Line("notify-url", Scalar(url));
        if (policy.Notify?.Email is { } email)
            Line("notify-email", Scalar(email));
        return text.ToString();
    }

    private static string Wan(PolicyWan wan)
    {
        var text = new StringBuilder();
        text.Append("  - interface: ").Append(Scalar(wan.Interface)).Append('\n');
        void Line(string key, string value) => text.Append("    ").Append(key).Append(": ").Append(value).Append('\n');

        if (wan.Kind is { } kind)
            Line("kind", PolicyVocabulary.Of(kind));
        if (wan.Medium is { } medium)
            Line("medium", PolicyVocabulary.Of(medium));
        if (wan.Metered is { } metered)
            Line("metered", Flag(metered));
        if (!wan.Canaries.IsEmpty)
            Line("canaries", List(wan.Canaries));
        return text.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "true" : "false";

    private static string List(ImmutableArray<string> values) => $"[{string.Join(", ", values.Select(Scalar))}]";

    /// <summary>Plain where YAML cannot take it for anything else, else in double quotes.</summary>
    private static string Scalar(string value)
    {
        if (value.Length > 0 && char.IsAsciiLetterOrDigit(value[0]) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return value;
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (char.IsControl(c))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                text.Append(c);
        }
        return text.Append('"').ToString();
    }
}
