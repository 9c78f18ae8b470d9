using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>Every pair of WAN kinds, on every dialect, from every usual starting point.</summary>
public class PlannerMatrixTests
{
    private static readonly string[] s_kinds = ["static", "dhcp", "pppoe", "lte"];
    private static readonly string[] s_versions = ["6.49.18", "7.12", "7.21"];
    private static readonly string[] s_starts = ["half-done", "equal", "swapped", "bare", "right"];
    private static readonly string[] s_mended = ["nat-wan-missing", "list-wan-missing", "def-equal"];

    public static TheoryData<string, string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach (var first in s_kinds)
        {
            foreach (var second in s_kinds.Where(kind => kind != "lte" || first != "lte"))
            {
                foreach (var version in s_versions)
                {
                    foreach (var start in s_starts)
                        cases.Add(first, second, version, start);
                }
            }
        }
        return cases;
    }

    /// <summary>A mobile link that comes first is one of which somebody has said that it does not cost.</summary>
    private static FailoverPolicy Policy(string first, string second) => BuiltInPolicies.Named("distance")! with
    {
        WanOrder = [Name(first, 1), Name(second, 2)], Wans = first == "lte" ? [new PolicyWan { Interface = Name(first, 1), Metered = false }] : [],
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Make_AnyStart_MendsIsStableAndUndoes(string first, string second, string version, string start)
    {
        var rows = Router(first, second, version, start);
        var policy = Policy(first, second);
        var plan = Planner.Make(rows.Model, policy);
        if (start == "right")
            Assert.Empty(plan.Steps.Select(PlanText.Preview));
        else
            Assert.NotEmpty(plan.Steps);

        var run = new PlanRun(rows.Items, rows.Version);
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            run.Do(plan, i);
            Assert.NotEmpty(WanDetection.Find(run.Model).Where(wan => wan.Distance is not null));
        }

        Assert.Empty(Auditor.Judge(run.Model, policy).Where(finding => s_mended.Contains(finding.Rule)).Select(finding => finding.Message));
        Assert.Equal([$"{Name(first, 1)} 1", $"{Name(second, 2)} 2"], WanDetection.Find(run.Model).Select(wan => $"{wan.Interface} {wan.Distance}"));
        Assert.Empty(Planner.Make(run.Model, policy).Steps.Select(PlanText.Preview));

        run.Undo(plan);
        Assert.Equal(PlanRun.Text(rows.Items), PlanRun.Text(run.Rows));
        Assert.Equal(plan.Fingerprint, Planner.Fingerprint(run.Model));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Make_AnyStart_ChecksWhereTheVersionCan(string first, string second, string version, string start)
    {
        var rows = Router(first, second, version, start);
        var plan = Planner.Make(rows.Model, Policy(first, second));
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        foreach (var (kind, name) in new[] { (first, Name(first, 1)), (second, Name(second, 2)) })
        {
            var canCheck = kind == "static" || (kind == "dhcp" && version == "7.21");
            Assert.Equal(!canCheck, plan.NotCured.Any(line => line.StartsWith("chk-none: ", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal)));
            if (kind == "static")
                Assert.All(run.Model.Routes.Where(route => route.IsDefault && route.ImmediateInterfaces.Contains(name)), route => Assert.Equal("ping", route.CheckGateway));
            if (kind == "dhcp")
                Assert.Equal(canCheck ? "ping" : "none", run.Model.DhcpClients.Single(client => client.Interface == name).CheckGateway);
        }
        Assert.Contains(plan.NotCured, line => line.StartsWith("primary-upstream-dead: ", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu == "/ip/route" && step.Do.Verb == "add");
    }

    private static string Name(string kind, int number) => kind switch { "pppoe" => $"pppoe-out{number}", "lte" => "lte1", _ => $"ether{number}" };

    private static RouterRows Router(string first, string second, string version, string start)
    {
        var rows = new RouterRows(version).Lan();
        var (one, two) = start switch { "right" => (1, 2), "swapped" => (2, 1), _ => (1, 1) };
        var check = start == "right" ? "ping" : "none";
        Wan(rows, first, 1, one, check);
        Wan(rows, second, 2, two, check);
        if (start == "bare")
            return rows.Add("/ip/dns", ("servers", ""));
        rows.WanList(start == "half-done" ? [Name(first, 1)] : [Name(first, 1), Name(second, 2)]).Masquerade();
        rows.Add("/ip/firewall/filter", ("chain", "forward"), ("action", "drop"), ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface-list", "WAN"));
        return rows.Add("/ip/dns", ("servers", start == "right" ? "1.1.1.1,9.9.9.9" : "203.0.113.53"));
    }

    private static void Wan(RouterRows rows, string kind, int number, int distance, string check)
    {
        var network = number == 1 ? "203.0.113" : "198.51.100";
        var state = number == 1 ? "active" : "standby";
        _ = kind switch
        {
            "static" => rows.Static($"ether{number}", network, distance, state, check),
            "dhcp" => rows.Dhcp($"ether{number}", network, distance, state),
            "pppoe" => rows.Pppoe($"pppoe-out{number}", $"ether{number}", distance, state),
            _ => rows.Lte("lte1", distance, state),
        };
        if (kind == "dhcp" && rows.Version.AtLeast(7, 19))
            rows.Change("/ip/dhcp-client", ("interface", $"ether{number}"), ("check-gateway", check));
    }
}
