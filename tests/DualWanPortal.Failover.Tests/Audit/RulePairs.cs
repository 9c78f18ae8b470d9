using DualWanPortal.Failover.Audit;
using static DualWanPortal.Failover.Tests.Audit.ExportText;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>For every rule a configuration on which it speaks and one, nearly the same, on which it must be silent.</summary>
/// <param name="Rule">Id.</param>
/// <param name="Fires">Findings of that rule on the one.</param>
/// <param name="Silent">And on the other.</param>
internal sealed record RulePair(string Rule, Func<Finding[]> Fires, Func<Finding[]> Silent);

internal static class RulePairs
{
    private const string Pin = "/ip route\nadd dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10 comment=pin\nadd dst-address=0.0.0.0/0 gateway=203.0.113.1 distance=5 comment=WAN1\n";
    private const string Down = "down-script=\"/ip route disable [find comment=\\\"WAN1\\\"]\"";
    private const string Up = "up-script=\"/ip route enable [find comment=\\\"WAN1\\\"]\"";
    private const string Watch = "/tool netwatch\nadd host=8.8.8.8 ";
    private const string Tables = "/routing table\nadd fib name=t1\nadd fib name=t2\n";
    private const string Mangle = "/ip firewall mangle\n";
    private const string Send = "add action=mark-routing chain=prerouting in-interface=bridge connection-mark=c1 new-routing-mark=t1\nadd action=mark-routing chain=prerouting in-interface=bridge connection-mark=c2 new-routing-mark=t2\n";
    private const string Forward = "/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface-list=WAN protocol=tcp dst-port=443 to-addresses=192.168.88.9\n";
    private const string Wg = "/interface wireguard\nadd listen-port=13231 name=wg1\n/interface wireguard peers\nadd interface=wg1 public-key=\"k=\" allowed-address=10.0.0.2/32";
    private const string Behind = "/ip address\nset [find interface=ether2] address=192.168.1.2/24\n";
    private const string LteWan = "/interface lte\nset [ find default-name=lte1 ] name=lte1\n/interface lte apn\nset [ find default=yes ] apn=internet\n/interface list member\nadd list=WAN interface=lte1\n/ip route\nadd dst-address=8.8.4.4/32 gateway=lte1 scope=10\n";
    private const string Pppoe = "/interface pppoe-client\nadd add-default-route=yes default-route-distance=3 disabled=no interface=ether3 name=pppoe-out1 user=u\n/interface list member\nadd list=WAN interface=pppoe-out1\n";
    private const string DropForward = "/ip firewall filter\nadd action=drop chain=forward connection-state=new connection-nat-state=!dstnat in-interface=";
    private const string Servers = "servers=9.9.9.9,149.112.112.112";
    private const string Masquerade = "add action=masquerade chain=srcnat out-interface-list=WAN";
    private const string V6Both = "/ipv6 dhcp-client\nadd interface=ether1 pool-name=a request=prefix\nadd interface=ether2 pool-name=b request=prefix\n";
    private const string V6Filter = "/ipv6 firewall filter\nadd action=drop chain=input in-interface-list=WAN\nadd action=drop chain=forward in-interface-list=WAN\n";

    private static string Pcc(string share, string mark) =>
        $"add action=mark-connection new-connection-mark={mark} per-connection-classifier=both-addresses:{share} chain=prerouting in-interface=bridge dst-address-type=!local connection-state=new connection-mark=no-mark\n";

