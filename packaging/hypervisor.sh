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
        running virtlogd || as_root virtlogd --daemon
        running libvirtd || as_root libvirtd --daemon --config "$(libvirtd_settings)"
    fi
    wait_for_libvirt
}

running() { [ -e "/proc/$(cat "/run/$1.pid" 2> /dev/null || echo none)" ]; }

# Without D-Bus there is no polkit to decide who may connect. The socket's group decides instead, as polkit's rule would.
libvirtd_settings() {
    local settings=/etc/libvirt/libvirtd.conf
    if [ ! -S /run/dbus/system_bus_socket ]; then
        { cat "$settings"; printf '%s\n' 'auth_unix_rw = "none"' 'unix_sock_group = "libvirt"' 'unix_sock_rw_perms = "0770"'; } |
            as_root tee /run/libvirtd-without-polkit.conf > /dev/null
        settings=/run/libvirtd-without-polkit.conf
    fi
    echo "$settings"
}

wait_for_libvirt() {
    local _
    for _ in {1..50}; do
        if answers as_root; then return; fi
        sleep 0.2
    done
    echo "libvirt does not answer; WebConsole starts all the same and will say why. See /var/log/libvirt or the journal." >&2
}

# Sets what udev sets elsewhere. Without it, QEMU may not use KVM, and libvirt probes QEMU again at each start of a machine.
open_kvm() {
    if [ -d /run/udev ] || [ ! -c /dev/kvm ] || [ "$(stat -c %G /dev/kvm)" = kvm ]; then return; fi
    as_root chgrp kvm /dev/kvm
    as_root chmod 660 /dev/kvm
}

# The user of WebConsole must be root or in the group libvirt. A new group takes effect at the next sign-in;
# `with_groups` holds the prefix that gives it to a command now.
with_groups=()
join_libvirt_group() {
    if [ "$(id -u)" = 0 ] || answers || ! answers as_root; then return; fi
    echo "Adding $(id -un) to the group libvirt, which may do with this host what root may" >&2
    as_root usermod --append --groups libvirt "$(id -un)"
    # shellcheck disable=SC2034 # for run.sh
    with_groups=(sudo --preserve-env --user "$(id -un)" env "PATH=$PATH" "HOME=$HOME")
}
