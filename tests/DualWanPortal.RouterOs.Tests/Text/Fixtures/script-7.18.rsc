# A hand-written set-up script, with the things that people put around exports.
Here is what I run on the router:
```
{
  :local wan1 "ether1"
  /interface list
  add name=WAN
  /interface/list/member add list=WAN interface=ether1 ; add list=WAN interface=ether2
  :if ([:len [/ip route find]] = 0) do={
    # add the default here, "quoted
    /ip route add gateway=192.0.2.1
  } else={
    :put "}"
  }
  /ip route add gateway=$wan1
}
/ip firewall filter
add chain=input action=accept comment=first
add chain=input action=drop comment=last
add chain=input action=accept protocol=icmp place-before=[find where comment="last"]
add chain=forward action=drop place-before=0
disable [ find comment=last ]
remove [find where action=accept && protocol=icmp]
set 2 log=yes
unset [find comment=first] action
move 0 1
/system reboot
/ip firewall nat
set [find where comment~"a.*b"] disabled=yes
set [find comment=nowhere] disabled=yes
print
```
--------------------------------
set everything straight
