#!/usr/bin/env bash
# Inside private-libvirt.sh: NetworkManager with a D-Bus of its own, in charge of the card lan0 (10.77.0.5/24). The other
# end of its cable is peer0, at 10.77.0.1.
#
#     network-manager.sh start|stop
#     network-manager.sh outside     moves peer0 into the network namespace `outside`, which reaches the host over lan0 only
set -euo pipefail

start() {
    mkdir -p /run/dbus /run/NetworkManager /run/lab/nm /run/udev/data /var/lib/NetworkManager
    mountpoint -q /var/lib/NetworkManager || mount -t tmpfs tmpfs /var/lib/NetworkManager
    rm -rf /etc/NetworkManager/system-connections
    mkdir -p /etc/NetworkManager/system-connections
    cat > /etc/NetworkManager/NetworkManager.conf << 'END'
[main]
plugins=keyfile
auth-polkit=false
dhcp=internal
dns=none
rc-manager=unmanaged
no-auto-default=*

[keyfile]
unmanaged-devices=interface-name:virbr*;interface-name:peer*;interface-name:vnet*
END
    ip link add lan0 type veth peer name peer0
    ip address add 10.77.0.1/24 dev peer0
    ip link set peer0 up
    # There is no udev, which NetworkManager would wait for.
    echo I:1 > "/run/udev/data/n$(< /sys/class/net/lan0/ifindex)"
    dbus-daemon --system --fork --nopidfile --print-pid > /run/lab/nm/dbus.pid
    NetworkManager --no-daemon > /run/lab/nm/log 2>&1 &
    echo $! > /run/lab/nm/pid
    for _ in {1..200}; do
        nmcli -t general > /dev/null 2>&1 && break
        sleep 0.1
    done
    # A virtual cable is left alone unless somebody asks for it.
    nmcli device set lan0 managed yes
    nmcli connection add type ethernet ifname lan0 con-name office ipv4.method manual ipv4.addresses 10.77.0.5/24 ipv4.gateway 10.77.0.1 ipv6.method disabled > /dev/null
    nmcli --wait 30 connection up office > /dev/null
}

stop() {
    local process
    for process in /run/lab/nm/pid /run/lab/nm/dbus.pid; do
        [ -e "$process" ] || continue
        process=$(< "$process")
        kill "$process" 2> /dev/null || true
        while [ -e "/proc/$process" ]; do sleep 0.1; done
    done
    rm -rf /run/NetworkManager /run/dbus /run/lab/nm
    ip netns delete outside 2> /dev/null || true
    ip link delete lan0 2> /dev/null || true
    ip link delete br9 2> /dev/null || true
}

outside() {
    ip netns add outside
    ip link set peer0 netns outside
    ip -n outside address add 10.77.0.1/24 dev peer0
    ip -n outside link set lo up
    ip -n outside link set peer0 up
}

case ${1:-} in
    start) stop ; start ;;
    stop) stop ;;
    outside) outside ;;
    *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 64 ;;
esac
