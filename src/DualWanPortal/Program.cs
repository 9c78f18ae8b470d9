using DualWanPortal.Operations.Verbs;

return await CommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
