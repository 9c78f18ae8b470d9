using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans.Safety;

/// <summary>What is looked at before a change, when the plan is made and again when it is applied. Reads only.</summary>
public sealed class BeforeChecks(DeadMan deadMan, TimeProvider time)
{
    /// <summary>Name of the check that the plan fits the router as it is.</summary>
    public const string IsCurrent = "plan-is-current";

    /// <summary>Two copies of a configuration seldom need more.</summary>
    private const long EnoughFlash = 1024 * 1024;
    private const long LeastFlash = 192 * 1024;
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The netwatch entry that stands in for the scheduler tells a restart by a shorter uptime.</summary>
    private static readonly TimeSpan s_leastUptime = TimeSpan.FromSeconds(30);

    /// <param name="user">The portal's user on this router.</param>
    public async Task<ImmutableArray<PlanCheck>> LookAsync(RouterOsClient client, RouterModel model, Plan plan, int routerId, string user, CancellationToken cancellationToken)
    {
        if (plan.IsEmpty)
            return [];
        var people = await PeopleOnRouter.ReadAsync(client, user, cancellationToken);
        var hosts = await WatchedHosts.LookAsync(client, model, plan, time, cancellationToken);
        return
        [
            Current(model, plan), Permissions(people, user), Device(model), WayBack(model, plan), await SafeModeAsync(client, model, user, cancellationToken), Others(people),
            Earlier(await deadMan.WaitingAsync(client, routerId, cancellationToken)),
            await FlashAsync(client, cancellationToken), await ClockAsync(client, model, cancellationToken), ManagementPath.Check(plan, model, people.PortalAddress), .. hosts is null ? ImmutableArray<PlanCheck>.Empty : [hosts],
        ];
    }

    private static PlanCheck Current(RouterModel model, Plan plan) => Planner.WhyStale(model, plan) is { } why
        ? PlanCheck.Failed(IsCurrent, why + " Make a new one.")
        : PlanCheck.Passed(IsCurrent, "The configuration is the one that the plan was made from.");

    private static PlanCheck Permissions(PeopleOnRouter people, string user)
    {
        if (people.Policies is not { } held)
            return PlanCheck.Unknown("permissions", $"The router does not show the rights of its user {user}.");
        var missing = new[] { "read", "write", "test", "ftp" }.Where(policy => !held.Contains(policy)).ToList();
        return missing.Count == 0 ? PlanCheck.Passed("permissions", $"The user {user} has the policies read, write, test and ftp.")
            : PlanCheck.Failed("permissions", $"The group of the user {user} lacks the {(missing.Count == 1 ? "policy" : "policies")} {string.Join(", ", missing)}. Add with /user group set.");
    }

    private static PlanCheck Device(RouterModel model)
    {
        if (model.Menu("/system/device-mode") is not [var mode, ..])
            return PlanCheck.Passed("device-mode", "This version has no device mode: nothing is kept from the portal.");
        return DeadMan.KindOf(model) == DeadManKind.Scheduler
            ? PlanCheck.Passed("device-mode", $"Device mode {mode["mode"]} lets the scheduler run.")
            : PlanCheck.Passed("device-mode", $"Device mode {mode["mode"]} keeps the scheduler; a background job stands in for it, and a netwatch entry for a power cut.");
    }

    private static PlanCheck WayBack(RouterModel model, Plan plan)
    {
        if (RevertScript.WhyNot(plan, model.Items) is { } why)
            return PlanCheck.Failed("way-back", why);
        if (DeadMan.KindOf(model) == DeadManKind.Job && (!RouterOsDuration.TryParse(model.Menu("/system/resource") is [var resource, ..] ? resource["uptime"] : null, out var up) || up < s_leastUptime))
            return PlanCheck.Failed("way-back", "The router has been up for less than half a minute, so a restart during the change could not be told from this one. Wait a moment.");
        return PlanCheck.Passed("way-back", string.Create(CultureInfo.InvariantCulture, $"The router can take all {plan.Steps.Length} steps back by itself, {DeadMan.Delay.TotalSeconds:0} s after the portal was last heard, and after a power cut."));
    }

