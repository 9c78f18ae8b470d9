using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DualWanPortal.Failover.Policies;

/// <param name="Scalar">Null when the value is a list.</param>
internal sealed record PolicyEntry(int Line, string? Scalar, ImmutableArray<string> Items);

/// <summary>
/// The keys of a flat YAML mapping with the lines they stand on. Reads parser events one by one, so that deep nesting, anchors and tags are refused where they
/// begin instead of being built in memory.
/// </summary>
internal sealed record PolicyDocument(ImmutableDictionary<string, PolicyEntry> Entries, ImmutableArray<PolicyProblem> Problems)
{
    private const int LongestText = 32 * 1024;
    private const int MostItems = 64;

    public static PolicyDocument Read(string yaml)
    {
        if (yaml.Length > LongestText)
            return Failed(1, $"the text is longer than {LongestText / 1024} KiB");
        try
        {
            return Read(new Parser(new StringReader(yaml)));
        }
        catch (YamlException wrong)
        {
            return Failed(Math.Max(1, (int)wrong.Start.Line), "this is not YAML");
        }
    }

    private static PolicyDocument Read(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out var mapping))
            return Failed(1, "a policy is a mapping of keys and values");
        if (Special(mapping) is { } mark)
            return Failed((int)mapping.Start.Line, mark);
        var entries = ImmutableDictionary.CreateBuilder<string, PolicyEntry>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key) || Special(key) is not null)
                return Failed(LineOf(parser), "keys are plain words");
            var line = (int)key.Start.Line;
            if (entries.ContainsKey(key.Value))
                return Failed(line, $"{Short(key.Value)} stands twice");
            if (parser.TryConsume<Scalar>(out var value))
            {
                if (Special(value) is { } marked)
                    return Failed(line, marked);
                entries[key.Value] = new PolicyEntry(line, value.Value, []);
            }
            else if (parser.TryConsume<SequenceStart>(out var start) && Special(start) is null)
            {
                if (Items(parser) is not { } items)
                    return Failed(line, $"a list holds at most {MostItems} plain values");
                entries[key.Value] = new PolicyEntry(line, null, items);
            }
            else
                return Failed(line, $"{Short(key.Value)} needs a value or a list of values");
        }
        return parser.TryConsume<DocumentEnd>(out _) && parser.TryConsume<StreamEnd>(out _)
            ? new PolicyDocument(entries.ToImmutable(), [])
            : Failed(LineOf(parser), "a policy is one document");
    }

    private static ImmutableArray<string>? Items(Parser parser)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var item) || Special(item) is not null || items.Count == MostItems)
                return null;
            items.Add(item.Value);
        }
        return items.ToImmutable();
    }

    private static string? Special(NodeEvent node) => node.Anchor.IsEmpty && node.Tag.IsEmpty ? null : "anchors and tags are not taken";

    private static int LineOf(Parser parser) => Math.Max(1, (int)(parser.Current?.Start.Line ?? 1));

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static PolicyDocument Failed(int line, string message) => new(ImmutableDictionary<string, PolicyEntry>.Empty, [new PolicyProblem(line, "", message)]);
}
