using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>What the rows of one menu look like, beyond which arguments exist.</summary>
/// <param name="States">Properties that the router shows and nobody sets.</param>
/// <param name="Given">Rows that every router has, as far as they differ from a new row.</param>
internal sealed record MenuShape(ImmutableArray<MenuField> Fields, ImmutableArray<MenuField> States, ImmutableArray<string> Flags, string? Stem,
    ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Given)
{
    /// <summary>The rows that every router has, complete with the defaults of the menu's fields.</summary>
    public ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Rows(IReadOnlyCollection<MenuField> fields) =>
    [
        .. Given.Select(row =>
        {
            var values = fields.Where(field => field is { Default: not null }).ToDictionary(field => field.Name, field => field.Default!, StringComparer.Ordinal);
            foreach (var (name, value) in row.Where(pair => Flags.Contains(pair.Key) || pair.Key is "name" or "default" || fields.Any(field => field.Name == pair.Key)))
                values[name] = value;
            return values.ToImmutableArray();
        }),
    ];
}

/// <summary>
/// <c>shapes.txt</c>: kinds, defaults and built-in rows of menus (README). A line for each menu: <c>name:kind=default</c>, <c>!</c> after the name: required, <c>?</c>: can be off, <c>-</c>
/// before it: state, <c>*flag</c>, <c>#stem</c> of the names that the router gives; below it, after <c>+</c>, rows that are always there. The text is indexed once.
/// </summary>
internal static class MenuShapes
{
    private const string Resource = "DualWanPortal.Simulation.Router.Definitions.shapes.txt";

    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<string>>> s_lines = new(Read);

    public static MenuShape? Of(string path) => s_lines.Value.TryGetValue(path, out var lines) ? Parse(lines) : null;

    private static MenuShape Parse(ImmutableArray<string> lines)
    {
        var fields = ImmutableArray.CreateBuilder<MenuField>();
        var states = ImmutableArray.CreateBuilder<MenuField>();
        var flags = ImmutableArray.CreateBuilder<string>();
        string? stem = null;
        foreach (var token in lines[0].Split(' ').Skip(1))
        {
            if (token[0] == '#')
                stem = token[1..];
            else if (token[0] == '*')
                flags.Add(token[1..]);
            else if (token[0] == '-')
                states.Add(Field(token[1..]) with { ReadOnly = true });
            else
                fields.Add(Field(token));
        }
        return new MenuShape(fields.ToImmutable(), states.ToImmutable(), flags.ToImmutable(), stem, [.. lines.Skip(1).Select(Row)]);
    }

    private static MenuField Field(string token)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var (head, value) = equals < 0 ? (token, null) : (token[..equals], Text(token[(equals + 1)..]));
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var (name, kind) = colon < 0 ? (head, "") : (head[..colon], head[(colon + 1)..]);
        var field = new MenuField(name.TrimEnd('!', '?'), Kind(kind), value) { Required = name.EndsWith('!') && value is null, CanBeOff = name.EndsWith('?') };
        return field.Kind switch
        {
            FieldKind.Reference => field with { Target = kind },
            FieldKind.Enumeration => field with { Words = [.. kind[2..^1].Split('|')] },
            _ => field,
        };
    }

    private static FieldKind Kind(string kind) => kind switch
    {
        "b" => FieldKind.Boolean,
        "n" or "r" => FieldKind.Amount,
        "rr" => FieldKind.Amounts,
        "t" => FieldKind.Span,
        "l" => FieldKind.List,
        "p" => FieldKind.Network,
        "m" => FieldKind.Mac,
        ['e', ..] => FieldKind.Enumeration,
        ['/', ..] => FieldKind.Reference,
        _ => FieldKind.Text,
    };

    private static ImmutableArray<KeyValuePair<string, string>> Row(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], Text(pair[1])))];

    private static string Text(string text) => text.Replace("\\s", " ", StringComparison.Ordinal);

    private static FrozenDictionary<string, ImmutableArray<string>> Read()
    {
        using var stream = typeof(MenuShapes).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var menus = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var path = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('/'))
                menus[path = line.Split(' ', 2)[0]] = [line.TrimEnd()];
            else if (line.StartsWith(' '))
                menus[path] = menus[path].Add(line);
        }
        return menus.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
