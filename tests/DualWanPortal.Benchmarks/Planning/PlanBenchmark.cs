using System.Diagnostics;
using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Benchmarks.Planning;

/// <summary>How long it takes to plan each method onto a router with much configuration, from its rows to the steps.</summary>
internal static class PlanBenchmark
{
    private const int Lines = 900;

    public static async Task<PlanBenchmarkResult> RunAsync(bool brief, CancellationToken cancellationToken)
    {
        var load = await MachineLoad.ReadAsync(cancellationToken);
        var export = ExportReader.Read(Export());
        var model = export.ToModel();
        var methods = BuiltInPolicies.All.Select(policy => Measure(policy, model, brief ? 5 : 100)).ToArray();
        return new PlanBenchmarkResult(export.Items.Length, methods, DriftTiming.Of(export.Items, model.Version, brief ? 5 : 200), load);
    }

    private static PlanTiming Measure(FailoverPolicy policy, RouterModel model, int rounds)
    {
        var first = Once(policy, model, out var steps);
        var taken = Enumerable.Range(0, rounds).Select(_ => Once(policy, model, out _)).Order().ToArray();
        return new PlanTiming(policy.Name, steps, first, taken[taken.Length / 2], taken[^1]);
    }

    private static double Once(FailoverPolicy policy, RouterModel model, out int steps)
    {
        var started = Stopwatch.GetTimestamp();
        steps = Planner.Make(model, policy).Steps.Length;
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Two ISPs as somebody left them, with firewall rules, address lists, leases and names of a busy site around them.</summary>
    private static string Export()
    {
        var text = new StringBuilder("# 2026-03-01 12:00:00 by RouterOS 7.18.2\n/interface bridge\nadd name=bridge\n/interface list\nadd name=WAN\nadd name=LAN\n/interface bridge port\nadd bridge=bridge interface=ether5\n/interface list member\nadd interface=ether1 list=WAN\nadd interface=bridge list=LAN\n/ip address\nadd address=192.168.88.1/24 interface=bridge network=192.168.88.0\nadd address=203.0.113.2/24 interface=ether1 network=203.0.113.0\n/ip dhcp-client\nadd interface=ether2\n/ip dns\nset servers=8.8.8.8\n/ip route\nadd dst-address=0.0.0.0/0 gateway=203.0.113.1\n/ip firewall address-list\n");
        for (var i = 0; i < 300; i++)
            text.Append(CultureInfo.InvariantCulture, $"add address=10.{i / 200}.{i % 200}.0/24 list=site{i % 7}\n");
        text.Append("/ip firewall filter\nadd action=accept chain=input connection-state=established,related\n");
        for (var i = 0; i < 200; i++)
            text.Append(CultureInfo.InvariantCulture, $"add action=accept chain={(i % 2 == 0 ? "input" : "forward")} comment=\"rule {i}\" dst-port={1000 + i} protocol=tcp src-address-list=site{i % 7}\n");
        text.Append("add action=drop chain=input in-interface=ether1\nadd action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface=ether1\n/ip firewall nat\nadd action=masquerade chain=srcnat out-interface-list=WAN\n");
        for (var i = 0; i < 100; i++)
            text.Append(CultureInfo.InvariantCulture, $"add action=dst-nat chain=dstnat dst-port={20000 + i} in-interface=ether1 protocol=tcp to-addresses=192.168.88.{10 + i} to-ports=443\n");
        text.Append("/ip dhcp-server lease\n");
        for (var i = 0; i < Lines - 620; i++)
            text.Append(CultureInfo.InvariantCulture, $"add address=192.168.88.{i % 250} comment=\"machine {i}\" mac-address=02:00:00:00:{i / 256:X2}:{i % 256:X2}\n");
        return text.ToString();
    }
}
