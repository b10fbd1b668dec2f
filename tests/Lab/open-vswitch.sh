#!/usr/bin/env bash
# Inside private-libvirt.sh: Open vSwitch, which forwards in user space, so that it needs no module of the kernel. Its bridge
# is ovsbr0; the host's port vlan42 (10.78.42.1/24) is in VLAN 42, vlan43 (10.78.43.1/24) in VLAN 43.
#
#     open-vswitch.sh start|stop
set -euo pipefail

# libvirt asks ovs-vsctl, which asks here.
run=/run/openvswitch

start() {
    local vlan
    mkdir -p "$run"
    ovsdb-tool create "$run/conf.db" /usr/share/openvswitch/vswitch.ovsschema
    ovsdb-server "$run/conf.db" --remote="punix:$run/db.sock" --pidfile="$run/ovsdb-server.pid" --log-file="$run/db.log" --detach --no-chdir
    ovs-vsctl --no-wait init
    ovs-vswitchd "unix:$run/db.sock" --pidfile="$run/ovs-vswitchd.pid" --log-file="$run/log" --detach --no-chdir
    ovs-vsctl add-br ovsbr0 -- set bridge ovsbr0 datapath_type=netdev
    for vlan in 42 43; do
        ovs-vsctl add-port ovsbr0 "vlan$vlan" "tag=$vlan" -- set interface "vlan$vlan" type=internal
        ip address add "10.78.$vlan.1/24" dev "vlan$vlan"
        ip link set "vlan$vlan" up
    done
}

stop() {
    local process
    [ ! -e "$run/db.sock" ] || ovs-vsctl --timeout=10 --if-exists del-br ovsbr0
    for process in "$run"/ovs-vswitchd.pid "$run"/ovsdb-server.pid; do
        [ -e "$process" ] || continue
        process=$(< "$process")
        kill "$process" 2> /dev/null || true
        while [ -e "/proc/$process" ]; do sleep 0.1; done
    done
    rm -rf "$run"
    ip link delete ovs-netdev 2> /dev/null || true
}

case ${1:-} in
    start) stop ; start ;;
    stop) stop ;;
    *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 64 ;;
esac
