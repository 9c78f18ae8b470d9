using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>What is carried to a router under the row of a plan: the plan itself, or its way back, which is a small plan as well. Both go the same way with the same guards.</summary>
public sealed record PlanWork(PlanRecord Record, PlanDocument Document)
{
    public static PlanWork Of(PlanRecord record) => new(record, PlanDocument.FromJson(record.Plan));

    public int Id => Record.Id;

    public bool IsUndo => Document.Undo is not null;

    public Plan Plan => Document.Undo?.Plan ?? Document.Plan;

    /// <summary>Lines of the journal after this one are of this work.</summary>
    public long Since => Document.Undo?.Since ?? 0;

    /// <summary>Phase of the journal in which a step of this work is done; it always names the step as the plan shows it.</summary>
    public string Forward => IsUndo ? JournalPhases.Undo : JournalPhases.Step;

    /// <summary>Phase in which a step of this work is taken back.</summary>
    public string Backward => IsUndo ? JournalPhases.Step : JournalPhases.Undo;

    /// <summary>The step as the page and the journal count it, from 0.</summary>
    /// <param name="index">Of the step in <see cref="Plan"/>.</param>
    public int Number(int index) => Document.Undo?.Steps[index] ?? index;

    /// <summary>For people, counted from 1.</summary>
    public string Ordinal(int index) => (Number(index) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>For the router's own log and for names of files there.</summary>
    public string Name => IsUndo ? string.Create(CultureInfo.InvariantCulture, $"the undo of plan {Id}") : string.Create(CultureInfo.InvariantCulture, $"plan {Id}");
}
