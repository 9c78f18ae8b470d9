using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Benchmarks.WhatIf;

/// <param name="Lines">Lines of the export.</param>
/// <param name="ReadMilliseconds">Reading its text.</param>
/// <param name="MatrixMilliseconds">All scenarios and checks, warm.</param>
/// <param name="ProcessorMilliseconds">Of the whole process for one matrix, mean: says more than the clock where others work too.</param>
/// <param name="Kilobytes">Memory allocated for one matrix.</param>
internal sealed record WhatIfResult(string Export, int Lines, Percentiles ReadMilliseconds, Percentiles MatrixMilliseconds, double ProcessorMilliseconds, double Kilobytes);

/// <summary>How long a whole matrix takes: of an export of usual length, of a long one, and of those that are named.</summary>
internal static class WhatIfBenchmark
{
    private const string Usual = """
        # 2024-02-17 11:04:56 by RouterOS 7.18.2
        /interface bridge
        add name=bridge
        /interface list
        add name=WAN
        add name=LAN
        /ip pool
        add name=pool ranges=192.168.88.10-192.168.88.254
        /interface bridge port
        add bridge=bridge interface=ether3
        add bridge=bridge interface=ether4
        add bridge=bridge interface=ether5
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        add interface=bridge list=LAN
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        add address=203.0.113.2/24 interface=ether1 network=203.0.113.0
        add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
        /ip dhcp-server
        add address-pool=pool disabled=no interface=bridge name=lan
        /ip dhcp-server network
        add address=192.168.88.0/24 dns-server=192.168.88.1 gateway=192.168.88.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=drop chain=input connection-state=invalid
        add action=accept chain=input protocol=icmp
        add action=drop chain=input in-interface-list=!LAN
        add action=fasttrack-connection chain=forward connection-state=established,related
        add action=accept chain=forward connection-state=established,related,untracked
        add action=drop chain=forward connection-state=invalid
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat ipsec-policy=out,none out-interface-list=WAN
        add action=dst-nat chain=dstnat dst-port=443 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.20
        add action=dst-nat chain=dstnat dst-port=25 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.21
        /ip route
        add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10
        add dst-address=1.1.1.1/32 gateway=203.0.113.1 scope=10
        add dst-address=8.8.4.4/32 gateway=198.51.100.1 scope=10
        add dst-address=1.0.0.1/32 gateway=198.51.100.1 scope=10
        add blackhole distance=20 dst-address=8.8.8.8/32
        add blackhole distance=20 dst-address=8.8.4.4/32
        add check-gateway=ping distance=1 gateway=8.8.8.8 target-scope=11
        add check-gateway=ping distance=2 gateway=1.1.1.1 target-scope=11
        add check-gateway=ping distance=11 gateway=8.8.4.4 target-scope=11
        add check-gateway=ping distance=12 gateway=1.0.0.1 target-scope=11
        /ip service
        set telnet disabled=yes
        set ftp disabled=yes
        set www disabled=yes
        set ssh address=192.168.88.0/24
        set api disabled=yes
        set api-ssl disabled=yes
        /system clock
        set time-zone-name=Europe/Riga
        /system identity
        set name=branch
        /system ntp client
        set enabled=yes
        /system ntp client servers
        add address=pool.ntp.org
        /tool netwatch
        add disabled=no host=8.8.8.8 interval=30s type=icmp
        add disabled=no host=8.8.4.4 interval=30s type=icmp

        """;

    public static Task<ImmutableArray<WhatIfResult>> RunAsync(string[] files, bool brief, CancellationToken cancellationToken) =>
        Task.Run(() => Run(files, brief ? 3 : 40, cancellationToken), cancellationToken);

    private static ImmutableArray<WhatIfResult> Run(string[] files, int rounds, CancellationToken cancellationToken)
    {
        ImmutableArray<(string Name, string Text)> exports = [("usual", Usual), ("long", Long()), .. files.Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
        // What is measured first would pay for the compiler.
        foreach (var export in exports)
            Measure(export.Name, export.Text, Math.Min(rounds, 10), cancellationToken);
        return [.. exports.Select(export => Measure(export.Name, export.Text, rounds, cancellationToken))];
    }

    private static WhatIfResult Measure(string name, string text, int rounds, CancellationToken cancellationToken)
    {
        var (reads, matrices) = (new List<double>(rounds), new List<double>(rounds));
        var allocated = 0L;
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            var export = ExportReader.Read(text);
            var read = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var matrix = Matrix.Of(export, MatrixOptions.Default, cancellationToken);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (matrix.Refusal is { } refusal)
                throw new BenchmarkException($"{name}: {refusal}");
            reads.Add(Stopwatch.GetElapsedTime(began, read).TotalMilliseconds);
            matrices.Add(Stopwatch.GetElapsedTime(read).TotalMilliseconds);
        }
        process.Refresh();
        var spent = Math.Round((process.TotalProcessorTime - processor).TotalMilliseconds / rounds, 1);
        return new WhatIfResult(name, text.Count(c => c == '\n'), Percentiles.Of(reads), Percentiles.Of(matrices), spent, Math.Round(allocated / 1024.0));
    }

    /// <summary>Some nine hundred lines: what grows in practice are leases, lists of addresses and firewall rules.</summary>
    private static string Long()
    {
        var text = new StringBuilder(Usual);
        text.Append("/ip firewall address-list\n");
        for (var i = 0; i < 400; i++)
            text.Append(CultureInfo.InvariantCulture, $"add address=100.{64 + (i / 200)}.{i % 200}.0/24 list=blocked\n");
        text.Append("/ip dhcp-server lease\n");
        for (var i = 0; i < 200; i++)
            text.Append(CultureInfo.InvariantCulture, $"add address=192.168.88.{10 + i} mac-address=02:00:00:00:00:{i:X2} server=lan\n");
        text.Append("/ip firewall filter\n");
        for (var i = 0; i < 150; i++)
            text.Append(CultureInfo.InvariantCulture, $"add action=drop chain=forward dst-port={2000 + i} in-interface-list=WAN protocol=tcp src-address-list=blocked\n");
        text.Append("/ip firewall nat\n");
        for (var i = 0; i < 60; i++)
            text.Append(CultureInfo.InvariantCulture, $"add action=dst-nat chain=dstnat dst-port={9000 + i} in-interface-list=WAN protocol=tcp to-addresses=192.168.88.{30 + i}\n");
        return text.ToString();
    }
}
