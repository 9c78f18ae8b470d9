using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Policies;

public class PolicyYamlTests
{
    [Fact]
    public void Read_FullPolicy_EveryKeyTaken()
    {
        var policy = Good("""
            name: "Shops: two lines"
            method: distance
            wan-order: [ether1, lte1]
            first-distance: 10
            distance-step: 5
            check-gateway: false
            wan-list: ISP
            resolvers:
              - 9.9.9.9
              - 1.1.1.1
            """);
        Assert.Equal(("Shops: two lines", 10, 5, false, "ISP"), (policy.Name, policy.FirstDistance, policy.DistanceStep, policy.CheckGateway, policy.WanList));
        Assert.Equal(["ether1", "lte1"], policy.WanOrder);
        Assert.Equal(["9.9.9.9", "1.1.1.1"], policy.Resolvers);
    }

    [Fact]
    public void Read_WatchedPolicy_EveryKeyTaken()
    {
        var policy = Good("""
            name: shops
            method: netwatch
            wans:
              - interface: ether1
                kind: dhcp
                medium: fibre
                metered: false
                canaries: [8.8.4.4, 1.0.0.1]
              - interface: lte1
                medium: lte
            canaries: 1
            firewall-parity: false
            detect-within: 20s
            nat: per-wan
            failback: manual
            failback-stable: 5m
            failback-least: 1h
            failback-quiet: 22:30-06:00
            clean-connections: false
            """);
        Assert.Equal((FailoverMethod.Netwatch, 1, false, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5), false), (policy.Method, policy.Canaries, policy.FirewallParity, policy.DetectWithin!.Value, policy.FailbackStable, policy.CleanConnections));
        Assert.Equal((NatStyle.PerWan, FailbackMode.Manual, TimeSpan.FromHours(1), "22:30-06:00"), (policy.Nat, policy.Failback, policy.FailbackLeast, policy.FailbackQuiet!.ToString()));
        Assert.Equal(["ether1", "lte1"], policy.Wans.Select(wan => wan.Interface));
        Assert.Equal((Failover.Wans.WanKind.Dhcp, Medium.Fibre, false), (policy.Wans[0].Kind!.Value, policy.Wans[0].Medium!.Value, policy.Wans[0].Metered!.Value));
        Assert.Equal(["8.8.4.4", "1.0.0.1"], policy.Wans[0].Canaries);
        Assert.Equal(((Failover.Wans.WanKind?)null, (bool?)null), (policy.Wans[1].Kind, policy.Wans[1].Metered));
        Assert.Equal(PolicyYaml.Write(policy), PolicyYaml.Write(Good(PolicyYaml.Write(policy))));
    }

    [Fact]
    public void Read_WhatOthersDial_EveryKeyTakenAndWrittenAgain()
    {
        var policy = Good("name: x\nmethod: recursive\ninbound: both-addresses\nport-forwards: all-wans\nvpn: backup-endpoint\nvpn-tunnels: [wg1, l2tp-server]\nipv6: failover");
        Assert.Equal((ForwardStrategy.AllWans, VpnStrategy.BackupEndpoint), (policy.PortForwards, policy.Vpn));
        Assert.Equal(["wg1", "l2tp-server"], policy.VpnTunnels);
        Assert.Contains("port-forwards: all-wans\nvpn: backup-endpoint\nvpn-tunnels: [wg1, l2tp-server]\nipv6: failover\n", PolicyYaml.Write(policy), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GateAndMessages_TakenForEveryMethod()
    {
        var policy = Good("""
            name: shops
            method: recursive
            failback: automatic
            failback-stable: 3m
            failback-quiet: 08:00-18:00
            notify-url: https://example.com/wan
            notify-email: noc@example.com
            """);
        Assert.Equal((FailbackMode.Automatic, TimeSpan.FromMinutes(3), (bool?)null), (policy.Failback, policy.FailbackStable, policy.CleanConnections));
        Assert.Equal(new PolicyNotify { Url = "https://example.com/wan", Email = "noc@example.com" }, policy.Notify);
        Assert.Equal(PolicyYaml.Write(policy), PolicyYaml.Write(Good(PolicyYaml.Write(policy))));
        Assert.Null(Good("name: x\nmethod: recursive").Failback);
        Assert.DoesNotContain("failback", PolicyYaml.Write(BuiltInPolicies.Named("recursive")!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Write_BuiltIn_ReadsAsTheSame(string name)
    {
        var policy = BuiltInPolicies.Named(name)!;
        Assert.Equal(name, PolicyVocabulary.Of(policy.Method));
        Assert.Equal(PolicyYaml.Write(policy), PolicyYaml.Write(Good(PolicyYaml.Write(policy))));
    }

    [Fact]
    public void Read_ExampleOfTheReadme_NamesEveryKeyAndIsTaken()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DualWanPortal.sln")))
            folder = folder.Parent;
        var readme = File.ReadAllText(Path.Combine(folder.FullName, "README.md"));
        var begin = readme.IndexOf("```yaml", StringComparison.Ordinal) + "```yaml".Length;
        var example = readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];
        Assert.Equal(("shops", FailoverMethod.Netwatch, "08:00-18:00"), (Good(example).Name, Good(example).Method, Good(example).FailbackQuiet!.ToString()));
        var known = Bad(example + "no-such-key: 1\n").Single().Message;
        Assert.All(known[(known.IndexOf("known are", StringComparison.Ordinal) + 10)..].Split(", ").Where(key => key != "wan-order"), key => Assert.Contains($"\n{key}:", example, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NameOnly_TakesDefaults()
    {
        var policy = Good("name: x");
        Assert.Equal((1, 1, true, "WAN"), (policy.FirstDistance, policy.DistanceStep, policy.CheckGateway, policy.WanList));
        Assert.Equal(["1.1.1.1", "9.9.9.9"], policy.Resolvers);
    }

    [Fact]
    public void Read_EmptyResolvers_LeavesDnsAlone() => Assert.Empty(Good("name: x\nresolvers: []").Resolvers);

    [Theory]
    [InlineData("plain")]
    [InlineData("with: colon and \"quotes\" and \\ backslash")]
    [InlineData("Büro Süd #1")]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("- dash")]
    public void Write_ThenRead_GivesTheSame(string name)
    {
        var policy = new FailoverPolicy { Name = name, WanOrder = ["pppoe-out1", "ether 2 [x]"], FirstDistance = 7, DistanceStep = 3, CheckGateway = false, WanList = "wan_1", Resolvers = ["2620:fe::fe", "8.8.8.8"] };
        var yaml = PolicyYaml.Write(policy);
        Assert.Equal(yaml, PolicyYaml.Write(Good(yaml)));
        Assert.Equal(name, Good(yaml).Name);
        Assert.Equal(policy.WanOrder, Good(yaml).WanOrder.AsEnumerable());
    }

    [Theory]
    [InlineData("name: x\nfirst-distance: 0", 2, "first-distance")]
    [InlineData("name: x\nfirst-distance: many", 2, "first-distance")]
    [InlineData("name: x\ndistance-step: 250", 2, "distance-step")]
    [InlineData("name: x\n\nwan-list: all", 3, "wan-list")]
    [InlineData("name: x\nresolvers: [one.one.one.one]", 2, "resolvers")]
    [InlineData("name: x\nresolvers: [1.1.1.1, 1.1.1.1]", 2, "resolvers")]
    [InlineData("name: x\nresolvers: [127.0.0.1]", 2, "resolvers")]
    [InlineData("name: x\nresolvers: 1.1.1.1", 2, "resolvers")]
    [InlineData("name: x\nwan-order: [ether1, ether1]", 2, "wan-order")]
    [InlineData("name: x\nmethod: magic", 2, "method")]
    [InlineData("name: x\ncheck-gateway: perhaps", 2, "check-gateway")]
    [InlineData("name: x\ncolour: red", 2, "colour")]
    [InlineData("name: [x]", 1, "name")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    colour: red", 5, "colour")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    kind: smoke", 5, "kind")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    medium: lte", 5, "medium")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    canaries: [1.1.1.1]", 5, "canaries")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    canaries: [8.8.8.8]\n  - interface: ether2\n    canaries: [8.8.8.8]", 7, "canaries")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    canaries: [8.8.8.8, 8.8.4.4, 1.0.0.1]", 5, "canaries")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    canaries: [one.example]", 5, "canaries")]
    [InlineData("name: x\nwans:\n  - interface: ether1\n    canaries: [8.8.8.8]", 4, "canaries")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - kind: dhcp", 4, "interface")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n  - interface: ether1", 5, "interface")]
    [InlineData("name: x\nwan-order: [ether2]\nwans:\n  - interface: ether1", 2, "wan-order")]
    [InlineData("name: x\nwans: ether1", 2, "wans")]
    [InlineData("name: x\nwans: [ether1]", 2, "wans")]
    [InlineData("name: x\nmethod: recursive\ncanaries: 3", 3, "canaries")]
    [InlineData("name: x\ncanaries: 1", 2, "canaries")]
    [InlineData("name: x\nfailback: manual\nfailback-stable: 5m", 3, "failback-stable")]
    [InlineData("name: x\nfailback: automatic\nfirst-distance: 60", 3, "first-distance")]
    [InlineData("name: x\nfailback-least: 5m", 2, "failback-least")]
    [InlineData("name: x\nnotify-url: http://example.com/", 2, "notify-url")]
    [InlineData("name: x\nnotify-url: https://user:word@example.com/", 2, "notify-url")]
    [InlineData("name: x\nnotify-url: https://example.com/?token=1", 2, "notify-url")]
    [InlineData("name: x\nnotify-url: \"https://example.com/$x\"", 2, "notify-url")]
    [InlineData("name: x\nnotify-email: nobody", 2, "notify-email")]
    [InlineData("name: x\nnotify-email: \"\"", 2, "notify-email")]
    [InlineData("name: x\nmethod: recursive\nwans:\n  - interface: ether1\n    canaries: [8.8.8.8]\nnotify-url: https://8.8.8.8/", 6, "notify-url")]
    [InlineData("name: x\ndetect-within: soon", 2, "detect-within")]
    [InlineData("name: x\ndetect-within: 1s", 2, "detect-within")]
    [InlineData("name: x\nmethod: recursive\nfailback-stable: 2m", 3, "failback-stable")]
    [InlineData("name: x\nmethod: netwatch\nfailback-stable: 2h", 3, "failback-stable")]
    [InlineData("name: x\nclean-connections: no", 2, "clean-connections")]
    [InlineData("name: x\nmethod: recursive\nfailback-quiet: 08:00-18:00", 3, "failback-quiet")]
    [InlineData("name: x\nmethod: netwatch\nfailback-quiet: all day", 3, "failback-quiet")]
    [InlineData("name: x\nmethod: netwatch\nfailback-quiet: 08:00-08:00", 3, "failback-quiet")]
    [InlineData("name: x\nmethod: netwatch\nfailback: never", 3, "failback")]
    [InlineData("name: x\nmethod: netwatch\nfailback-least: 2d", 3, "failback-least")]
    [InlineData("name: x\nnat: everything", 2, "nat")]
    [InlineData("name: x\nport-forwards: some", 2, "port-forwards")]
    [InlineData("name: x\nipv6: maybe", 2, "ipv6")]
    [InlineData("name: x\nvpn: magic", 2, "vpn")]
    [InlineData("name: x\nvpn: backup-endpoint", 2, "vpn")]
    [InlineData("name: x\nmethod: netwatch\nclean-connections: false\nvpn: dial-out", 4, "vpn")]
    [InlineData("name: x\nvpn-tunnels: [wg1]", 2, "vpn-tunnels")]
    [InlineData("name: x\nvpn: hub\nvpn-tunnels: [wg1, wg1]", 3, "vpn-tunnels")]
    [InlineData("name: x\nvpn: hub\nvpn-tunnels: wg1", 3, "vpn-tunnels")]
    [InlineData("name: x\nwans:\n  - interface: a\n    canaries:\n      - b: c", 4, "")]
    [InlineData("method: distance", 1, "name")]
    [InlineData("name: ''", 1, "name")]
    public void Read_Wrong_NamesLineAndProperty(string yaml, int line, string property) =>
        Assert.Contains(Bad(yaml), problem => problem.Line == line && problem.Property == property);

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("- a\n- b")]
    [InlineData("name: [unclosed")]
    [InlineData("name: x\nname: y")]
    [InlineData("name: &a x\nwan-list: *a")]
    [InlineData("name: !!str x")]
    [InlineData("name: x\nwan-order: {a: b}")]
    [InlineData("name: x\n---\nname: y")]
    [InlineData("\t\0")]
    public void Read_NoPolicy_SaysWhereNotThrows(string yaml) => Assert.All(Bad(yaml), problem => Assert.True(problem.Line >= 1));

    [Fact]
    public void Read_DeepNesting_IsRefused() => Bad("name: " + new string('[', 20_000));

    [Fact]
    public void Read_TooLong_IsRefused() => Bad("name: " + new string('x', 100_000));

    [Fact]
    public void Check_BuiltIns_AreGood()
    {
        Assert.All(BuiltInPolicies.All, policy => Assert.Empty(PolicyValidation.Check(policy)));
        Assert.NotNull(BuiltInPolicies.Named("distance"));
        Assert.Null(BuiltInPolicies.Named("no-such"));
    }

    private static FailoverPolicy Good(string yaml)
    {
        var reading = PolicyYaml.Read(yaml);
        Assert.Empty(reading.Problems);
        return reading.Policy!;
    }

    private static System.Collections.Immutable.ImmutableArray<PolicyProblem> Bad(string yaml)
    {
        var reading = PolicyYaml.Read(yaml);
        Assert.Null(reading.Policy);
        Assert.NotEmpty(reading.Problems);
        return reading.Problems;
    }
}
