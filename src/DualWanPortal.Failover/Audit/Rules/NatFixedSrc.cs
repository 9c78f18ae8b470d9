using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Source NAT to a written address on a link whose address the ISP gives.</summary>
public sealed class NatFixedSrc : IAuditRule
{
    public string Id => "nat-fixed-src";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        foreach (var rule in subject.Model.Nat.Where(rule => !rule.Disabled && !rule.Dynamic && rule.Chain == "srcnat" && rule.Action is "src-nat" or "same" or "netmap"))
        {
            if (AddressRange.Parse(rule.Item["to-addresses"]) is not { } to || subject.Scripts.Running.Any(call => SetsIt(call.Text, rule)))
                continue;
            var wan = subject.Wans.FirstOrDefault(candidate => candidate.Kind is WanKind.Dhcp or WanKind.Pppoe or WanKind.Lte && LeavesBy(subject.Model, rule, candidate) && !IsOnWan(subject.Model, candidate, to));
            if (wan is null)
                continue;
            var current = subject.Model.Addresses.Any(entry => entry is { Disabled: false, Dynamic: true } && entry.Interface == wan.Interface && entry.Address is { } held && AddressRange.Parse(held.Address.ToString()) is { } one && one.Inside(to));
            yield return new Finding(Id, current ? Severity.Medium : Severity, $"Source NAT on {wan.Interface} uses a written address",
                $"What leaves by {wan.Interface} gets the source address {rule.Item["to-addresses"]}, but the ISP gives that link its address: as soon as it is another one, answers never come back although the link is up."
                + (current ? " It is the right address at this moment, which is why this is not graver." : ""),
                [RowText.Evidence(rule.Item), .. wan.Evidence.Take(1)], [$"/ip firewall nat set {Planning.Cli.Find(rule.Item, "chain", "action", "to-addresses", "out-interface", "out-interface-list", "src-address")} action=masquerade !to-addresses"], $"{wan.Interface}/{rule.Item["to-addresses"]}");
        }
    }

    /// <summary>Named for this WAN: a rule without an outgoing interface is another matter.</summary>
    private static bool LeavesBy(RouterModel model, FirewallRuleEntry rule, WanLink wan) =>
        rule.OutInterface == wan.Interface || (rule.OutInterfaceList is { Length: > 0 } list && !list.StartsWith('!') && model.IsOnList(wan.Interface, list));

    private static bool IsOnWan(RouterModel model, WanLink wan, AddressRange to) =>
        model.Addresses.Any(entry => entry is { Disabled: false, Dynamic: false } && (entry.Interface == wan.Interface || entry.Interface == wan.Port) && entry.Address is { } written && to.Inside(AddressRange.Of(written)));

    private static bool SetsIt(string script, FirewallRuleEntry rule) =>
        script.Contains("to-addresses", StringComparison.Ordinal) && (rule.Comment is not { Length: > 1 } comment || script.Contains(comment, StringComparison.Ordinal) || !script.Contains("comment", StringComparison.Ordinal));
}
