using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>
/// Where the router tells people by itself that traffic moved. A line of its own in the scheduler: scripts of netwatch have rights of their own and are known to run no fetch on
/// some releases. Before 7.4 the gate stands in the scheduler anyway and tells as well; where device mode keeps the scheduler, netwatch is what is left, and the plan says so.
/// </summary>
internal static class TellSteps
{
    private const string Menu = "/system/scheduler";
    private const string Tag = "wan-tell1";
    private const string Every = "5s";

    /// <summary>People are told by another line than the gate.</summary>
    public static bool IsApart(PlanContext context) => context.Policy.Notify is not null && GateSteps.ByNetwatch(context) && Denying(context, "scheduler") is null;

    /// <summary>What an earlier plan made is not retired when this one has a use for it.</summary>
    public static void Keep(PlanContext context)
    {
        if (IsApart(context) && Present(context) is { } row && Sends(context, say: false).Count > 0)
            context.Keep(row);
    }

    public static void Plan(PlanContext context)
    {
        if (!IsApart(context) || Text(context) is not { Length: > 0 } tell)
            return;
        var script = new GateScript(context.Policy with { CleanConnections = false, Failback = null }, context.IsV6, [.. context.Wans.Select(wan => wan.Interface)], [], tell).Text;
        (string, string)[] wanted = [("name", "dwp-" + Tag), ("start-time", "startup"), ("interval", Every), ("policy", "read,write,test"), ("on-event", script), ("disabled", "no")];
        const string why = "the router tells by itself that traffic moved";
        context.Do(Present(context) is { } row ? StepOf.Set(context.Live, row, why, wanted) : StepOf.Add(Menu, Tag, why, wanted));
    }

    /// <summary>Text that tells people; empty when nobody is told, or nothing lets the router.</summary>
    public static string Text(PlanContext context)
    {
        var sends = Sends(context, say: true);
        if (sends.Count > 0 && GateSteps.ByNetwatch(context) && Denying(context, "scheduler") is { } mode)
            context.Say("notify-netwatch", $"device mode {mode} of this router does not allow scheduler, so netwatch starts what tells people, and some releases run no fetch from there: try it once by pulling a cable");
        return TellScript.Of(context.Wans[0].Interface, sends);
    }

    /// <param name="say">What device mode refuses is told beforehand, and nothing is written that would fail in silence (reference 3.15).</param>
    private static List<string> Sends(PlanContext context, bool say)
    {
        var (notify, sends) = (context.Policy.Notify, new List<string>());
        if (notify?.Url is { } url && Allowed(context, "fetch", "an address in the Internet", say))
            sends.Add(TellScript.Post(url));
        if (notify?.Email is { } email && Allowed(context, "email", "anybody by mail", say))
        {
            sends.Add(TellScript.Mail(email));
            if (say && context.Live.Knows("/tool/e-mail") && context.Live.Menu("/tool/e-mail").FirstOrDefault() is { } mail && (mail["server"] ?? mail["address"]) is null or "" or "0.0.0.0")
                context.Say("notify-none", "no mail server is set in /tool e-mail of this router, so its messages go nowhere; set it by hand");
        }
        return sends;
    }

    private static bool Allowed(PlanContext context, string feature, string whom, bool say)
    {
        if (Denying(context, feature) is not { } mode)
            return true;
        if (say)
            context.Say("notify-none", $"device mode {mode} of this router does not allow {feature}, so the router cannot tell {whom} that traffic moved; whoever stands at the router can allow it with its button");
        return false;
    }

    /// <summary>The device mode that refuses a feature; null when nothing does.</summary>
    private static string? Denying(PlanContext context, string feature) =>
        context.Live.Menu("/system/device-mode").FirstOrDefault() is { } mode && (mode[feature] is { } said ? said is "no" or "false" : mode["mode"] == "home") ? mode["mode"] ?? "of its own" : null;

    private static ConfigItem? Present(PlanContext context) => context.Live.Menu(Menu).FirstOrDefault(row => row["comment"] == "dwp:" + Tag && !row.Flag("dynamic"));
}