    public static IReadOnlyList<RulePair> All { get; } =
    [
        Of("wan-single", Exported.Plain(V7).Without("add address=198.51.100.2/24", "add check-gateway=ping distance=2"), Exported.Plain(V7)),
        Of("def-equal", Exported.Plain(V7).With("distance=2 ", "distance=1 "), Exported.Plain(V7)),
        Of("def-dup-dyn", Doubled("default-route-distance=1"), Doubled("add-default-route=no")),
        Of("def-no-main", Marked(main: false), Marked(main: true)),
        Of("def-order", Mobile(1, 5), Mobile(5, 1)),
        Of("def-single", Exported.Plain(V7).Without("add check-gateway=ping distance=2"), Exported.Plain(V7)),
        Of("tab-no-fallback", Tabled("").With("check-gateway=ping distance=1 ", "distance=1 "), Tabled("check-gateway=ping ")),
        Of("tab-empty", Tabled("check-gateway=ping ").With("new-routing-mark=to_1", "new-routing-mark=to_9"), Tabled("check-gateway=ping ")),
        Of("chk-none", Exported.Plain(V7).With("check-gateway=ping distance=1 ", "distance=1 "), Exported.Plain(V7)),
        Of("chk-nexthop", Exported.Plain(V7), Exported.Healthy(V7)),
        Of("chk-backup-none", Exported.Plain(V7).With("check-gateway=ping distance=2 ", "distance=2 "), Exported.Plain(V7)),
        Of("chk-arp", Exported.Plain(V7).With("check-gateway=ping distance=1 ", "check-gateway=arp distance=1 "), Exported.Plain(V7)),
        Of("detect-slow", Exported.Plain("7.21").And("/routing settings", "set check-gateway-ping-interval=30s"), Exported.Plain("7.21").And("/routing settings", "set check-gateway-ping-interval=2s")),
        Of("mon-no-effect", Exported.Plain(V7).And("/tool netwatch", "add host=8.8.8.8 down-script=\":log warning gone\""), Exported.Plain(V7).And("/tool netwatch", "add host=8.8.8.8 down-script=\"/tool e-mail send to=x\"")),
        Of("rec-no-check", Exported.Healthy(V7).With("check-gateway=ping ", ""), Exported.Healthy(V7)),
        Of("rec-scope", Exported.Healthy(V7).With("gateway=1.1.1.1 target-scope=11", "gateway=1.1.1.1 target-scope=30"), Exported.Healthy(V7)),
        Of("rec-unresolved", Exported.Healthy(V7).Without("add dst-address=1.1.1.1/32"), Exported.Healthy(V7)),
        Of("rec-scope-tight", Exported.Healthy(V7).With(" target-scope=11", ""), Exported.Healthy(V7)),
        Of("rec-one-canary", Exported.Healthy(V7).Without("add check-gateway=ping distance=2 "), Exported.Healthy(V7)),
        Of("rec-same-canary", Exported.Healthy(V7).With("dst-address=8.8.4.4/32 gateway=198.51.100.1", "distance=2 dst-address=8.8.8.8/32 gateway=198.51.100.1").With("gateway=8.8.4.4 ", "gateway=8.8.8.8 "), Exported.Healthy(V7)),
        Of("rec-same-operator", Exported.Healthy(V7).Without("add check-gateway=ping distance=2 ", "add check-gateway=ping distance=12 "), Exported.Healthy(V7)),
        Of("gw-static-on-dyn", Leased(""), Leased("script=\"/ip route set [find comment=\\\"first\\\"] gateway=(\\$\\\"gateway-address\\\")\"")),
        Of("gw-is-eth", Exported.Plain(V7).With("gateway=198.51.100.1", "gateway=ether2"), Exported.Plain(V7).With("gateway=198.51.100.1", "gateway=198.51.100.1%ether2")),
        Of("gw-same-ip", TwoModems("192.168.1.1", "192.168.1.1"), TwoModems("192.168.1.1%ether1", "192.168.1.1%ether2")),
        Of("mon-eq-dns", Exported.Healthy(V7).With(Servers, "servers=8.8.8.8"), Exported.Healthy(V7)),
        Of("mon-leak", Exported.Healthy(V7).And("/tool netwatch", "add host=1.1.1.1"), Exported.Healthy(V7).And("/tool netwatch", "add host=8.8.8.8")),
        Of("rp-strict", Exported.Healthy(V7).And("/ip settings", "set rp-filter=strict"), Exported.Healthy(V7).And("/ip settings", "set rp-filter=loose")),
        Of("nat-wan-missing", Exported.Plain(V7).With(Masquerade, "add action=masquerade chain=srcnat out-interface=ether1"), Exported.Plain(V7)),
        Of("nat-fixed-src", Fixed("pppoe-out1"), Fixed("ether9")),
        Of("nat-cond-mark", Conditional("add action=masquerade chain=srcnat connection-mark=c2 out-interface=ether2"), Conditional(Masquerade)),
        Of("nat-broad", Exported.Plain(V7).With(Masquerade, Masquerade + "\nadd action=masquerade chain=srcnat"), Exported.Plain(V7)),
        Of("nat-shadowed", Shadowed("add action=accept chain=srcnat src-address=192.168.88.0/24\n", ""), Shadowed("", "\nadd action=accept chain=srcnat src-address=192.168.88.0/24")),
        Of("nat-in-one-wan", Forwarded("in-interface=ether1"), Forwarded("in-interface-list=WAN")),
        Of("dns-none", Exported.Plain(V7).With(" " + Servers, ""), Exported.Plain(V7)),
        Of("dns-path", Exported.Plain(V7).With(Servers, "servers=203.0.113.53"), Exported.Plain(V7).With(Servers, "servers=203.0.113.53,198.51.100.53")),
        Of("dns-peer", Peers(""), Peers(" servers=9.9.9.9")),
        Of("dns-doh-alone", Exported.Plain(V7).With(Servers, "use-doh-server=https://dns.example/dns-query"), Exported.Plain(V7).With(Servers, "servers=9.9.9.9 use-doh-server=https://dns.example/dns-query")),
        Bare("dns-open", "", Filter),
        Bare("in-no-drop", "", Filter),
        Bare("in-backup-open", "/ip firewall filter\nadd action=drop chain=input in-interface=ether1\n", "/ip firewall filter\nadd action=drop chain=input in-interface=ether1\nadd action=drop chain=input in-interface=ether2\n"),
        Bare("fwd-no-drop", "/ip firewall filter\nadd action=drop chain=forward connection-state=invalid\n", "/ip firewall filter\nadd action=drop chain=forward connection-state=invalid\nadd action=drop chain=forward connection-state=new connection-nat-state=!dstnat in-interface-list=WAN\n"),
        Bare("fwd-backup-open", DropForward + "ether1\n", DropForward + "ether1\n" + DropForward + "ether2\n"),
        Bare("mgmt-exposed", "", Filter),
        Bare("api-plain", "/ip firewall filter\nadd action=accept chain=input dst-port=8728 protocol=tcp src-address=192.0.2.7\n" + Filter, "/ip firewall filter\nadd action=accept chain=input dst-port=8729 protocol=tcp src-address=192.0.2.7\n" + Filter),
        Bare("fw-unreachable", "/ip firewall filter\nadd action=accept chain=forward in-interface=bridge\nadd action=drop chain=forward in-interface=bridge src-address=192.168.88.9\n",
            "/ip firewall filter\nadd action=drop chain=forward in-interface=bridge src-address=192.168.88.9\nadd action=accept chain=forward in-interface=bridge\n"),
        Of("list-wan-missing", Exported.Plain(V7).Without("add interface=ether2 list=WAN"), Exported.Plain(V7)),
        Added("list-lan-in-wan", "/interface list member\nadd list=WAN interface=bridge\n", "/interface list member\nadd list=WAN interface=ether3\n"),
        Added("list-slave", "/ip dhcp-client\nadd disabled=no interface=ether4\n", "/ip dhcp-client\nadd disabled=no interface=ether3\n"),
        Added("neighbor-on-wan", "/ip neighbor discovery-settings\nset discover-interface-list=all\n", "/ip neighbor discovery-settings\nset discover-interface-list=!WAN\n"),
        Added("upnp-on-backup", "/ip upnp\nset enabled=yes\n/ip upnp interfaces\nadd interface=ether1 type=external\n", "/ip upnp\nset enabled=yes\n/ip upnp interfaces\nadd interface=ether1 type=external\nadd interface=ether2 type=external\n"),
        Added("pcc-bad", Tables + Mangle + Pcc("2/0", "c1") + Pcc("2/2", "c2") + Send, Tables + Mangle + Pcc("2/0", "c1") + Pcc("2/1", "c2") + Send),
        Added("lb-match", Tables + Mangle + "add action=mark-routing chain=prerouting connection-mark=never new-routing-mark=t1\n", Tables + Mangle + Pcc("2/0", "c1") + Pcc("2/1", "c2") + Send),
        Bare("ft-mangle", Tables + Mangle + Pcc("2/0", "c1") + Pcc("2/1", "c2") + Send + "/ip firewall filter\nadd action=fasttrack-connection chain=forward connection-state=established,related\n",
            Tables + Mangle + Pcc("2/0", "c1") + Pcc("2/1", "c2") + Send + "/ip firewall filter\nadd action=fasttrack-connection chain=forward connection-state=established,related connection-mark=no-mark\n"),
        Added("mark-local", Tables + Mangle + "add action=mark-routing chain=prerouting src-address=192.168.88.9 new-routing-mark=t2\n", Tables + Mangle + "add action=mark-routing chain=prerouting src-address=192.168.88.9 dst-address-type=!local new-routing-mark=t2\n"),
        Added("pbr-reply", Forward, Tables + Forward + Mangle + "add action=mark-connection chain=prerouting in-interface=ether2 connection-state=new new-connection-mark=c2\n" + Send),
        Added("ref-missing", "/ip firewall filter\nadd action=drop chain=forward in-interface-list=gone\n", "/ip firewall filter\nadd action=drop chain=forward in-interface-list=all\n"),
        Added("qos-one-wan", "/queue tree\nadd name=up parent=ether1 max-limit=20M\n", "/queue tree\nadd name=up parent=ether1 max-limit=20M\nadd name=up2 parent=ether2 max-limit=5M\n"),
        Added("nw-thr-lte", LteWan + "/tool netwatch\nadd host=8.8.4.4 type=icmp\n", LteWan + "/tool netwatch\nadd host=8.8.4.4 type=icmp thr-avg=500ms\n"),
        Added("nw-policy", Pin + Script("policy=ftp,reboot,read,write,policy,test") + Watch + "down-script=down1\n", Pin + Script("policy=read,write,test") + Watch + "down-script=down1\n"),
        Added("nw-startup", $"{Pin}{Watch}{Down} {Up}\n", $"{Pin}{Watch}startup-delay=30s {Down} {Up}\n"),
        Added("nw-unpinned", $"{Pin}/tool netwatch\nadd host=9.9.9.9 {Down} {Up}\n", $"{Pin}{Watch}{Down} {Up}\n"),
        Added("nw-fights-check", $"{Pin}{Watch}down-script=\"/ip route disable [find gateway=\\\"203.0.113.1\\\" distance=1]\"\n", $"{Pin}{Watch}{Down} {Up}\n"),
        Added("nw-single-reply", $"{Pin}{Watch}{Down} {Up}\n", $"{Pin}{Watch}type=icmp {Down} {Up}\n"),
        Added("nw-disables-self", $"{Pin}{Watch}down-script=\"/ip route disable [find comment=\\\"pin\\\"]\"\n", $"{Pin}{Watch}{Down}\n"),
        Added("failback", $"{Pin}{Watch}{Down}\n", $"{Pin}{Watch}{Down} {Up}\n"),
        Added("script-blocks", Watch + "down-script=\":delay 30s; :log info x\"\n", Watch + "down-script=\":delay 2s; :log info x\"\n"),
        new("device-mode", () => Moded("home", "false"), () => Moded("advanced", "true")),
        Added("fb-no-hold", $"{Pin}{Watch}type=icmp {Down} {Up}\n", $"{Pin}{Watch}type=icmp {Down} up-script=\":delay 60s; /ip route enable [find comment=\\\"WAN1\\\"]\"\n"),
        Added("fb-no-flush", Wg + " endpoint-address=vpn.example.net persistent-keepalive=25s\n", Wg + " endpoint-address=vpn.example.net\n"),
        Added("wg-one-endpoint", Wg + "\n", Wg + " endpoint-address=vpn.example.net\n"),
        Added("wg-no-keepalive", Wg + " endpoint-address=vpn.example.net\n" + Behind, Wg + " endpoint-address=vpn.example.net persistent-keepalive=25s\n" + Behind),
        Added("ddns-none", Leasing + Forward, Leasing + Forward + "/ip cloud\nset ddns-enabled=yes\n"),
        Added("ipsec-pinned", "/ip ipsec peer\nadd name=hq address=192.0.2.1/32 local-address=203.0.113.2\n", "/ip ipsec peer\nadd name=hq address=192.0.2.1/32\n"),
        Added("inbound-cgnat", "/ip address\nset [find interface=ether2] address=100.70.1.2/10\n" + Forward, Forward),
        Added("mss-clamp", Pppoe + "/ppp profile\nset *0 change-tcp-mss=no name=default\n", Pppoe),
        new("notify-none", () => Judge("notify-none", "", V6), () => Judge("notify-none", "/system logging\nadd topics=info action=remote\n", V6)),
        Added("log-memory", "", "/system logging\nadd topics=error action=disk\n"),
        Added("ntp-none", "/ip cloud\nset update-time=no\n", "/ip cloud\nset update-time=no\n/system ntp client\nset enabled=yes\n"),
        Added("backup-none", "", "/system scheduler\nadd name=b interval=1d on-event=\"/export file=daily\"\n"),
        new("secret", () => Judge("secret", "/ppp secret\nadd name=worker password=hunter2horse\n", V6), () => Judge("secret", "/ppp secret\nadd name=worker\n", V6)),
        Added("leftover", "/system scheduler\nadd name=safety interval=10m on-event=\"/system backup load name=before\"\n", "/system scheduler\nadd name=daily interval=1d on-event=\"/system backup save name=daily\"\n"),
        new("old-version", () => Judge("old-version", "", "7.12"), () => Judge("old-version", "", "7.18.2")),
        Added("v6-no-failover", V6Both, V6Both + V6Filter),
    ];

