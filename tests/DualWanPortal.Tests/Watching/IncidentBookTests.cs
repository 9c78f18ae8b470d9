using System.Collections.Immutable;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Polling;
using DualWanPortal.Storage;

namespace DualWanPortal.Tests.Watching;

public sealed class IncidentBookTests
{
    private static readonly DateTimeOffset s_at = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reconcile_OnBackup_OpensOnceAndClosesWhenWorking()
    {
        var onBackup = State(RouterState.OnBackup, ("ether1", WanState.Down), ("lte1", WanState.Working));
        ImmutableArray<FailoverEvent> events = [new(FailoverEventKind.Failover, s_at, "lte1", "On lte1 because ether1 has no link", [])];
        var opened = IncidentBook.Reconcile(1, [], onBackup, events, s_at);
        Assert.Equal(["on-backup", "wan-down"], opened.Select(row => row.Kind));
        Assert.Equal("On lte1 because ether1 has no link", opened[0].Cause);

        Assert.Empty(IncidentBook.Reconcile(1, opened, onBackup, [], s_at.AddMinutes(1)));
        Assert.All(opened, row => Assert.Null(row.ClosedAt));

        Assert.Empty(IncidentBook.Reconcile(1, opened, State(RouterState.Working, ("ether1", WanState.Working), ("lte1", WanState.Working)), [], s_at.AddMinutes(2)));
        Assert.All(opened, row => Assert.Equal(s_at.AddMinutes(2), row.ClosedAt));
    }

    [Fact]
    public void Reconcile_UnreachableWhileOnBackup_KeepsWhatIsOpenAndOpensUnreachable()
    {
        IncidentRecord[] open = [new() { Kind = IncidentBook.OnBackup, Wan = "lte1", OpenedAt = s_at, Cause = "" }, new() { Kind = IncidentBook.WanDown, Wan = "ether1", OpenedAt = s_at, Cause = "" }];

        var opened = IncidentBook.Reconcile(1, open, State(RouterState.Unknown, ("ether1", WanState.Unknown), ("lte1", WanState.Unknown)) with { Reachable = false }, [], s_at.AddMinutes(1));

        Assert.Equal(IncidentBook.Unreachable, Assert.Single(opened).Kind);
        Assert.All(open, row => Assert.Null(row.ClosedAt));
    }

    [Fact]
    public void Reconcile_WanNoLongerConfigured_ClosesItsIncident()
    {
        IncidentRecord[] open = [new() { Kind = IncidentBook.WanDown, Wan = "ether5", OpenedAt = s_at, Cause = "" }];

        Assert.Empty(IncidentBook.Reconcile(1, open, State(RouterState.Working, ("ether1", WanState.Working)), [], s_at.AddMinutes(1)));
        Assert.NotNull(open[0].ClosedAt);
    }

    private static IncidentState State(RouterState state, params (string Wan, WanState State)[] wans) => IncidentState.Empty with
    {
        Reachable = true, State = state, LastVerdictAt = s_at, LastActiveWan = "lte1",
        Wans = [.. wans.Select(wan => new WanMemory(wan.Wan, wan.State, s_at, wan.State))],
    };
}
