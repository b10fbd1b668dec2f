#!/usr/bin/env bash
# A Ceph cluster of one node, inside private-libvirt.sh: a monitor, a manager and a disk server that keeps all in memory.
#
#     ceph.sh start|stop
#
# Then the monitor answers on 127.0.0.1; /run/lab/ceph/key is the key of the user `anna`, who may use the pool `machines`.
set -euo pipefail

[ -d /run/lab ] || { echo "ceph.sh works inside private-libvirt.sh only" >&2; exit 69; }
state=/run/lab/ceph
config=$state/ceph.conf

as_admin() { timeout 60 "$1" -c "$config" -k "$state/admin.keyring" "${@:2}"; }

wait_until() {
    local _
    for _ in {1..300}; do
        if "$@" > /dev/null 2>&1; then return; fi
        sleep 0.2
    done
    echo "ceph.sh: waited in vain for: $*" >&2
    exit 1
}

configure() {
    local cluster
    cluster=$(cat /proc/sys/kernel/random/uuid)
    mkdir -p "$state"/{monitor,manager,disks}
    cat > "$config" << EOF
[global]
fsid = $cluster
mon initial members = a
mon host = 127.0.0.1
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
run dir = $state
pid file = $state/\$type.pid
log file = $state/\$type.log
admin socket = $state/\$name.socket
keyring = $state/admin.keyring
[mon]
mon data = $state/monitor
keyring = $state/monitor.keyring
[mgr]
mgr data = $state/manager
keyring = $state/manager.keyring
mgr initial modules =
[osd]
osd data = $state/disks
keyring = $state/disks.keyring
osd objectstore = memstore
memstore device bytes = 1073741824
EOF
    ceph-authtool --create-keyring "$state/monitor.keyring" --gen-key --name mon. --cap mon 'allow *'
    ceph-authtool --create-keyring "$state/admin.keyring" --gen-key --name client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
    ceph-authtool "$state/monitor.keyring" --import-keyring "$state/admin.keyring"
    monmaptool --create --addv a '[v2:127.0.0.1:3300/0,v1:127.0.0.1:6789/0]' --fsid "$cluster" "$state/monmap"
    ceph-mon -c "$config" --mkfs -i a --monmap "$state/monmap" --keyring "$state/monitor.keyring"
}

start_disks() {
    local key disk
    key=$(ceph-authtool --gen-print-key)
    disk=$(cat /proc/sys/kernel/random/uuid)
    as_admin ceph osd new "$disk" -i - <<< "{\"cephx_secret\": \"$key\"}"
    ceph-authtool --create-keyring "$state/disks.keyring" --name osd.0 --add-key "$key"
    ceph-osd -c "$config" -i 0 --mkfs --osd-uuid "$disk"
    ceph-osd -c "$config" -i 0
}

disks_are_up() { as_admin ceph osd stat | grep -q '1 up'; }

start() {
    [ ! -d "$state" ] || return 0
    configure
    ceph-mon -c "$config" -i a
    wait_until as_admin ceph mon stat
    as_admin ceph auth get-or-create mgr.a mon 'allow profile mgr' osd 'allow *' > "$state/manager.keyring"
    ceph-mgr -c "$config" -i a
    start_disks
    wait_until disks_are_up
    as_admin ceph osd pool create machines 8 8
    as_admin rbd pool init machines
    as_admin ceph auth get-or-create client.anna mon 'profile rbd' osd 'profile rbd pool=machines' mgr 'profile rbd pool=machines'
    as_admin ceph auth get-key client.anna > "$state/key"
}

stop() {
    local file
    for file in "$state"/*.pid; do
        [ ! -e "$file" ] || kill -KILL "$(cat "$file")" || true
    done
    rm -rf "$state"
}

case ${1:-} in
    start) start > /run/lab/ceph-start.log 2>&1 || { cat /run/lab/ceph-start.log >&2; exit 1; } ;;
    stop) stop ;;
    *) sed -n '2,4s/^# \?//p' "$0" >&2; exit 64 ;;
esac
