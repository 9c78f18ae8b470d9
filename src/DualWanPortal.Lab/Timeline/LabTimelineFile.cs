using System.Collections.Immutable;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.World;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DualWanPortal.Lab.Timeline;

/// <summary>
/// Reads a scenario file:
/// <code>
/// scenario: fleet:3
/// events:
///   - { at: 30s, site: site-0001, wan: ether1, fault: upstream-dead }
///   - { at: 2m, site: site-0001, clear: true }
/// </code>
/// </summary>
public static class LabTimelineFile
{
    private const int LongestText = 256 * 1024;
    private const int MostEvents = 10_000;
    private static readonly TimeSpan s_latest = TimeSpan.FromDays(365);

    /// <exception cref="LabException">The file is no such file; the message names the line.</exception>
    public static LabTimeline Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
            throw new LabException($"A scenario file has at most {LongestText / 1024} KiB.");
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw new LabException("The scenario file is empty.");
            return ReadTop(parser);
        }
        catch (YamlException broken)
        {
            throw new LabException($"Line {broken.Start.Line} of the scenario file is not understood: {broken.Message}", broken);
        }
    }

    private static LabTimeline ReadTop(Parser parser)
    {
        string? scenario = null;
        var events = ImmutableArray<LabEvent>.Empty;
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            switch (key.Value)
            {
                case "scenario":
                    scenario = parser.Consume<Scalar>().Value;
                    break;
                case "events":
                    events = ReadEvents(parser);
                    break;
                default:
                    throw Wrong(key, $"'{Short(key.Value)}' is not known here; known are scenario and events");
            }
        }
        return new LabTimeline(scenario, events);
    }

    private static ImmutableArray<LabEvent> ReadEvents(Parser parser)
    {
        var events = ImmutableArray.CreateBuilder<LabEvent>();
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (events.Count == MostEvents)
                throw new LabException($"A scenario file has at most {MostEvents} events.");
            events.Add(ReadEvent(parser));
        }
        return events.ToImmutable();
    }

    private static LabEvent ReadEvent(Parser parser)
    {
        var start = parser.Consume<MappingStart>();
        var said = new Dictionary<string, Scalar>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (key.Value is not ("at" or "site" or "wan" or "fault" or "clear"))
                throw Wrong(key, $"'{Short(key.Value)}' is not known in an event; known are at, site, wan, fault and clear");
            if (!said.TryAdd(key.Value, parser.Consume<Scalar>()))
                throw Wrong(key, $"{key.Value} is said twice");
        }
        if (!said.TryGetValue("at", out var at) || !RouterOsDuration.TryParse(at.Value, out var when) || when < TimeSpan.Zero || when > s_latest)
            throw Wrong(start, "an event needs a time after the start, for example at: 1m30s");
        if (!said.TryGetValue("site", out var site) || site.Value.Length == 0)
            throw Wrong(start, "an event needs a site, or \"*\" for all");
        var clears = said.TryGetValue("clear", out var clear) && clear.Value is "true" or "yes";
        if (clears == said.ContainsKey("fault"))
            throw Wrong(start, "an event has either a fault or clear: true");
        return new LabEvent(when, site.Value, said.GetValueOrDefault("wan")?.Value, clears ? null : ReadFault(said["fault"]), (int)start.Start.Line);
    }

    private static Fault ReadFault(Scalar word) => Fault.TryParse(word.Value, out var fault, out var error) ? fault! : throw Wrong(word, error!.TrimEnd('.'));

    private static LabException Wrong(ParsingEvent where, string what) => new($"Line {where.Start.Line} of the scenario file: {what}.");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
