using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Scripts;

/// <summary>Every script and hook of a router with its text: DHCP clients, PPP profiles, netwatch, scheduler, and the scripts that those run by name.</summary>
public sealed class ScriptCalls
{
    // Scripts that run each other in a ring end here, and so does a chain that no person would write.
    private const int DeepestCall = 8;
    private readonly Dictionary<string, string?> _sources;

    private ScriptCalls(RouterModel model)
    {
        _sources = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var script in model.Menu("/system/script"))
            _sources.TryAdd(script["name"] ?? "", script["source"] ?? (model.IsLive ? null : ""));
        ImmutableArray<ScriptCall> hooks = [.. Hooks(model).Where(call => call.Source.Trim().Length > 0).Select(Followed)];
        var called = hooks.Where(call => call.Enabled).SelectMany(call => call.Runs).ToHashSet(StringComparer.Ordinal);
        All = [.. hooks, .. model.Menu("/system/script").Select(script => Followed(
            new ScriptCall(ScriptHook.SystemScript, script["name"] ?? "", "source", script["source"] ?? "", script) { Enabled = called.Contains(script["name"] ?? "") }))];
        Running = [.. hooks.Where(call => call.Enabled)];
    }

    /// <summary>In the order: clients, profiles, netwatch, scheduler, then the scripts themselves.</summary>
    public ImmutableArray<ScriptCall> All { get; }

    /// <summary>What really runs by itself: enabled hooks, without the scripts, whose text is part of the hooks that run them.</summary>
    public ImmutableArray<ScriptCall> Running { get; }

    public static ScriptCalls Of(RouterModel model) => new(model);

    private static IEnumerable<ScriptCall> Hooks(RouterModel model)
    {
        foreach (var client in model.DhcpClients)
            yield return Hook(ScriptHook.DhcpClient, client.Interface, "script", client.Item) with { Interfaces = [client.Interface] };
        foreach (var profile in model.Menu("/ppp/profile"))
        {
            var name = profile["name"] ?? profile["default-name"] ?? "default";
            ImmutableArray<string> links = [.. model.PppoeClients.Where(client => !client.Disabled && client.Profile == name).Select(client => client.Name)];
            yield return Hook(ScriptHook.PppUp, name, "on-up", profile) with { Interfaces = links };
            yield return Hook(ScriptHook.PppDown, name, "on-down", profile) with { Interfaces = links };
        }
        foreach (var watch in model.Menu("/tool/netwatch"))
        {
            yield return Hook(ScriptHook.NetwatchUp, watch["host"] ?? "", "up-script", watch);
            yield return Hook(ScriptHook.NetwatchDown, watch["host"] ?? "", "down-script", watch);
            yield return Hook(ScriptHook.NetwatchTest, watch["host"] ?? "", "test-script", watch);
        }
        foreach (var entry in model.Menu("/system/scheduler"))
            yield return Hook(ScriptHook.Scheduler, entry["name"] ?? "", "on-event", entry);
    }

    private static ScriptCall Hook(ScriptHook hook, string caller, string property, ConfigItem item) =>
        new(hook, caller, property, item[property] ?? "", item) { Enabled = !item.Flag("disabled") };

    private ScriptCall Followed(ScriptCall call)
    {
        var texts = new List<string> { call.Source };
        var runs = new List<string>();
        var missing = new List<string>();
        var unread = false;
        // Netwatch and scheduler take the bare name of a script for its text (reference 3.14).
        if (call.Hook != ScriptHook.SystemScript && _sources.ContainsKey(call.Source.Trim()))
            Take(call.Source.Trim(), 0);
        else
            Follow(call.Source, 0);
        return call with { Text = string.Join('\n', texts), Runs = [.. runs], Missing = [.. missing], Unread = unread };

        void Follow(string text, int depth)
        {
            foreach (var name in ScriptNames.RunBy(text))
                Take(name, depth);
        }

        void Take(string name, int depth)
        {
            if (runs.Contains(name) || missing.Contains(name) || depth > DeepestCall)
                return;
            if (!_sources.TryGetValue(name, out var source))
            {
                missing.Add(name);
                return;
            }
            runs.Add(name);
            unread |= source is null;
            if (source is null)
                return;
            texts.Add(source);
            Follow(source, depth + 1);
        }
    }
}
