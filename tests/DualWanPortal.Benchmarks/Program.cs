using DualWanPortal.Benchmarks;

return await BenchmarkLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
