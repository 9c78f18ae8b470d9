using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Continuity;

/// <summary>Something that will not work while a WAN carries the traffic, whatever failover does.</summary>
/// <param name="Id">Names it among the losses of its WAN; what people accept.</param>
/// <param name="Sentence">What is lost and why.</param>
/// <param name="Accepted">Somebody decided to live with it.</param>
public sealed record WanLoss(string Id, string Sentence, bool Accepted);

/// <summary>What the sheets and answers of a site's WANs come to: what is lost, and what nobody has answered yet.</summary>
public static class WanLosses
{
    /// <summary>By <see cref="WanLoss.Id"/>.</summary>
    public static ImmutableArray<string> Ids { get; } = ["no-inbound", "inbound-in-front", "address-changes", "bound-elsewhere"];

    /// <param name="sheet">One of <paramref name="all"/>.</param>
    public static ImmutableArray<WanLoss> Of(WanSheet sheet, WanAnswers answers, ImmutableArray<WanSheet> all)
    {
        var losses = ImmutableArray.CreateBuilder<WanLoss>();
        if (Wanted(answers, all))
        {
            if (sheet.Reach == AddressReach.Carrier)
                Add("no-inbound", $"{sheet.Interface} has an address of the provider's own NAT ({sheet.Address}): while it carries the traffic nobody reaches the site from outside. A tunnel to an address elsewhere, or a public address from the provider, would");
            else if (sheet.Reach == AddressReach.Private)
                Add("inbound-in-front", $"{sheet.Interface} has a private address ({sheet.Address}): the site is reached only by what the device in front forwards, which the router cannot see");
            else if (sheet.AddressChanges && sheet.HasName == false)
                Add("address-changes", $"the address of {sheet.Interface} comes with its {(sheet.Kind == WanKind.Dhcp ? "lease" : "session")}, and no name follows it: after a change nobody outside knows where to call");
        }
        foreach (var other in all.Where(other => other.Interface != sheet.Interface && !other.Bound.IsEmpty && answers.InboundNeeded != false))
            Add("bound-elsewhere", string.Create(CultureInfo.InvariantCulture, $"{other.Bound.Length} {(other.Bound.Length == 1 ? "line is" : "lines are")} written for {other.Address}, the address of {other.Interface}: while {sheet.Interface} carries the traffic what they serve is not there"));
        return losses.ToImmutable();

        void Add(string id, string sentence)
        {
            if (losses.All(loss => loss.Id != id))
                losses.Add(new WanLoss(id, sentence, answers.Accepted.Contains(id, StringComparer.Ordinal)));
        }
    }

    /// <summary>The questions nobody has answered, as sentences; empty when all is known that planning asks for.</summary>
    public static ImmutableArray<string> Open(WanSheet sheet, WanAnswers answers)
    {
        var open = ImmutableArray.CreateBuilder<string>();
        if (answers.InboundNeeded is null)
            open.Add($"Must the site be reached from outside while {sheet.Interface} carries its traffic?");
        if (answers.Depends is null)
            open.Add($"What outside rests on the address of {sheet.Interface}?");
        if (answers.AlertsLeaveBy is null)
            open.Add($"How does an alarm leave the site while only {sheet.Interface} works?");
        return open.ToImmutable();
    }

    // Not answered, but something is dialled from outside today: it would be missed.
    private static bool Wanted(WanAnswers answers, ImmutableArray<WanSheet> all) => answers.InboundNeeded ?? all.Any(sheet => !sheet.Inbound.IsEmpty);
}