    private const string Leasing = "/ip address\nremove [find interface=ether2]\n/ip dhcp-client\nadd disabled=no interface=ether2 default-route-distance=2\n";

    private static RulePair Of(string rule, Exported fires, Exported silent) => new(rule, () => fires.Found(rule), () => silent.Found(rule));

    private static RulePair Added(string rule, string fires, string silent) => new(rule, () => Judge(rule, fires), () => Judge(rule, silent));

    private static RulePair Bare(string rule, string fires, string silent) => new(rule, () => ExportText.Bare(rule, fires), () => ExportText.Bare(rule, silent));

    private static string Script(string policy) => $"/system script\nadd name=down1 {policy} source=\"/ip route disable [find comment=\\\"WAN1\\\"]\"\n";

    private static Exported Doubled(string client) => Exported.Healthy(V7).Without("add address=203.0.113.2/24").And("/ip dhcp-client", $"add disabled=no interface=ether1 use-peer-dns=no {client}")
        .With("add dst-address=8.8.8.8/32 gateway=203.0.113.1", "add comment=hop dst-address=8.8.8.8/32 gateway=203.0.113.1").With("add dst-address=1.1.1.1/32 gateway=203.0.113.1", "add comment=hop dst-address=1.1.1.1/32 gateway=203.0.113.1");

