using System.Globalization;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>The result as tables that a person reads: medians with their range, and processor seconds a second of the client and of the server behind it.</summary>
internal static class ClientReport
{
    public static async Task WriteAsync(ClientBenchmarkResult result, TextWriter output)
    {
        foreach (var figure in Enum.GetValues<Figure>())
        {
            await output.WriteLineAsync(Line($"{Name(figure),-52} {"a second",10}  {"range",-19}  cpu   server"));
            foreach (var client in result.Clients)
            {
                await output.WriteLineAsync(client.Figures.TryGetValue(figure, out var of)
                    ? Line($"  {client.Name,-50} {of.Median,10:N0}  {$"{of.Min:N0}–{of.Max:N0}",-19}  {of.Cpu:0.00}  {of.ServerCpu:0.00}")
                    : Line($"  {client.Name,-50} {"—",10}  {(figure is Figure.InFlight64 ? "one command at a time" : "not measured here")}"));
            }
        }
        foreach (var (name, reason) in result.Missing)
            await output.WriteLineAsync($"left out: {name}, because {reason}");
        await output.WriteLineAsync(Line($"idle session, bytes: {result.Idle.ResidentBytes:N0} (heap {result.Idle.HeapBytes:N0}), over TLS {result.IdleTls.ResidentBytes:N0} (heap {result.IdleTls.HeapBytes:N0})"));
        foreach (var target in result.Targets)
            await output.WriteLineAsync(Line($"{(target.Met ? "met   " : "missed")} {target.What}: {target.Measured:#,0.##} of {target.Wanted:#,0.##}"));
        await output.WriteLineAsync(Line($"{result.Rows:N0} rows of 15 words, {result.Runs} runs, load of the machine before: {result.Load:0.00}"));
    }

    private static string Name(Figure figure) => figure switch
    {
        Figure.Bulk => "rows",
        Figure.Sequential => "commands in sequence",
        Figure.SequentialOneCore => "commands in sequence, client and server on one core",
        Figure.SequentialDelayed => "commands in sequence, delayed ACK",
        Figure.InFlight64 => "commands, 64 in flight",
        Figure.BulkTls => "rows over TLS",
        _ => "commands in sequence over TLS",
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
