# shellcheck shell=bash
# libvirt's daemons where no init system starts them. To be sourced, after prerequisites.sh.

# Does libvirt answer, behind a prefix such as as_root?
answers() { "$@" timeout 5 virsh --connect qemu:///system version > /dev/null 2>&1; }

start_daemons() {
    if answers as_root; then return; fi
    if [ -d /run/systemd/system ]; then
        as_root systemctl start libvirtd
    else
        open_kvm
        echo "Starting virtlogd and libvirtd" >&2
        local daemon
        for daemon in virtlogd libvirtd; do
            [ -e "/proc/$(cat "/run/$daemon.pid" 2> /dev/null || echo none)" ] || as_root "$daemon" --daemon
        done
    fi
    wait_for_libvirt
}

wait_for_libvirt() {
    local _
    for _ in {1..50}; do
        if answers as_root; then return; fi
        sleep 0.2
    done
    echo "libvirt does not answer; WebConsole starts all the same and will say why. See /var/log/libvirt or the journal." >&2
}

# What udev does elsewhere. Without it QEMU may not use KVM, and libvirt probes QEMU anew at each start of a machine.
open_kvm() {
    if [ -d /run/udev ] || [ ! -c /dev/kvm ] || [ "$(stat -c %G /dev/kvm)" = kvm ]; then return; fi
    as_root chgrp kvm /dev/kvm
    as_root chmod 660 /dev/kvm
}

# libvirt's socket is for root and the group libvirt. Whoever is in it only since the last sign-in is helped by sudo.
may_reach_libvirt() {
    [ "$(id -u)" = 0 ] || answers || ! getent group libvirt > /dev/null || ! command -v sudo > /dev/null
}
