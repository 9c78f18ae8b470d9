using System.Collections.Immutable;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Routers;

/// <summary>A menu that the portal reads, with the properties it asks for: without a list even slow ones are fetched (reference 1.6).</summary>
/// <param name="Configuration">Changes only when somebody configures; read less often than state.</param>
public sealed record WatchedMenu(string Path, bool Configuration, ImmutableArray<string> Properties)
{
    public ImmutableArray<string> Queries { get; init; } = [];

    /// <summary>False for menus of the other main version.</summary>
    public bool? OnlyV6 { get; init; }

    public RouterOsCommand Print => new(Path + "/print") { Properties = Properties, Queries = Queries };
}

/// <summary>What the portal reads of a router. Secrets are never asked for.</summary>
public static class WatchedMenus
{
    private const string Matchers =
        ".id,chain,action,protocol,src-address,dst-address,src-address-list,dst-address-list,src-port,dst-port,in-interface,out-interface,in-interface-list,out-interface-list," +
        "connection-state,connection-nat-state,connection-mark,packet-mark,routing-mark,dst-address-type,src-address-type,ipsec-policy,jump-target,disabled,dynamic,invalid,comment,bytes,packets," +
        "port,connection-type,per-connection-classifier,nth,random,limit,dst-limit,connection-limit,connection-rate,connection-bytes,time,psd,tcp-flags,content,layer7-protocol,tls-host,packet-size," +
        "icmp-options,hotspot,src-mac-address,in-bridge-port,in-bridge-port-list,out-bridge-port,fragment,ttl,dscp,priority,address-list,";