    private static Exported Marked(bool main)
    {
        var plain = Exported.Plain(V7);
        var marked = (plain with { Text = plain.Text[..plain.Text.IndexOf("/ip route", StringComparison.Ordinal)] }).And("/routing table", "add fib name=to_1", "add fib name=to_2")
            .And("/ip route", "add check-gateway=ping gateway=203.0.113.1 routing-table=to_1", "add check-gateway=ping gateway=198.51.100.1 routing-table=to_2")
            .And("/ip firewall mangle", "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_1 nth=2,1", "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_2");
        return main ? marked.And("/ip route", "add gateway=203.0.113.1") : marked;
    }

    private static Exported Mobile(int mobile, int wired) => Exported.Dynamic(V7).Without("add add-default-route=yes")
        .And("/interface lte apn", $"set [ find default=yes ] default-route-distance={mobile}").And("/interface lte", "set [ find default-name=lte1 ] apn-profiles=default")
        .With("add disabled=no interface=ether1", $"add default-route-distance={wired} disabled=no interface=ether1").And("/interface list member", "add interface=lte1 list=WAN");

    private static Exported Tabled(string check) => Exported.Plain(V7).And("/routing table", "add fib name=to_1").And("/ip route", $"add {check}gateway=203.0.113.1 routing-table=to_1")
        .And("/ip firewall mangle", "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_1");

