using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Who may log in, with which rights (reference 1.10).</summary>
internal static class UserMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/user",
        [
            Text("name").Needed(), Reference("group", "/user/group").Needed(), Text("password"), Many("address", ""), State("last-logged-in"),
            Duration("inactivity-timeout", "10m").Since(7, 16), OneOf("inactivity-policy", "none", "none", "lockscreen", "logout").Since(7, 16), Disabled, Comment,
        ]).Flags("expired"),
        Table("/user/group", [Text("name").Needed(), Many("policy", ""), Text("skin", "default"), Comment]),
        Fixed("/user/active", [.. States("when", "name", "address", "via", "group")]).Flags("radius"),
        Settings("/user/aaa", [Flag("use-radius"), Flag("accounting", "true"), Duration("interim-update", "0s"), Text("default-group", "read")]),
    ];
}
