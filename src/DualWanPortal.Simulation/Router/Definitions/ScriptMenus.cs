using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Scripts and the scheduler (reference 3.14).</summary>
internal static class ScriptMenus
{
    private static readonly MenuField s_policy = Many("policy", "ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon");

    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/system/scheduler",
        [
            Text("name").Needed(), Text("start-date"), Text("start-time"), Duration("interval", "0s"), Text("on-event", ""), State("owner"), s_policy, State("run-count", "0"),
            State("next-run"), Disabled, Comment,
        ]).Flags("invalid"),
        Table("/system/script",
        [
            Text("name").Needed(), State("owner"), s_policy, Flag("dont-require-permissions"), State("last-started"), State("run-count", "0"), Text("source", ""), Comment,
        ]).Flags("invalid"),
        Fixed("/system/script/job", [.. States("owner", "policy", "started", "script", "type", "parent")]),
        Fixed("/system/script/environment", [State("name"), State("user"), Text("value")]),
    ];
}
