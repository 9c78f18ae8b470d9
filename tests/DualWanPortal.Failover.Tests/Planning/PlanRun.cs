using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>A router that knows nothing but rows: runs the API words of a plan and its undo, as strictly as RouterOS about ids.</summary>
internal sealed class PlanRun(IEnumerable<ConfigItem> items, RouterOsVersion version)
{
    private readonly List<ConfigItem> _rows = [.. items];
    private readonly Dictionary<int, string> _added = [];
    private int _next = 0x1000;

    public RouterModel Model => RouterModel.FromItems(_rows, version);
    public ImmutableArray<ConfigItem> Rows => [.. _rows];

    public void Do(Plan plan)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
            Do(plan, i);
    }

    public void Do(Plan plan, int step)
    {
        if (Run(plan.Steps[step].Do) is { } id)
            _added[step] = id;
    }

    public void Undo(Plan plan)
    {
        for (var i = plan.Steps.Length - 1; i >= 0; i--)
            Run(_added.TryGetValue(i, out var id) ? plan.Steps[i].Undo with { RowId = id } : plan.Steps[i].Undo);
    }

    private string? Run(RouterCommand command)
    {
        var rows = _rows.FindAll(row => row.Menu == command.Menu);
        var resolved = PlanCommands.Resolve(command, rows);
        Assert.True(resolved.Words is not null, resolved.Problem);
        var (path, arguments) = resolved.Words!;
        var verb = path[(path.LastIndexOf('/') + 1)..];
        var values = arguments.Where(argument => argument.Key != ".id").ToList();
        if (verb == "add")
        {
            var id = $"*{_next++:X}";
            _rows.Add(new ConfigItem(command.Menu, values.ToImmutableDictionary(StringComparer.Ordinal).Add(".id", id)));
            return id;
        }
        var wanted = arguments.FirstOrDefault(argument => argument.Key == ".id").Value;
        var at = wanted is null ? _rows.FindIndex(row => row.Menu == command.Menu) : _rows.FindIndex(row => row.Menu == command.Menu && row.Id == wanted);
        Assert.True(at >= 0, $"no row {wanted} in {command.Menu}");
        switch (verb)
        {
            case "remove":
                _rows.RemoveAt(at);
                break;
            case "unset":
                _rows[at] = _rows[at] with { Values = _rows[at].Values.Remove(Assert.Single(values).Value) };
                break;
            case "set":
                // RouterOS shows a route's check only when it has one (reference 3.1), and an export no empty script.
                var set = _rows[at].Values.SetItems(values);
                set = set.GetValueOrDefault("script") == "" ? set.Remove("script") : set;
                _rows[at] = _rows[at] with { Values = command.Menu == "/ip/route" && set.GetValueOrDefault("check-gateway") == "none" ? set.Remove("check-gateway") : set };
                break;
            default:
                Assert.Fail($"unexpected {path}");
                break;
        }
        return null;
    }

    /// <summary>Rows as text, so that a difference can be read.</summary>
    public static string[] Text(IEnumerable<ConfigItem> rows) =>
        [.. rows.Select(row => $"{row.Menu} {string.Join(' ', row.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={(value.Value is "true" ? "yes" : value.Value is "false" ? "no" : value.Value)}"))}").Order(StringComparer.Ordinal)];
}
