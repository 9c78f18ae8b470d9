using System.Collections.Immutable;

namespace DualWanPortal.Failover.Planning;

/// <summary>A plan as people read it: exact commands, and a diff with + − ~.</summary>
public static class PlanText
{
    /// <summary>The line to type: <c>/ip dhcp-client set [find interface="ether2"] default-route-distance=2</c>. Valid on v6 and v7.</summary>
    public static string Command(RouterCommand command) => Cli.Command(command, command.Target.IsEmpty ? null : Cli.Find(command.Target));

    /// <summary><c>+ /ip firewall nat add …</c>; a change tells what it replaces.</summary>
    public static string Preview(PlanStep step)
    {
        var mark = step.Kind switch { StepKind.Add => "+", StepKind.Remove => "-", _ => "~" };
        var before = step.Before.IsEmpty ? "" : $"  (was {string.Join(' ', step.Before.Select(value => $"{value.Key}={Cli.Quote(value.Value)}"))})";
        return $"{mark} {Command(step.Do)}{before}";
    }

    public static ImmutableArray<string> Preview(Plan plan) => [.. plan.Steps.Select(Preview)];
}