    private static Exported Leased(string script) => Exported.Plain(V7).Without("add address=203.0.113.2/24").And("/ip dhcp-client", $"add add-default-route=no disabled=no interface=ether1 use-peer-dns=no {script}")
        .With("distance=1 gateway", "comment=first distance=1 gateway");

    private static Exported TwoModems(string first, string second) => Exported.Plain(V7).Without("add check-gateway").With("203.0.113.2/24", "192.168.1.2/24").With("198.51.100.2/24", "192.168.1.3/24")
        .With("network=203.0.113.0", "network=192.168.1.0").With("network=198.51.100.0", "network=192.168.1.0").And("/ip route", $"add check-gateway=ping distance=1 gateway={first}", $"add check-gateway=ping distance=2 gateway={second}");

    private static Exported Fixed(string on) => Exported.Dynamic(V7).With(Masquerade, $"add action=src-nat chain=srcnat out-interface={on} to-addresses=198.51.100.77\n{Masquerade}");

    private static Exported Conditional(string second) => Exported.Plain(V7).With(Masquerade, $"add action=masquerade chain=srcnat connection-mark=c1 out-interface=ether1\n{second}")
        .And("/ip firewall mangle", "add action=mark-connection chain=prerouting in-interface=bridge new-connection-mark=c1 nth=2,1", "add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=bridge new-connection-mark=c2");