    private static async Task<PlanCheck> SafeModeAsync(RouterOsClient client, RouterModel model, string user, CancellationToken cancellationToken)
    {
        if (!SafeMode.Exists(model.Version))
            return PlanCheck.Passed("safe-mode", "This version has no safe mode for programs; the router's own way back does without.");
        return await SafeMode.HolderAsync(client, cancellationToken) is { } holder
            ? PlanCheck.Failed("safe-mode", $"Safe mode is held by {holder}{(holder == user ? " in another session" : null)}: what is changed now could be undone with that person's changes. Ask for its release.")
            : PlanCheck.Passed("safe-mode", "Safe mode is free and will be held during the change.");
    }

    private static PlanCheck Earlier(ImmutableArray<DeadManNames> found) => found switch
    {
        { IsEmpty: true } => PlanCheck.Passed("earlier-plan", "Nothing of an earlier plan waits on the router."),
        _ => PlanCheck.Failed("earlier-plan", string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(", ", found.Select(names => names.Comment))}: the router still waits to take an earlier plan back by itself, and would do so in the middle of this one. It is done with it {DeadMan.Delay.TotalSeconds:0} s after that plan ended. If it is not, or is another portal's, remove what has that comment in /system/scheduler, /tool/netwatch and /system/script.")),
    };

    private static PlanCheck Others(PeopleOnRouter people) => people.Others switch
    {
        null => PlanCheck.Unknown("other-administrators", "The router does not show who is logged in."),
        { IsEmpty: true } => PlanCheck.Passed("other-administrators", "Nobody else is logged in."),
        var others => PlanCheck.Warning("other-administrators", $"Also logged in: {string.Join(", ", others)}. What they change meanwhile is undone with the plan if it goes back."),
    };

    private static async Task<PlanCheck> FlashAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new RouterOsCommand("/system/resource/print").Select("free-hdd-space"), cancellationToken);
        if (reply.Rows is not [var row, ..] || !long.TryParse(row["free-hdd-space"], CultureInfo.InvariantCulture, out var free))
            return PlanCheck.Unknown("flash-space", "The router does not say how much flash is free.");
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / 1024} kB of flash are free");
        return free < LeastFlash ? PlanCheck.Failed("flash-space", $"{text}: too little for a backup. Remove old files.")
            : free < EnoughFlash ? PlanCheck.Warning("flash-space", $"{text}; a large backup may not fit.")
            : PlanCheck.Passed("flash-space", $"{text}.");
    }

    private async Task<PlanCheck> ClockAsync(RouterOsClient client, RouterModel model, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new RouterOsCommand("/system/clock/print").Select("date", "time", "gmt-offset"), cancellationToken);
        if (reply.Rows is not [var row, ..] || RouterClock.Parse(row["date"], row["time"], row["gmt-offset"]) is not { } clock)
            return DeadMan.KindOf(model) == DeadManKind.Scheduler ? PlanCheck.Failed("clock", "The router's clock cannot be read, so no time can be set for going back.")
                : PlanCheck.Unknown("clock", "The router's clock cannot be read.");
        var off = (clock - time.GetUtcNow()).Duration();
        var span = off < TimeSpan.FromMinutes(2) ? $"{(int)off.TotalSeconds} s" : off < TimeSpan.FromHours(2) ? $"{(int)off.TotalMinutes} min" : off < TimeSpan.FromDays(2) ? $"{(int)off.TotalHours} h" : $"{(int)off.TotalDays} days";
        // A clock before any release of this product is one that was never set: the first answer of a time server would make it jump.
        if (clock.Year < 2024)
            return PlanCheck.Failed("clock", $"The router believes it is {clock.Year.ToString(CultureInfo.InvariantCulture)}. Once its clock is set, the time for going back would be long past: set it, or switch on NTP.");
        return off > s_clockTolerance ? PlanCheck.Warning("clock", $"The router's clock is {span} off. If NTP corrects it during the change, the router may go back too early.")
            : PlanCheck.Passed("clock", $"The router's clock is right to {span}.");
    }
}
