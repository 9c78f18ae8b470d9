using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Gates;

/// <summary>
/// One line on the router that looks every few seconds which WAN carries the traffic: it holds a WAN back that has to prove itself, cleans connections and tells people.
/// Netwatch where it can (nothing gates it, reference 3.15), the scheduler on versions before.
/// </summary>
internal static class GateSteps
{
    private const string Tag = "wan-gate1";
    private const string Every = "3s";

    /// <summary>What an earlier plan made is not retired when this one has a use for it.</summary>
    public static void Keep(PlanContext context)
    {
        if (context.Policy.IsAttended && Present(context) is { } row)
            context.Keep(row);
    }

    public static void Plan(PlanContext context)
    {
        if (!context.Policy.IsAttended)
            return;
        ImmutableArray<GatedWan> gated = context.Policy.IsGated ? [.. context.Wans.SkipLast(1).Select(wan => GatedWan.Of(context, wan)).OfType<GatedWan>()] : [];
        var script = new GateScript(context.Policy, context.IsV6, [.. context.Wans.Select(wan => wan.Interface)], gated, Tell(context)).Text;
        var why = Why(context.Policy, gated);
        if (Present(context) is { } row)
        {
            context.Do(StepOf.Set(context.Live, row, why, Wanted(context, script)));
            return;
        }
        foreach (var wan in gated)
            WaysBack(context, wan);
        context.Do(StepOf.Add(Menu(context), Tag, why, Wanted(context, script)));
    }

    private static string Why(FailoverPolicy policy, ImmutableArray<GatedWan> gated)
    {
        var parts = new List<string>();
        if (!gated.IsEmpty)
            parts.Add($"{string.Join(" and ", gated.Select(wan => wan.Link))} that was out is used again only when {(policy.Failback == FailbackMode.Manual ? "somebody says so" : "it has proved itself")}");
        if (policy.Cleans && policy.Method != FailoverMethod.Netwatch)
            parts.Add("calls and tunnels begin anew when traffic moves");
        if (policy.Notify is not null)
            parts.Add("the router tells of it by itself");
        return string.Join("; ", parts) + "; which WAN is used remains the business of routing";
    }

    private static string Tell(PlanContext context)
    {
        var (notify, sends) = (context.Policy.Notify, new List<string>());
        if (notify?.Url is { } url && Allowed(context, "fetch", "an address in the Internet"))
            sends.Add(TellScript.Post(url));
        if (notify?.Email is { } email && Allowed(context, "email", "anybody by mail"))
        {
            sends.Add(TellScript.Mail(email));
            if (context.Live.Knows("/tool/e-mail") && context.Live.Menu("/tool/e-mail").FirstOrDefault() is { } mail && (mail["server"] ?? mail["address"]) is null or "" or "0.0.0.0")
                context.Say("notify-none", "no mail server is set in /tool e-mail of this router, so its messages go nowhere; set it by hand");
        }
        return TellScript.Of(context.Wans[0].Interface, sends);
    }

    /// <summary>A device mode that refuses is told beforehand and nothing is written that would fail in silence (reference 3.15).</summary>
    private static bool Allowed(PlanContext context, string feature, string whom)
    {
        if (context.Live.Menu("/system/device-mode").FirstOrDefault() is not { } mode || !(mode[feature] is { } said ? said is "no" or "false" : mode["mode"] == "home"))
            return true;
        context.Say("notify-none", $"device mode {mode["mode"]} of this router does not allow {feature}, so the router cannot tell {whom} that traffic moved; whoever stands at the router can allow it with its button");
        return false;
    }

    /// <summary>Lines that the gate moves and this plan does not change otherwise: their distance is written as it is, so that taking the plan back also ends a hold.</summary>
    private static void WaysBack(PlanContext context, GatedWan wan)
    {
        foreach (var gated in wan.Rows)
        {
            var row = context.Live.Menu(gated.Row.Menu).FirstOrDefault(item => HeldDefaults.Selectors(item).Contains(gated.Selector) && !item.Flag("dynamic") && RowMatch.Has(item, gated.Property, DistanceSteps.Text(gated.Normal)));
            if (row is null || context.Steps.Any(step => step.Do.Menu == row.Menu && step.Do.Values.Any(value => value.Key == gated.Property) && RowMatch.Fits(row, step.Do.Target)))
                continue;
            context.Do(StepOf.Same(context.Live, row, gated.Property, $"from here on the router itself puts this at {gated.Held} while {wan.Link} has to prove itself"));
        }
    }

    private static (string, string)[] Wanted(PlanContext context, string script) => ByNetwatch(context)
        ? [("host", "127.0.0.1"), ("type", "simple"), ("interval", Every), ("timeout", "1s"), ("startup-delay", "10s"), ("test-script", script), ("disabled", "no")]
        : [("name", "dwp-" + Tag), ("start-time", "startup"), ("interval", Every), ("policy", "read,write,test"), ("on-event", script), ("disabled", "no")];

    /// <summary>Scripts of netwatch that run with every test exist since 7.4 (reference 3.11).</summary>
    private static bool ByNetwatch(PlanContext context) => context.Live.Version is { } version && version.AtLeast(7, 4);

    private static string Menu(PlanContext context) => ByNetwatch(context) ? "/tool/netwatch" : "/system/scheduler";

    private static ConfigItem? Present(PlanContext context) => context.Live.Menu(Menu(context)).FirstOrDefault(row => row["comment"] == HeldDefaults.GateComment && !row.Flag("dynamic"));
}
