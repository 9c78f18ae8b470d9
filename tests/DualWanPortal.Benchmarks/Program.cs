using DualWanPortal.Benchmarks;
using DualWanPortal.Tests.Plans.Kills;

if (args is [KillHost.Verb, ..])
    return await KillHost.RunAsync(args);
return await BenchmarkLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
