using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Plans.Safety;

/// <summary>A stored script as it is to be on the router.</summary>
public sealed record StoredScript(string Name, string Source);

/// <summary>The text of the dead-man. It leaves nothing of itself behind, so that a router whose portal never comes back is clean.</summary>
public static class DeadManScript
{
    /// <summary>Bytes of one script source. Real limits lie at 64 kB (reference 1.11) and lower on old versions; a longer plan is cut into parts.</summary>
    public const int LongestSource = 16 * 1024;

    /// <summary>How often a background job asks whether the portal is still there.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    /// <summary>The scripts to store: parts first, the one to run last.</summary>
    /// <param name="what">What the router takes back, for its log.</param>
    /// <param name="scheduler">Whether this router has the scheduler: a script that names a menu which the device mode keeps from it would fail.</param>
    public static ImmutableArray<StoredScript> Of(DeadManNames names, string what, Plan plan, bool scheduler)
    {
        var lines = RevertScript.Lines(plan);
        ImmutableArray<string> tail = Tail(names, what, scheduler);
        if (Length(lines) + Length(tail) <= LongestSource)
            return [new StoredScript(names.Script, string.Join('\n', [.. lines, .. tail]))];
        var parts = ImmutableArray.CreateBuilder<StoredScript>();
        foreach (var chunk in Chunks(lines))
            parts.Add(new StoredScript(names.Part(parts.Count + 1), string.Join('\n', chunk)));
        var calls = parts.Select(part => $":do {{/system script run {part.Name}}} on-error={{}}");
        return [.. parts, new StoredScript(names.Script, string.Join('\n', [.. calls, .. tail]))];
    }

    /// <summary>Waits and takes the plan back, sooner when the user's last session has ended after one was seen, the first look being at once; not at all when it was disarmed meanwhile.</summary>
    public static string Job(DeadManNames names, TimeSpan delay, string user) => string.Create(CultureInfo.InvariantCulture,
        $":local seen false; :local left {(int)(delay / s_look)}; :while ($left>0) do={{:if ([:len {Stored(names)}]=0) do={{:set left 0}} else={{:do {{:if ([:len {Sessions(user)}]>0) do={{:set seen true}} else={{:if ($seen) do={{:set left 0}}}}}} on-error={{}}}}; :if ($left>0) do={{:delay {(int)s_look.TotalSeconds}s; :set left ($left-1)}}}}; :if ([:len {Stored(names)}]>0) do={{/system script run {names.Script}}}");

    /// <summary>Runs at each change of the watched host's state. Only after a restart is the router up for less long than it was when this was written.</summary>
    /// <param name="uptime">The router's own words.</param>
    public static string AfterRestart(DeadManNames names, string uptime) => $":if ([/system resource get uptime] < [:totime \"{uptime}\"]) do={{/system script run {names.Script}}}";

    /// <summary>
    /// Goes back when the user's last session has ended. It must have seen one before: a router on which the question finds nothing would else go back for no reason.
    /// </summary>
    public static string WhenGone(DeadManNames names, string user) =>
        $":global {names.Seen}; :if ([:len {Sessions(user)}]>0) do={{:set {names.Seen} true}} else={{:if (${names.Seen}=true) do={{/system script run {names.Script}}}}}";

    private static string Stored(DeadManNames names) => $"[/system script find name=\"{names.Script}\"]";

    private static string Sessions(string user) => $"[/user active find name={RouterOsQuoting.Quote(user)} via~\"^api\"]";

    private static ImmutableArray<string> Tail(DeadManNames names, string what, bool scheduler)
    {
        var tail = ImmutableArray.CreateBuilder<string>();
        tail.Add($":log warning \"dwp: the router took back {what} by itself\"");
        if (scheduler)
            tail.Add($":do {{/system scheduler remove [find comment=\"{names.Comment}\"]}} on-error={{}}");
        tail.Add($":do {{/system script environment remove [find name=\"{names.Seen}\"]}} on-error={{}}");
        tail.Add($":do {{/tool netwatch remove [find comment=\"{names.Comment}\"]}} on-error={{}}");
        tail.Add($":do {{/system script remove [find comment=\"{names.Comment}\"]}} on-error={{}}");
        return tail.ToImmutable();
    }

    private static IEnumerable<List<string>> Chunks(ImmutableArray<string> lines)
    {
        var chunk = new List<string>();
        var length = 0;
        foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetByteCount(line) + 1;
            if (chunk.Count > 0 && length + bytes > LongestSource)
            {
                yield return chunk;
                (chunk, length) = ([], 0);
            }
            chunk.Add(line);
            length += bytes;
        }
        if (chunk.Count > 0)
            yield return chunk;
    }

    private static int Length(ImmutableArray<string> lines) => lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1);
}
