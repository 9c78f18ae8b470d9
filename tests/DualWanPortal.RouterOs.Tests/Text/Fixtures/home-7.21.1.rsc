# 2026-03-14 09:26:53 by RouterOS 7.21.1
# software id = ABCD-EF01
#
# model = C53UiG+5HPaxD2HPaxD
# serial number = HG1000000001
/interface bridge
add admin-mac=02:00:00:00:00:01 auto-mac=no comment=defconf name=bridge
/interface ethernet
set [ find default-name=ether1 ] comment="WAN 1, fibre" name=ether1-wan
set [ find default-name=ether5 ] comment="WAN 2, DSL modem in bridge mode"
/interface pppoe-client
add add-default-route=yes default-route-distance=2 disabled=no interface=ether5 \
    name=pppoe-out1 use-peer-dns=no user=customer@example.net
/interface wifi
set [ find default-name=wifi1 ] channel.band=5ghz-ax .skip-dfs-channels=\
    10min-cac .width=20/40/80mhz configuration.country=Latvia .mode=ap .ssid=\
    "Home Net" disabled=no security.authentication-types=wpa2-psk,wpa3-psk \
    .ft=yes .ft-over-ds=yes
/interface list
add comment=defconf name=WAN
add comment=defconf name=LAN
add exclude=WAN include=all name=inside
/interface lte apn
set [ find default=yes ] ip-type=ipv4 use-network-apn=no
/ip pool
add name=default-dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add address-pool=default-dhcp interface=bridge name=defconf
/routing table
add comment=dwp:backup disabled=no fib name=backup
/disk settings
set auto-media-interface=bridge auto-media-sharing=yes auto-smb-sharing=yes
/interface bridge port
add bridge=bridge comment=defconf interface=ether2
add bridge=bridge comment=defconf interface=ether3
add bridge=bridge comment=defconf interface=ether4
add bridge=bridge comment=defconf interface=wifi1
/ip neighbor discovery-settings
set discover-interface-list=LAN
/interface list member
add comment=defconf interface=bridge list=LAN
add comment=defconf interface=ether1-wan list=WAN
add interface=pppoe-out1 list=WAN
/ip address
add address=192.168.88.1/24 comment=defconf interface=bridge network=\
    192.168.88.0
/ip dhcp-client
# DHCP client can not run on slave or passthrough interface!
add comment=defconf default-route-distance=1 interface=ether1-wan script=":if (\$\
    bound=1) do={\r\
    \n  /ip route set [find comment=\"canary\"] gateway=\$\"gateway-address\"\r\
    \n}"
/ip dhcp-server network
add address=192.168.88.0/24 comment=defconf dns-server=192.168.88.1 gateway=\
    192.168.88.1
/ip dns
set allow-remote-requests=yes servers=9.9.9.9,1.1.1.1
/ip dns static
add address=192.168.88.1 comment=defconf name=router.lan type=A
/ip firewall filter
add action=accept chain=input comment=\
    "defconf: accept established,related,untracked" connection-state=\
    established,related,untracked
add action=drop chain=input comment="defconf: drop invalid" connection-state=\
    invalid
add action=accept chain=input comment="defconf: accept ICMP" protocol=icmp
add action=accept chain=input comment=\
    "defconf: accept to local loopback (for CAPsMAN)" dst-address=127.0.0.1
add action=drop chain=input comment="defconf: drop all not coming from LAN" \
    in-interface-list=!LAN
add action=accept chain=forward comment="defconf: accept in ipsec policy" \
    ipsec-policy=in,ipsec
add action=accept chain=forward comment="defconf: accept out ipsec policy" \
    ipsec-policy=out,ipsec
add action=fasttrack-connection chain=forward comment="defconf: fasttrack" \
    connection-state=established,related hw-offload=yes
add action=accept chain=forward comment=\
    "defconf: accept established,related, untracked" connection-state=\
    established,related,untracked
add action=drop chain=forward comment="defconf: drop invalid" \
    connection-state=invalid
add action=drop chain=forward comment=\
    "defconf: drop all from WAN not DSTNATed" connection-nat-state=!dstnat \
    connection-state=new in-interface-list=WAN
/ip firewall nat
add action=masquerade chain=srcnat comment="defconf: masquerade" \
    ipsec-policy=out,none out-interface-list=WAN
/ip route
add blackhole comment="canary \D0\BA\D0\B0\D0\BD\D0\B0\D0\BB" distance=20 \
    dst-address=198.51.100.53/32
add check-gateway=ping comment="\"main\" at 5\$ a \?" disabled=no distance=1 \
    dst-address=0.0.0.0/0 gateway=203.0.113.1%ether1-wan routing-table=backup \
    scope=30 target-scope=11
/ip service
set telnet disabled=yes
set www address=192.168.88.0/24
/routing bgp connection
add instance=bgp1 local.address=192.0.2.1 .role=ebgp name=transit remote.address=\
    192.0.2.2 .as=64500
/system clock
set time-zone-name=Europe/Riga
/system identity
set name=home
/system logging
set 0 topics=info,!firewall
/system script
add dont-require-permissions=no name=notify owner=admin policy=read,write,test \
    source="# first line\r\
    \n:local who \"admin\"\r\
    \n:foreach i in=[/interface find] do={\r\
    \n  :put (\$i . \"\\n\")\r\
    \n}\r\
    \n"
/tool mac-server
set allowed-interface-list=LAN
/tool mac-server mac-winbox
set allowed-interface-list=LAN
/tool netwatch
add disabled=no down-script="/ip route set [find comment=\"main\"] disabled=yes" \
    host=198.51.100.53 interval=10s name=wan1 packet-count=5 thr-loss-percent=60% \
    type=icmp
