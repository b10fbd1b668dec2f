#!/usr/bin/env bash
# A complete KVM host as a guest, inside private-libvirt.sh:
#
#     full-host.sh start           starts it from its saved state in seconds; libvirt's URI is then qemu+tcp://127.0.0.1/system
#     full-host.sh stop            ends it; what was written since is gone
#     full-host.sh run COMMAND     runs a shell command on it
#
# build-full-host.sh builds it, outside, and says what it has.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
[ -d /run/lab ] || { echo "full-host.sh works inside private-libvirt.sh only" >&2; exit 69; }

# shellcheck source=tests/Lab/full-host-machine.sh
. "$here/full-host-machine.sh"
state=/run/lab/full-host
base=${LAB_FULL_HOST:-$("$here/build-full-host.sh")}

runs() { [ -e "$state/pid" ] && grep -qs full-host "/proc/$(cat "$state/pid")/cmdline"; }

run() {
    ssh -F none -i "$base/key" -o UserKnownHostsFile="$base/known_hosts" -o HostKeyAlias=full-host -o BatchMode=yes -o ConnectTimeout=30 -o LogLevel=ERROR \
        -o ControlMaster=auto -o ControlPath="$state/ssh" -o ControlPersist=600 -p 2222 root@127.0.0.1 "$@"
}

wait_until() {
    local _
    for _ in {1..300}; do
        runs || break
        if timeout 60 "$@" > /dev/null 2>&1; then return; fi
        sleep 0.2
    done
    tail -n 20 "$state/console.log" >&2
    echo "full-host.sh: in vain: $*" >&2
    exit 1
}

start() {
    local disk
    if runs; then return; fi
    mkdir -p "$state"
    for disk in "${!machine_disks[@]}"; do
        qemu-img create -q -f qcow2 -F qcow2 -b "$base/$disk.qcow2" "$state/$disk.qcow2"
    done
    machine_ports=,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=tcp:127.0.0.1:16509-:16509
    start_machine "$base" "$state" -serial "file:$state/console.log" -monitor none -daemonize -pidfile "$state/pid" -incoming "exec:zstd -dcq $base/state.zst"
    wait_until virsh -c qemu+tcp://127.0.0.1/system version
    # Its clock stood still since its state was saved.
    wait_until "$0" run "date -u -s @$(date +%s)"
}

stop() {
    runs || return 0
    kill "$(cat "$state/pid")"
    while runs; do sleep 0.1; done
    rm -rf "$state"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    run) shift; run "$@" ;;
    *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 64 ;;
esac
