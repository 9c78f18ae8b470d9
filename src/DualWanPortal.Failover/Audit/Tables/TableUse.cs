using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Tables;

/// <summary>One line that sends traffic to a table.</summary>
/// <param name="Answers">Only answers to what came in by a WAN, or what an address of a WAN sends: they belong to that WAN and cannot move (reference 5 F).</param>
/// <param name="Only">The lookup ends in this table: what it does not know is not looked up in main (reference 4.5).</param>
/// <param name="Part">Only some hosts, ports or destinations.</param>
internal sealed record TableUse(string Table, ConfigItem Item, bool Answers, bool Only, bool Part);
