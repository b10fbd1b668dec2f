#!/usr/bin/env bash
# Stops and starts the daemons of the private host, from inside it:
#
#     daemon.sh start|stop|restart|kill libvirtd|virtlogd
#
# `start` returns when the daemon answers, `stop` and `kill` when it has ended. Guests keep running.
set -euo pipefail

[ -d /run/lab ] || { echo "daemon.sh works inside private-libvirt.sh only" >&2; exit 69; }
action=${1:?} daemon=${2:?}
pid_file=/run/$daemon.pid

wait_until() {
    local _
    for _ in {1..300}; do
        if "$@" > /dev/null 2>&1; then return; fi
        sleep 0.1
    done
    echo "daemon.sh: $daemon: waited 30 s for: $*" >&2
    exit 1
}

answers() { [ "$daemon" != libvirtd ] || [[ $(timeout 5 virsh -c qemu:///system net-list --name) == *default* ]]; }
gone() { [ ! -e "/proc/$pid" ] || grep -q '^State:.Z' "/proc/$pid/status"; }

start() {
    "$daemon" --daemon --pid-file "$pid_file"
    wait_until answers
}

end() {
    pid=$(cat "$pid_file")
    kill -s "$1" "$pid"
    wait_until gone
    rm -f "$pid_file"
}

case $action in
    start) start ;;
    stop) end TERM ;;
    kill) end KILL ;;
    restart) end TERM; start ;;
    *) echo "daemon.sh: unknown action: $action" >&2; exit 64 ;;
esac
