using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>Entries of <c>/ip/firewall/address-list</c> know when they were made; one with a timeout is dynamic and goes when its time is over (reference 3.7).</summary>
internal sealed class ListedAddresses
{
    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly Dictionary<MenuRow, (DateTimeOffset Until, ScheduledAction End)> _ends = [];

    private ListedAddresses(SimulatedRouter router, Menu menu)
    {
        (_router, _menu) = (router, menu);
        menu.Changed += OnChanged;
        router.Reading += read =>
        {
            if (read != menu)
                return;
            foreach (var (row, end) in _ends)
                row.Put("timeout", RouterTime.Span(end.Until - router.Clock.Now));
        };
        router.PowerChanged += _ =>
        {
            foreach (var row in _ends.Keys.ToArray())
                menu.Remove(row);
        };
    }

    public static void Attach(SimulatedRouter router)
    {
        if (router.Find("/ip/firewall/address-list") is { } menu)
            _ = new ListedAddresses(router, menu);
    }

    private void OnChanged(MenuChange change)
    {
        var row = change.Row;
        if (change.Kind == MenuChangeKind.Removed || (change.ByHand && change.Old.Any(old => old.Name == "timeout")))
        {
            if (_ends.Remove(row, out var end))
                end.End.Cancel();
        }
        if (change.Kind == MenuChangeKind.Added && change.ByHand)
            row.Put("creation-time", RouterTime.Moment(_router.Profile, _router.Clock.Now));
        if (change.Kind == MenuChangeKind.Removed || !change.ByHand || _ends.ContainsKey(row) || RouterTime.Parse(row["timeout"]) is not { } timeout || timeout <= TimeSpan.Zero)
            return;
        row.Put("dynamic", "true");
        _ends[row] = (_router.Clock.Now + timeout, _router.Clock.After(timeout, () => _menu.Remove(row)));
    }
}
