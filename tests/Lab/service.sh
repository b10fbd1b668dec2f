#!/usr/bin/env bash
# Serves WebConsole as an installed service, by docs/operations.md, where systemd is the first process:
#
#     service.sh DIRECTORY
#
# DIRECTORY is what `dotnet publish` wrote. Inside private-libvirt.sh: the service reaches that libvirt and stands on that
# network; all it writes goes when this does. The socket for port forwards is beside it, libvirt's hook in the lab. Prints a
# sign-in link, and ends with its standard input.
set -euo pipefail

[ -d /run/lab ] || { echo "service.sh works inside private-libvirt.sh only" >&2; exit 69; }
packaging=$(dirname "$(realpath "$0")")/../../packaging

# Runs in namespaces of its own, as the process that becomes systemd.
become_systemd() {
    local room=/run/lab/service place
    mkdir -p $room
    mount -t tmpfs tmpfs $room
    for place in usr/lib var; do
        mkdir -p "$room/$place/"{new,work}
        mount -t overlay -o "lowerdir=/$place,upperdir=$room/$place/new,workdir=$room/$place/work" overlay "/$place"
    done
    install_product "$1"
    # Only the journal of the machine's own units: the others would change its disks, devices and daemons.
    mkdir -p $room/run/{libvirt,units}
    mount --bind /run/libvirt $room/run/libvirt
    cp /lib/systemd/system/{basic,sysinit,shutdown,network}.target /lib/systemd/system/systemd-journald*.{service,socket} $room/run/units
    install -m 644 "$packaging"/systemd/{webconsole.service,webconsole-forwards.socket,webconsole-forwards@.service} $room/run/units
    # The helper looks whether machines' processes live, which are outside of the new process namespace.
    mkdir -p $room/run/{proc,units/webconsole-forwards@.service.d}
    mount --bind /proc $room/run/proc
    printf '%s\n' '[Service]' 'BindReadOnlyPaths=/run/proc:/proc' > $room/run/units/webconsole-forwards@.service.d/lab.conf
    mount --rbind $room/run /run
    mount -t tmpfs tmpfs /tmp
    mount -t proc proc /proc
    umount --recursive /sys/fs/cgroup
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin SYSTEMD_UNIT_PATH=/run/units \
        /lib/systemd/systemd --system --unit=webconsole.service 2> /dev/null
}

# The commands of docs/operations.md, and the runtime in the place of a package, because a service can't read home
# directories.
install_product() {
    cp -rT "$1" /usr/lib/webconsole
    install -m 644 -D "$packaging/sysusers.d/webconsole.conf" /usr/lib/sysusers.d/webconsole.conf
    install -m 644 -D "$packaging/pam.d/webconsole" /etc/pam.d/webconsole
    install -m 644 -D "$packaging/polkit/webconsole.rules" /etc/polkit-1/rules.d/60-webconsole.rules
    # Passwords are on even if all of this runs in a container; the command tests that this file overrides the unit.
    install -m 644 -D /dev/stdin /etc/webconsole/appsettings.json <<< \
        '{ "WebConsole": { "SignIn": { "HostAccounts": "On", "NewLinkCommand": "ask-the-administrator" } } }'
    systemd-sysusers
    mkdir -p /usr/lib/dotnet /etc/dotnet
    mount --bind "$(dirname "$(realpath "$(command -v dotnet)")")" /usr/lib/dotnet
    echo /usr/lib/dotnet > /etc/dotnet/install_location
}

# The reason for a failure has been printed above.
still_there() { kill -0 "$namespaces" 2> /dev/null || { echo "The service's system has ended" >&2; exit 1; }; }

inside() { nsenter --target "$systemd" --mount --pid --uts --ipc --cgroup "$@"; }

wait_until_active() {
    local _
    for _ in {1..120}; do
        if inside systemctl --quiet is-active webconsole 2> /dev/null; then return; fi
        still_there
        sleep 0.5
    done
    inside journalctl --no-pager --lines 50 >&2
    exit 1
}

if [ "${2:-}" = first ]; then become_systemd "$1"; fi

unshare --mount --pid --fork --kill-child --uts --ipc --cgroup --propagation private "$0" "$1" first < /dev/null > /dev/null &
namespaces=$!
trap 'kill -KILL "$namespaces" 2> /dev/null || true' EXIT
until systemd=$(pgrep --parent "$namespaces"); do
    still_there
    sleep 0.1
done
wait_until_active
inside systemctl start webconsole-forwards.socket
inside setpriv --reuid webconsole --regid webconsole --init-groups env STATE_DIRECTORY=/var/lib/webconsole /usr/lib/webconsole/WebConsole --new-link
cat > /dev/null
