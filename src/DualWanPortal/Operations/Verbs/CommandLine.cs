using System.CommandLine;
using System.CommandLine.Invocation;

namespace DualWanPortal.Operations.Verbs;

/// <summary>The program's verbs. Without one it is the portal.</summary>
public static class CommandLine
{
    /// <summary>Arguments that cannot be used, or settings that forbid a start.</summary>
    internal const int Unusable = 2;

    /// <returns>What the verb returns; 2 for arguments that nobody understands, after the help text.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken) => RunAsync(args, Stream.Null, output, error, cancellationToken);

    /// <param name="input">What <c>audit -</c>, <c>simulate -</c> and <c>plan -</c> read.</param>
    public static async Task<int> RunAsync(string[] args, Stream input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var serve = new ServeVerb(output, error);
        var root = new RootCommand("DualWanPortal: the control room for dual-WAN failover on RouterOS routers.")
        {
            serve.Command("serve"),
            new LabVerb(output, error).Command(),
            new AuditVerb(input, output, error, TimeProvider.System.GetUtcNow()).Command(),
            new SimulateVerb(input, output, error).Command(),
            new PlanVerb(input, output, error).Command(),
            new CheckVerb(output).Command(),
            new BackupVerb(output, error).Command(),
            new RestoreVerb(output, error).Command(),
        };
        serve.AddTo(root);

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // Time for running calls and polls to end after Ctrl+C.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration, cancellationToken);
            return parsed.Action is ParseErrorAction ? Unusable : code;
        }
        catch (PortalOptionsException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return Unusable;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
