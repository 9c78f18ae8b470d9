using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>An IPsec peer is bound to the address of one WAN.</summary>
public sealed class IpsecPinned : IAuditRule
{
    public string Id => "ipsec-pinned";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var peers = subject.Model.Menu("/ip/ipsec/peer").Where(peer => !peer.Flag("disabled") && !peer.Flag("dynamic")).ToList();
        foreach (var peer in peers)
        {
            if (WanOf(subject, peer) is not { } wan || peers.Exists(other => other != peer && other["address"] == peer["address"] && WanOf(subject, other) != wan))
                continue;
            yield return new Finding(Id, Severity, $"IPsec peer {peer["name"]} is bound to {wan.Interface}",
                $"The peer may only use {peer["local-address"]}, the address of {wan.Interface}: when that line fails the tunnel stays down although another WAN works. A second peer for the other WAN, or none bound, lets it move; the far end must accept both addresses.",
                [RowText.Evidence(peer, "name", "address", "local-address", "comment"), .. wan.Evidence.Take(1)], [$"/ip ipsec peer unset {Cli.Find(peer, "name", "address")} local-address"], peer["name"] ?? peer["address"]);
        }
    }

    private static WanLink? WanOf(AuditSubject subject, ConfigItem peer) =>
        AddressWithPrefix.Parse(peer["local-address"]) is not { IsHost: true } local ? null
            : subject.Wans.FirstOrDefault(wan => subject.Model.Addresses.Any(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { } own && own.Address.Equals(local.Address)));
}
