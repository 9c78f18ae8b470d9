using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using System.Text.Json.Serialization;
using DualWanPortal.Benchmarks.Audit;
using DualWanPortal.Benchmarks.Client;
using DualWanPortal.Benchmarks.Client.Server;
using DualWanPortal.Benchmarks.Fleet;
using DualWanPortal.Benchmarks.Kills;
using DualWanPortal.Benchmarks.Lab;
using DualWanPortal.Benchmarks.Latency;
using DualWanPortal.Benchmarks.Planning;
using DualWanPortal.Benchmarks.WhatIf;
using DualWanPortal.Tests.Plans.Kills;

namespace DualWanPortal.Benchmarks;

/// <summary>The verbs; each prints one JSON object on standard output.</summary>
internal static class BenchmarkLine
{
    private const int Unusable = 2;

    /// <summary>A long measurement that is ended early tells what it saw.</summary>
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <returns>0 when measured, 1 when a measurement failed, 2 for arguments that nobody understands, after the help text.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var brief = new Option<bool>("--brief") { Description = "Short, to prove that it works; the numbers say little", Recursive = true };
        var root = new RootCommand("Numbers of DualWanPortal, as JSON.") { brief };

        var peers = new Option<bool>("--peers") { Description = "Beside clients that others wrote, where they are installed" };
        Add("client", "Rows and commands a second of the RouterOS client", [peers], (parsed, token) =>
            Boxed(ClientBenchmark.RunAsync(parsed.GetValue(peers), parsed.GetValue(brief), error, token)));
        var program = new Option<string?>("--program") { Description = "The published dualwan, for a cold start of its lab verb" };
        Add("lab", "What a fleet of simulated routers costs", [program], (parsed, token) => Boxed(LabBenchmark.RunAsync(parsed.GetValue(program), parsed.GetValue(brief), token)));
        Add("plan", "How long planning takes on a router of 900 rows", [], (parsed, token) => Boxed(PlanBenchmark.RunAsync(parsed.GetValue(brief), token)));
        var published = new Option<string?>("--program") { Description = "A published dualwan whose cold start is measured", HelpName = "FILE" };
        Add("audit", "How long it takes to judge an export", [published], (parsed, token) => Boxed(AuditBenchmark.RunAsync(parsed.GetValue(published), parsed.GetValue(brief), token)));
        Add("latency", "From a cut cable to the open page and to the webhook", [], (parsed, token) => Boxed(LatencyBenchmark.RunAsync(parsed.GetValue(brief), token)));

        var exports = new Option<string[]>("--export") { Description = "Exports to measure besides the two that are built in", AllowMultipleArgumentsPerToken = true };
        Add("whatif", "How long a scenario matrix takes", [exports], (parsed, token) => Boxed(WhatIfBenchmark.RunAsync(parsed.GetValue(exports) ?? [], parsed.GetValue(brief), token)));

        var routers = new Option<int>("--routers") { Description = "Routers, of which each tenth is dead", DefaultValueFactory = _ => 100 };
        var seconds = new Option<int>("--seconds") { Description = "How long to measure", DefaultValueFactory = _ => 60 };
        routers.Validators.Add(parsed => { if (parsed.GetValueOrDefault<int>() is < 1 or > 1000) parsed.AddError("--routers is 1 to 1000"); });
        seconds.Validators.Add(parsed => { if (parsed.GetValueOrDefault<int>() is < 1 or > 3600) parsed.AddError("--seconds is 1 to 3600"); });
        Add("fleet", "How late polls of many routers begin, and what the portal takes", [routers, seconds], (parsed, token) =>
            Boxed(FleetBenchmark.RunAsync(parsed.GetValue(routers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), token)));

        var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 1_000 };
        var server = new Command(ServerProcess.Verb) { rows };
        server.Hidden = true;
        server.SetAction((parsed, token) => ServerProgram.RunAsync(parsed.GetValue(rows), Console.In, output, token));
        root.Subcommands.Add(server);

        var every = new Option<int?>("--every") { Description = "Each so many places of a plan's work, 1 is every place; without it two at each line of the journal" };
        every.Validators.Add(parsed => { if (parsed.GetValueOrDefault<int?>() is < 1 or > 1000) parsed.AddError("--every is 1 to 1000"); });
        var methods = new Option<string[]>("--methods") { Description = "Of the built-in policies", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => KillSweep.AllMethods }.AcceptOnlyFromAmong(KillSweep.AllMethods);
        var versions = new Option<string[]>("--versions") { Description = "Of the lab's profiles", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => KillSweep.AllVersions }.AcceptOnlyFromAmong(KillSweep.AllVersions);
        var kinds = new Option<KillKind[]>("--kinds") { Description = "What goes wrong", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. KillMatrix.Kinds, KillKind.ProcessKilled] };
        var works = new Option<string[]>("--works") { Description = "What is disturbed", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["apply", "undo"] }.AcceptOnlyFromAmong("apply", "undo");
        var atOnce = new Option<int>("--at-once") { Description = "Sweeps side by side", DefaultValueFactory = _ => Environment.ProcessorCount };
        atOnce.Validators.Add(parsed => { if (parsed.GetValueOrDefault<int>() is < 1 or > 64) parsed.AddError("--at-once is 1 to 64"); });
        Add("kills", "Plans that are ended everywhere: which state the router is in afterwards", [every, methods, versions, kinds, works, atOnce], (parsed, token) => Boxed(KillBenchmark.RunAsync(
            new KillSweep(parsed.GetValue(every), parsed.GetValue(brief) ? ["distance"] : parsed.GetValue(methods)!, parsed.GetValue(versions)!, parsed.GetValue(brief) ? [false] : [.. parsed.GetValue(works)!.Select(work => work == "undo")], parsed.GetValue(atOnce)) {
                Brief = parsed.GetValue(brief), Kinds = parsed.GetValue(kinds)!, Processes = parsed.GetValue(kinds)!.Contains(KillKind.ProcessKilled),
            }, error, token)));

        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_lastWords }, cancellationToken);
        return parsed.Action is ParseErrorAction ? Unusable : code;

        void Add(string name, string about, Option[] options, Func<ParseResult, CancellationToken, Task<object>> measure)
        {
            var verb = new Command(name, about);
            foreach (var option in options)
                verb.Options.Add(option);
            verb.SetAction((parsed, token) => PrintAsync(() => measure(parsed, token), output, error));
            root.Subcommands.Add(verb);
        }
    }

    private static async Task<int> PrintAsync(Func<Task<object>> measure, TextWriter output, TextWriter error)
    {
        try
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(await measure(), s_json));
            return 0;
        }
        catch (BenchmarkException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<object> Boxed<T>(Task<T> measured) where T : notnull => await measured;
}
