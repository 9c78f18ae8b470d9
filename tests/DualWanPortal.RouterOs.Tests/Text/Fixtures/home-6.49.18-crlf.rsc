# jan/02/1970 00:06:10 by RouterOS 6.49.18
# software id = ABCD-EF02
#
# model = RB951Ui-2HnD
# serial number = 000000000001
/interface bridge
add admin-mac=02:00:00:00:00:02 auto-mac=no comment=defconf name=bridge
/interface lte
# SIM not present
set [ find default-name=lte1 ] apn-profiles=backup name=lte1
/interface ethernet
set [ find default-name=ether1 ] speed=100Mbps
set [ find default-name=ether2 ] name="ether2 WAN two" speed=100Mbps
# poe-out status: short_circuit
set [ find default-name=ether5 ] speed=100Mbps
/interface wireless
# managed by CAPsMAN
set [ find default-name=wlan1 ] band=2ghz-b/g/n country="united states3" \
    disabled=no ht-supported-mcs="mcs-0,mcs-1,mcs-2,mcs-3,mcs-4,mcs-5,mcs-6,mcs-7,m\
    cs-8,mcs-9" mode=ap-bridge ssid=Home
/interface gre
add !keepalive name=gre1 remote-address=198.51.100.9
/interface list
add comment=defconf name=WAN
add comment=defconf name=LAN
/interface lte apn
add apn=internet.example default-route-distance=5 name=backup
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip pool
add name=default-dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add address-pool=default-dhcp disabled=no interface=bridge name=defconf
/queue interface
set ether1 queue=ethernet-default
/snmp community
set [ find default=yes ] addresses=0.0.0.0/0
/interface bridge port
add bridge=bridge comment=defconf interface=ether3
add bridge=bridge comment=defconf interface=ether4
add bridge=bridge comment=defconf interface=ether5
/ip neighbor discovery-settings
set discover-interface-list=LAN
/interface list member
add comment=defconf interface=bridge list=LAN
add comment=defconf interface=ether1 list=WAN
add interface="ether2 WAN two" list=WAN
/interface wireless cap
#
set discovery-interfaces=*7 enabled=yes interfaces=wlan1
/ip address
add address=192.168.88.1/24 comment=defconf interface=bridge network=\
    192.168.88.0
add address=203.0.113.10/30 interface="ether2 WAN two" network=203.0.113.8
/ip dhcp-client
add comment=defconf disabled=no interface=ether1
add interface=ether5
/ip dns
set allow-remote-requests=yes servers=9.9.9.9
/ip firewall filter
add action=accept chain=input comment=\
    "defconf: accept established,related,untracked" connection-state=\
    established,related,untracked
add action=drop chain=input comment="defconf: drop all not coming from LAN" \
    in-interface-list=!LAN
add action=fasttrack-connection chain=forward comment="defconf: fasttrack" \
    connection-state=established,related
/ip firewall mangle
add action=mark-routing chain=prerouting comment="Gel\E4nde, \FCber WAN 2" \
    in-interface=bridge new-routing-mark=wan2 passthrough=no src-address=\
    192.168.88.64/26
/ip firewall nat
add action=masquerade chain=srcnat comment="defconf: masquerade" \
    ipsec-policy=out,none out-interface-list=WAN
/ip firewall service-port
set ftp disabled=yes
set tftp disabled=yes
/ip route
add check-gateway=ping distance=2 gateway=203.0.113.9
add distance=1 gateway=203.0.113.9 routing-mark=wan2
add distance=1 dst-address=198.51.100.0/24 type=blackhole
/ip route rule
add routing-mark=wan2 table=wan2
/ip service
set telnet disabled=yes
set ftp disabled=yes
set api-ssl disabled=yes
/system clock
set time-zone-name=Europe/Riga
/system leds
set 0 interface=ether1
/system note
set note=" ____  \
    \_        \
    \n/ ___|\_home\_ \\o/\
    \n"
/system scheduler
add interval=20s name=watch on-event=\
    ":if ([:ping 198.51.100.1 count=5]=0) do={:system script run wms;}" policy=\
    ftp,reboot,read,write,policy,test start-time=startup
/tool netwatch
add down-script="/ip route disable [find comment=\"x\"]" host=198.51.100.1 interval=\
    10s