    public static ImmutableArray<WatchedMenu> All { get; } =
    [
        State("/system/resource", "version,board-name,uptime,cpu-load,free-memory,total-memory,architecture-name,platform"),
        State("/interface", ".id,name,type,default-name,running,disabled,dynamic,slave,inactive,comment,link-downs,last-link-down-time,last-link-up-time,rx-byte,tx-byte"),
        State("/ip/address", ".id,address,network,interface,actual-interface,disabled,dynamic,invalid,comment"),
        State("/ip/route", ".id,dst-address,gateway,distance,scope,target-scope,check-gateway,pref-src,routing-table,routing-mark,blackhole,type,vrf-interface,gateway-status," +
            "immediate-gw,local-address,dynamic,inactive,active,connect,static,dhcp,vpn,modem,ecmp,disabled,comment") with
        {
            // A router with a full BGP table has a million rows; of those only a default is of interest: all rows but (bgp and not the default).
            Queries = ["?bgp=true", "?dst-address=0.0.0.0/0", "?#!&!"],
        },
        State("/ip/dhcp-client", ".id,interface,add-default-route,default-route-distance,use-peer-dns,script,check-gateway,default-route-tables,status,address,gateway,dhcp-server," +
            "primary-dns,secondary-dns,expires-after,dynamic,invalid,disabled,comment"),
        State("/interface/pppoe-client", ".id,name,interface,profile,add-default-route,default-route-distance,use-peer-dns,running,invalid,disabled,comment"),
        State("/interface/lte", ".id,name,default-name,apn-profiles,running,disabled,comment"),
        State("/ip/firewall/nat", Matchers + "to-addresses,to-ports"),
        State("/ip/dns", "servers,dynamic-servers,use-doh-server,verify-doh-cert,allow-remote-requests"),
        State("/tool/netwatch", ".id,name,host,type,status,since,interval,timeout,src-address,start-delay,startup-delay,packet-count,packet-interval,thr-avg,thr-max,thr-stdev,thr-jitter," +
            "thr-loss-percent,up-script,down-script,test-script,disabled,comment"),
        Configuration("/system/identity", "name"),
        Configuration("/interface/lte/apn", ".id,name,apn,add-default-route,default-route-distance,use-peer-dns,passthrough-interface,default,comment"),
        Configuration("/interface/list", ".id,name,include,exclude,builtin,dynamic,comment"),
        Configuration("/interface/list/member", ".id,list,interface,dynamic,disabled,comment"),
        Configuration("/interface/bridge/port", ".id,bridge,interface,disabled,dynamic,inactive,comment"),
        Configuration("/interface/vlan", ".id,name,interface,vlan-id,running,disabled,comment"),
        Configuration("/ip/firewall/filter", Matchers + "reject-with,hw-offload"),
        Configuration("/ip/firewall/mangle", Matchers + "new-connection-mark,new-packet-mark,new-routing-mark,new-mss,passthrough"),
        Configuration("/ip/firewall/raw", Matchers + "reject-with"),
        Configuration("/ip/dhcp-server", ".id,name,interface,disabled,dynamic,invalid"),
        Configuration("/ip/dhcp-server/network", ".id,address,gateway,dns-server,dns-none,disabled,comment"),
        Configuration("/ip/settings", "rp-filter"),
        Configuration("/routing/settings", "check-gateway-ping-interval,check-gateway-ping-timeout,check-gateway-ping-count") with { OnlyV6 = false },
        Configuration("/ip/service", ".id,name,port,address,disabled,dynamic,invalid"),
        Configuration("/snmp", "enabled,trap-target,trap-generators"),
        // The name of a community is its password.
        Configuration("/snmp/community", ".id,addresses,disabled"),
        Configuration("/ip/neighbor/discovery-settings", "discover-interface-list"),
        Configuration("/tool/mac-server", "allowed-interface-list"),
        Configuration("/tool/mac-server/mac-winbox", "allowed-interface-list"),
        Configuration("/ip/upnp", "enabled"),
        Configuration("/ip/upnp/interfaces", ".id,interface,type,disabled,dynamic"),
        Configuration("/queue/tree", ".id,name,parent,packet-mark,max-limit,disabled,invalid,comment"),
        Configuration("/queue/simple", ".id,name,target,dst,parent,max-limit,disabled,dynamic,invalid,comment"),
        Configuration("/interface/wireguard", ".id,name,listen-port,disabled,running,comment") with { OnlyV6 = false },
        Configuration("/interface/wireguard/peers", ".id,name,interface,endpoint-address,endpoint-port,persistent-keepalive,responder,is-responder,allowed-address,disabled,comment") with { OnlyV6 = false },
        Configuration("/interface/l2tp-server/server", "enabled,use-ipsec"),
        Configuration("/interface/sstp-server/server", "enabled,port"),
        Configuration("/interface/ovpn-server/server", "enabled,disabled,port,protocol"),
        Configuration("/interface/pptp-server/server", "enabled"),
        Configuration("/interface/l2tp-client", ".id,name,connect-to,src-address,add-default-route,default-route-distance,running,disabled,comment"),
        Configuration("/interface/sstp-client", ".id,name,connect-to,add-default-route,default-route-distance,running,disabled,comment"),
        Configuration("/interface/ovpn-client", ".id,name,connect-to,add-default-route,running,disabled,comment"),
        Configuration("/ip/ipsec/peer", ".id,name,address,local-address,passive,port,profile,disabled,dynamic,comment"),
        Configuration("/ip/ipsec/profile", ".id,name,dpd-interval,dpd-maximum-failures,nat-traversal"),
        Configuration("/ip/cloud", "ddns-enabled,ddns-update-interval,update-time,back-to-home-vpn"),
        Configuration("/ppp/profile", ".id,name,change-tcp-mss,on-up,on-down,default"),
        Configuration("/system/ntp/client", "enabled,servers,primary-ntp,secondary-ntp,server-dns-names,mode"),
        Configuration("/system/logging", ".id,topics,action,disabled"),
        Configuration("/system/logging/action", ".id,name,target"),
        Configuration("/system/scheduler", ".id,name,on-event,interval,start-time,policy,disabled,comment"),
        // Sources are not read: people keep tokens in them.
        Configuration("/system/script", ".id,name,policy,dont-require-permissions,comment"),
        Configuration("/tool/e-mail", "server,address"),
        Configuration("/system/device-mode", "mode,scheduler,fetch,email,flagged") with { OnlyV6 = false },
        Configuration("/ipv6/settings", "disable-ipv6"),
        Configuration("/ipv6/address", ".id,address,from-pool,interface,advertise,dynamic,disabled,invalid"),
        Configuration("/ipv6/dhcp-client", ".id,interface,request,add-default-route,default-route-distance,default-route-tables,check-gateway,use-peer-dns,pool-name,dynamic,disabled,invalid,comment"),
        // Of what the router itself or a routing protocol made, only a default is of interest: all rows but (dynamic and not the default).
        Configuration("/ipv6/route", ".id,dst-address,gateway,distance,scope,target-scope,check-gateway,routing-table,blackhole,type,dynamic,active,inactive,disabled,comment") with
        {
            Queries = ["?dynamic=true", "?dst-address=::/0", "?#!&!"],
        },
        Configuration("/ipv6/nd", ".id,interface,ra-lifetime,disabled"),
        Configuration("/ipv6/firewall/filter", Matchers + "reject-with,hop-limit,headers"),
        Configuration("/ipv6/firewall/nat", Matchers + "to-address,to-ports") with { OnlyV6 = false },
        Configuration("/routing/table", ".id,name,fib,dynamic,disabled,invalid,comment") with { OnlyV6 = false },
        Configuration("/routing/rule", ".id,src-address,dst-address,routing-mark,interface,action,table,min-prefix,disabled,comment") with { OnlyV6 = false },
        Configuration("/ip/route/rule", ".id,src-address,dst-address,routing-mark,interface,action,table,disabled,comment") with { OnlyV6 = true },
    ];

    private static WatchedMenu State(string path, string properties) => new(path, false, [.. properties.Split(',')]);

    private static WatchedMenu Configuration(string path, string properties) => new(path, true, [.. properties.Split(',')]);
}
