using System.Collections.Immutable;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Files;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>What the API does not have and the console has: <c>find</c>, <c>print where</c>, <c>get</c> of a whole row, an export on the screen.</summary>
internal sealed class MenuRows(ScriptRun run)
{
    public IEnumerator<ScriptStep> Find(Menu menu, MenuNode node, ScriptScope scope)
    {
        var found = new List<MenuRow>();
        yield return new Evaluate(Select(menu, node, "find", scope, found));
        run.Result = ArrayValue.Of(found.Select(row => new IdValue(row.Id)));
    }

    public IEnumerator<ScriptStep> Print(Menu menu, MenuNode node, List<KeyValuePair<string?, ScriptValue>> arguments, ScriptScope scope)
    {
        var flags = arguments.Select(argument => argument.Key ?? argument.Value.Text).ToHashSet(StringComparer.Ordinal);
        var found = new List<MenuRow>();
        yield return new Evaluate(Select(menu, node, "print", scope, found));
        if (flags.Contains("count-only"))
        {
            run.Put(ScriptValue.Of(found.Count).Text);
            run.Result = ScriptValue.Of(found.Count);
            yield break;
        }
        if (flags.Contains("as-value"))
        {
            var rows = found.Select(row => Whole(menu, row)).ToArray();
            run.Result = menu.Definition.IsSettings ? rows[0] : ArrayValue.Of(rows);
            yield break;
        }
        var number = 0;
        foreach (var row in found)
            run.Put(FormattableString.Invariant($"{number++,2} ") + string.Join(' ', RowText.Of(run.Host.Router, menu, row, run.Caller).Where(word => word.Key != ".id").Select(word => $"{word.Key}={RouterOsQuoting.Quote(word.Value)}")));
        run.Result = ScriptValue.Nothing;
    }

    public IEnumerator<ScriptStep> GetAll(Menu menu, MenuNode node, List<KeyValuePair<string?, ScriptValue>> arguments)
    {
        Demand(menu, "get", node.Line);
        run.Host.Router.BeforeRead(menu);
        if (menu.Definition.IsSettings)
        {
            run.Result = Whole(menu, menu.Settings);
            yield break;
        }
        var wanted = arguments.Count > 0 ? arguments[0].Value.Word : "";
        if (RowSelection.Read(menu, wanted, out var rows) is { } refusal)
            throw new ScriptError(refusal.Message) { Command = menu.Path + "/get", Line = node.Line };
        run.Result = Whole(menu, rows[0]);
    }

    public IEnumerator<ScriptStep> Export(string path, List<KeyValuePair<string?, ScriptValue>> arguments, int line)
    {
        if (!run.Caller.Policies.Contains("read"))
            throw new ScriptError(Refusal.NotPermitted(run.Host.Router.Profile.Version).Message) { Command = path + "/export", Line = line };
        var flags = arguments.Select(argument => argument.Key ?? argument.Value.Text).ToHashSet(StringComparer.Ordinal);
        var version = run.Host.Router.Profile.Version;
        var shows = (version.IsV6 ? !flags.Contains("hide-sensitive") : flags.Contains("show-sensitive")) && run.Caller.Policies.Contains("sensitive");
        run.Put(ExportText.Of(run.Host.Router, path.Length == 0 ? null : path, new ExportStyle(flags.Contains("verbose"), flags.Contains("terse"), shows)));
        run.Result = ScriptValue.Nothing;
        yield break;
    }

    /// <summary>A property as the type that its menu gives it.</summary>
    public static ScriptValue Typed(Menu menu, string name, string text)
    {
        if (name == ".id")
            return new IdValue(text);
        if (menu.Definition.Flags.Contains(name))
            return ScriptValue.Of(text is "true" or "yes");
        return menu.Definition.Fields.FirstOrDefault(field => field.Name == name)?.Kind switch
        {
            FieldKind.Boolean when text is "true" or "false" or "yes" or "no" => ScriptValue.Of(text is "true" or "yes"),
            FieldKind.Switch => ScriptValue.Of(true),
            FieldKind.Number when ScriptValue.ParseNumber(text) is { } number => ScriptValue.Of(number),
            FieldKind.Duration when ScriptValue.ParseSpan(text) is { } span => new SpanValue(span),
            FieldKind.Address when Ipv4.Parse(text) is { } address => new AddressValue(address),
            FieldKind.Prefix when Ipv4Prefix.Parse(text) is { } prefix => new PrefixValue(prefix),
            FieldKind.List => ArrayValue.Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ScriptValue.Of)),
            _ => ScriptValue.Of(text),
        };
    }

    private IEnumerator<ScriptStep> Select(Menu menu, MenuNode node, string verb, ScriptScope scope, List<MenuRow> found)
    {
        Demand(menu, verb, node.Line);
        run.Host.Router.BeforeRead(menu);
        foreach (var row in menu.Rows.ToArray())
        {
            if (node.Where is { } condition)
            {
                var words = RowText.Of(run.Host.Router, menu, row, run.Caller);
                var looking = new ScriptScope(scope, scope.Menu) { Row = name => Property(menu, words, name) };
                yield return new Evaluate(run.Value(condition, looking));
                if (!ScriptRun.Truth(condition, run.Result))
                    continue;
            }
            found.Add(row);
        }
    }

    /// <summary>A flag that a row does not show is no; another property is nothing.</summary>
    private static ScriptValue Property(Menu menu, Dictionary<string, string> words, string name)
    {
        if (words.TryGetValue(name, out var text))
            return Typed(menu, name, text);
        var isFlag = menu.Definition.Flags.Contains(name) || menu.Definition.Fields.Any(field => field.Name == name && field.Kind is FieldKind.Boolean or FieldKind.Switch);
        return isFlag ? ScriptValue.Of(false) : ScriptValue.Nothing;
    }

    private ArrayValue Whole(Menu menu, MenuRow row) =>
        new([.. RowText.Of(run.Host.Router, menu, row, run.Caller).Select(word => KeyValuePair.Create((string?)word.Key, Typed(menu, word.Key, word.Value)))]);

    private void Demand(Menu menu, string verb, int line)
    {
        if (!run.Caller.Policies.Contains("read"))
            throw new ScriptError(Refusal.NotPermitted(run.Host.Router.Profile.Version).Message) { Command = $"{menu.Path}/{verb}", Line = line };
    }
}
