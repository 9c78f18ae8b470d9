using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Which service calls a script, and with which rights.</summary>
/// <param name="Kind">As the log words it: <c>scheduler</c>, <c>netwatch</c>, <c>ppp</c>, <c>dhcp-client</c>.</param>
/// <param name="Where">Name of the row that has the hook.</param>
/// <param name="Caller">Rights of text that stands in the hook itself.</param>
internal sealed record HookSource(string Kind, string Where, Caller Caller)
{
    /// <summary>User and rights of the services (reference 3.11); those of the DHCP client are not documented and taken to be the same.</summary>
    private static readonly Caller s_system = new("*sys", ImmutableHashSet.Create("read", "write", "test", "reboot"), 0);

    public static HookSource OfService(string kind, string where) => new(kind, where, s_system);
}

/// <summary>
/// Scripts that services call: the text of the hook, or the stored script that it names. They begin on the clock and never inside the change that caused them
/// (reference 3.11, 3.14).
/// </summary>
internal sealed class ScriptHooks(ScriptHost host)
{
    private readonly SimulatedRouter _router = host.Router;

    public void Run(HookSource source, string? text, params ImmutableArray<KeyValuePair<string, ScriptValue>> variables)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        _router.Clock.After(TimeSpan.Zero, () =>
        {
            if (_router.IsUp)
                Start(source, text, variables);
        });
    }

    private void Start(HookSource source, string text, ImmutableArray<KeyValuePair<string, ScriptValue>> variables)
    {
        var order = new ScriptOrder(text, source.Caller, source.Kind) { Variables = variables };
        if (_router["/system/script"].Named(text.Trim()) is { } stored)
        {
            var wanted = StoredScripts.PoliciesOf(stored);
            // The scheduler runs a named script with the rights of the script. Other services lack what a script of the usual rights demands: then it does not run,
            // and nothing says so (reference 3.11).
            if (source.Kind != "scheduler" && !stored.Flag("dont-require-permissions") && !wanted.IsSubsetOf(source.Caller.Policies))
                return;
            order = order with { Source = stored["source"] ?? "", Name = stored["name"], Caller = source.Caller with { Policies = wanted } };
            StoredScripts.Count(_router, stored);
        }
        host.Start(order, (_, error) =>
        {
            if (error is not null)
                Report(order.Name, source, error);
        });
    }

    private void Report(string? name, HookSource source, ScriptError error)
    {
        var what = name is null ? "script" : "script " + name;
        _router.Log("script,error", $"executing {what} from {source.Kind} ({source.Where}) failed, please check it manually");
        _router.Log("script,error,debug", error.Located);
    }
}