    private static Exported Shadowed(string before, string after) => Exported.Plain(V7)
        .With(Masquerade, $"{before}add action=src-nat chain=srcnat out-interface=ether1 src-address=192.168.88.9 to-addresses=203.0.113.9{after}\nadd action=masquerade chain=srcnat out-interface=ether2");

    private static Exported Forwarded(string by) => Exported.Plain(V7).And("/ip firewall nat", $"add action=dst-nat chain=dstnat dst-port=443 {by} protocol=tcp to-addresses=192.168.88.10");

    private static Exported Peers(string own) => Exported.Dynamic(V7).With(" " + Servers, own).With("use-peer-dns=no", "use-peer-dns=yes").With("disabled=no interface=ether2", "disabled=no interface=ether2 use-peer-dns=yes");

    private static Finding[] Moded(string mode, string allowed)
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby")
            .Add("/system/scheduler", ("name", "watch"), ("interval", "1m"), ("on-event", ":log info x")).Add("/system/device-mode", ("mode", mode), ("scheduler", allowed), ("fetch", allowed), ("email", allowed));
        return [.. Auditor.Judge(RouterOs.Model.RouterModel.FromItems(rows.Items, rows.Version, null, null, [.. rows.Items.Select(item => item.Menu)])).Where(finding => finding.Rule == "device-mode")];
    }
}
