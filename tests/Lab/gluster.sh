#!/usr/bin/env bash
# A GlusterFS server, inside private-libvirt.sh:
#
#     gluster.sh start|stop
#
# Then it answers on 10.99.1.1 with the volume `machines`: Gluster takes no address that begins with 127.
set -euo pipefail

[ -d /run/lab ] || { echo "gluster.sh works inside private-libvirt.sh only" >&2; exit 69; }
state=/run/lab/gluster
address=10.99.1.1

as_admin() { timeout 60 gluster --mode=script "$@"; }

start() {
    local _
    [ ! -d "$state" ] || return 0
    mkdir -p "$state"/{work,brick,run,log} /run/gluster
    ip address add "$address/32" dev lo
    cat > "$state/glusterd.vol" << EOF
volume management
    type mgmt/glusterd
    option working-directory $state/work
    option run-directory $state/run
    option transport-type socket
    option transport.socket.bind-address $address
    option transport.socket.read-fail-log off
    option max-port 49200
end-volume
EOF
    glusterd -f "$state/glusterd.vol" -p "$state/pid" -l "$state/log/glusterd.log"
    for _ in {1..100}; do
        if as_admin volume list; then break; fi
        sleep 0.2
    done
    as_admin volume create machines "$address:$state/brick/machines" force
    as_admin volume set machines server.allow-insecure on
    as_admin volume start machines
}

stop() {
    local file
    for file in "$state/pid" "$state"/run/vols/*/*.pid; do
        [ ! -e "$file" ] || kill -KILL "$(cat "$file")" || true
    done
    ip address delete "$address/32" dev lo || true
    rm -rf "$state"
}

case ${1:-} in
    start) start > /run/lab/gluster-start.log 2>&1 || { cat /run/lab/gluster-start.log >&2; exit 1; } ;;
    stop) stop ;;
    *) sed -n '2,4s/^# \?//p' "$0" >&2; exit 64 ;;
esac
