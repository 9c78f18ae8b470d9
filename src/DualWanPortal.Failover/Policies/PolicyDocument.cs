using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DualWanPortal.Failover.Policies;

/// <summary>What stands behind a key.</summary>
/// <param name="Scalar">Null when the value is a list.</param>
/// <param name="Maps">The mappings of a list of mappings.</param>
internal sealed record PolicyEntry(int Line, string? Scalar, ImmutableArray<string> Items)
{
    public ImmutableArray<PolicyMap> Maps { get; init; } = [];
}

/// <summary>Keys of one mapping with the lines they stand on.</summary>
internal sealed record PolicyMap(int Line, ImmutableDictionary<string, PolicyEntry> Entries);

/// <summary>
/// The mapping of a policy, whose lists may hold flat mappings. Reads parser events one by one, so that deeper nesting, anchors and tags are refused where they
/// begin instead of being built in memory.
/// </summary>
internal sealed record PolicyDocument(PolicyMap Root, ImmutableArray<PolicyProblem> Problems)
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
        catch (UnusableException unusable)
        {
            return Failed(unusable.Line, unusable.Message);
        }
    }

    private static PolicyDocument Read(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out var mapping))
            return Failed(1, "a policy is a mapping of keys and values");
        var root = Mapping(parser, mapping, nested: false);
        return parser.TryConsume<DocumentEnd>(out _) && parser.TryConsume<StreamEnd>(out _)
            ? new PolicyDocument(root, [])
            : Failed(LineOf(parser), "a policy is one document");
    }

    private static PolicyMap Mapping(Parser parser, MappingStart start, bool nested)
    {
        Plain(start);
        var entries = ImmutableDictionary.CreateBuilder<string, PolicyEntry>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key) || !key.Anchor.IsEmpty || !key.Tag.IsEmpty)
                throw new UnusableException(LineOf(parser), "keys are plain words");
            var line = (int)key.Start.Line;
            if (entries.ContainsKey(key.Value))
                throw new UnusableException(line, $"{Short(key.Value)} stands twice");
            if (parser.TryConsume<Scalar>(out var value))
            {
                Plain(value);
                entries[key.Value] = new PolicyEntry(line, value.Value, []);
            }
            else if (parser.TryConsume<SequenceStart>(out var list))
            {
                Plain(list);
                entries[key.Value] = List(parser, line, nested);
            }
            else
                throw new UnusableException(line, $"{Short(key.Value)} needs a value or a list of values");
        }
        return new PolicyMap((int)start.Start.Line, entries.ToImmutable());
    }

    private static PolicyEntry List(Parser parser, int line, bool nested)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        var maps = ImmutableArray.CreateBuilder<PolicyMap>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (items.Count + maps.Count == MostItems)
                throw new UnusableException(line, $"a list holds at most {MostItems} values");
            if (parser.TryConsume<Scalar>(out var item))
            {
                Plain(item);
                items.Add(item.Value);
            }
            else if (!nested && parser.TryConsume<MappingStart>(out var start))
                maps.Add(Mapping(parser, start, nested: true));
            else
                throw new UnusableException(line, "a list holds plain values");
        }
        if (items.Count > 0 && maps.Count > 0)
            throw new UnusableException(line, "a list holds values of one kind");
        return new PolicyEntry(line, null, items.ToImmutable()) { Maps = maps.ToImmutable() };
    }

    private static void Plain(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)
            throw new UnusableException((int)node.Start.Line, "anchors and tags are not taken");
    }

    private static int LineOf(Parser parser) => Math.Max(1, (int)(parser.Current?.Start.Line ?? 1));

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static PolicyDocument Failed(int line, string message) =>
        new(new PolicyMap(1, ImmutableDictionary<string, PolicyEntry>.Empty), [new PolicyProblem(line, "", message)]);

    /// <summary>Ends the reading of a text that is no policy; never leaves this file.</summary>
    private sealed class UnusableException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
