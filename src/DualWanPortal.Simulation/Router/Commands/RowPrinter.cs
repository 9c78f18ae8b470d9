using System.Collections.Immutable;
using System.Globalization;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>The rows of one menu as one command wants them: its query, its property list, its reader's rights.</summary>
internal sealed class RowPrinter(SimulatedRouter router, Menu menu, CommandRequest request)
{
    private readonly RowQuery _query = new(request.Queries);
    private readonly ImmutableArray<string> _properties = PropertyList(request);

    /// <param name="from">Only these rows; default: all.</param>
    public IEnumerable<IEnumerable<KeyValuePair<string, string>>> Select(ImmutableArray<MenuRow> from)
    {
        foreach (var row in from.IsDefault ? menu.Rows : from)
        {
            if (!Permissions.Sees(request.Caller, menu, row))
                continue;
            var words = RowText.Of(router, menu, row, request.Caller);
            if (_query.Matches(words))
                yield return Project(words);
        }
    }

    /// <summary>One reply per change until cancelled; of a removed row only its id (reference 1.7).</summary>
    public RunningCommand Follow(IReplySink reply)
    {
        void OnChanged(MenuChange change)
        {
            if (!Permissions.Sees(request.Caller, menu, change.Row))
                return;
            if (change.Kind == MenuChangeKind.Removed)
            {
                if (_query.IsEmpty || _query.Matches(RowText.Of(router, menu, change.Row, request.Caller)))
                    reply.Row([new(".id", change.Row.Id), new(".dead", router.Profile.DeadValue)]);
                return;
            }
            var words = RowText.Of(router, menu, change.Row, request.Caller);
            if (_query.Matches(words))
                reply.Row(Project(words));
        }

        menu.Changed += OnChanged;
        return new RunningCommand(() => menu.Changed -= OnChanged);
    }

    /// <summary>The whole table each interval, rows marked by the number of the round.</summary>
    public RunningCommand Repeat(IReplySink reply, TimeSpan interval)
    {
        ScheduledAction? next = null;
        var section = 0;

        void Round()
        {
            router.BeforeRead(menu);
            var number = section++.ToString(CultureInfo.InvariantCulture);
            foreach (var row in Select(default))
                reply.Row(row.Append(new(".section", number)));
            next = router.Clock.After(interval, Round);
        }

        Round();
        return new RunningCommand(() => next?.Cancel());
    }

    private IEnumerable<KeyValuePair<string, string>> Project(Dictionary<string, string> words)
    {
        if (_properties.IsEmpty)
            return words;
        return _properties.Where(words.ContainsKey).Select(name => KeyValuePair.Create(name, words[name]));
    }

    private static ImmutableArray<string> PropertyList(CommandRequest request) =>
    [
        .. request.Arguments.Where(argument => argument.Key is ".proplist" or "proplist")
            .SelectMany(argument => argument.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(),
    ];
}
