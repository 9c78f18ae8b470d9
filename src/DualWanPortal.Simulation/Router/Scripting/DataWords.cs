using System.Text;
using DualWanPortal.Simulation.Router.Scripting.Syntax;
using static DualWanPortal.Simulation.Router.Scripting.ScriptStep;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Words of v7 that take named values and give one back: conversions, JSON, random, the present moment. Since which build each exists is not recorded.</summary>
internal sealed class DataWords(ScriptRun run)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public bool Knows(string name) =>
        name == "environment" || (!run.Host.Router.Profile.Version.IsV6 && name is "rndnum" or "rndstr" or "timestamp" or "convert" or "serialize" or "deserialize");

    public IEnumerator<ScriptStep> Run(WordNode node, ScriptScope scope)
    {
        var named = new Dictionary<string, ScriptValue>(StringComparer.Ordinal);
        foreach (var argument in node.Arguments)
        {
            yield return new Evaluate(run.Value(argument.Value, scope));
            named[argument.Name ?? "value"] = run.Result;
        }
        run.Result = Apply(node, named);
    }

    private ScriptValue Apply(WordNode node, Dictionary<string, ScriptValue> named)
    {
        switch (node.Name)
        {
            case "environment":
                foreach (var (name, value) in run.Globals.All)
                    run.Put($"{name}={value.Text}");
                return ScriptValue.Nothing;
            case "timestamp":
                return new SpanValue(run.Host.Router.WallTime - DateTimeOffset.UnixEpoch);
            case "rndnum":
                var (from, to) = (Number(named, "from", 0), Number(named, "to", uint.MaxValue));
                return from <= to ? ScriptValue.Of(run.Host.Luck.NextInt64(from, to == long.MaxValue ? to : to + 1)) : throw new ScriptError("invalid value for argument to");
            case "rndstr":
                return Random(named.TryGetValue("from", out var letters) && letters.Text.Length > 0 ? letters.Text : Letters, Number(named, "length", 16));
            case "convert":
                return ScriptConversions.Convert(named) ?? throw run.Host.Unknown($":convert {string.Join(' ', named.Where(pair => pair.Key != "value").Select(pair => $"{pair.Key}={pair.Value.Text}"))}", node.Line);
            case "serialize":
                Json(node, named, "to");
                return ScriptValue.Of(ScriptJson.Write(Value(named), named.TryGetValue("options", out var options) && options.Text.Contains("json.no-string-conversion", StringComparison.Ordinal)));
            default:
                Json(node, named, "from");
                return ScriptJson.Read(Value(named).Text);
        }
    }

    private TextValue Random(string letters, long length)
    {
        if (length is < 0 or > ScriptLimits.Text)
            throw new ScriptError("invalid value for argument length");
        var text = new StringBuilder();
        for (var count = 0; count < length; count++)
            text.Append(letters[run.Host.Luck.Next(letters.Length)]);
        return new TextValue(text.ToString());
    }

    /// <summary>Other formats exist and are owned up to.</summary>
    private void Json(WordNode node, Dictionary<string, ScriptValue> named, string direction)
    {
        if (!named.TryGetValue(direction, out var format))
            throw new ScriptError($"missing value(s) of argument(s) {direction}");
        if (format.Text != "json")
            throw run.Host.Unknown($":{node.Name} {direction}={format.Text}", node.Line);
    }

    private static ScriptValue Value(Dictionary<string, ScriptValue> named) => named.GetValueOrDefault("value") ?? throw new ScriptError("missing value(s) of argument(s) value");

    private static long Number(Dictionary<string, ScriptValue> named, string name, long absent) =>
        !named.TryGetValue(name, out var value) ? absent : ScriptFunctions.Number(value) ?? throw new ScriptError($"invalid value for argument {name}");
}
