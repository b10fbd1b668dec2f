#!/usr/bin/env bash
# The first process inside the namespaces that private-libvirt.sh makes: lays out the host, then runs the command.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
groups=$(findmnt --types cgroup --noheadings --output TARGET)

mount_views() {
    mount -t proc proc /proc
    # /sys shows the network devices of whoever mounted it.
    umount --recursive /sys
    mount -t sysfs sysfs /sys
    mount_cgroups
    mount -t tmpfs -o mode=755 tmpfs /run
    mkdir -p /run/lock /run/lab/{etc,work,lib,log,cache}
    mount -t overlay -o lowerdir=/etc,upperdir=/run/lab/etc,workdir=/run/lab/work overlay /etc
    local place
    for place in lib log cache; do
        mkdir -p "/var/$place/libvirt"
        mount --bind "/run/lab/$place" "/var/$place/libvirt"
    done
}

mount_cgroups() {
    if [ -z "$groups" ]; then
        mount -t cgroup2 cgroup2 /sys/fs/cgroup
        return
    fi
    mount -t tmpfs tmpfs /sys/fs/cgroup
    local group
    for group in $groups; do
        mkdir "$group"
        mount -t cgroup -o "${group##*/}" cgroup "$group" 2> /dev/null || rmdir "$group"
    done
}

# Our own device node, with the permissions that udev sets: without them, libvirt probes QEMU again at each start.
open_kvm() {
    [ -e /dev/kvm ] && getent group kvm > /dev/null || return 0
    mknod -m 660 /run/lab/kvm c 10 232
    chgrp kvm /run/lab/kvm
    mount --bind /run/lab/kvm /dev/kvm
}

configure_libvirt() {
    rm -rf /etc/libvirt/{qemu,storage,secrets}
    mkdir -p /etc/libvirt/qemu/networks/autostart /var/log/libvirt/qemu
    cp /usr/share/libvirt/networks/default.xml /etc/libvirt/qemu/networks/
    ln -s ../default.xml /etc/libvirt/qemu/networks/autostart/
    # There is no D-Bus here, so no polkit: the group of the socket decides.
    printf '%s\n' 'auth_unix_rw = "none"' 'unix_sock_group = "libvirt"' 'unix_sock_rw_perms = "0770"' > /etc/libvirt/libvirtd.conf
    # AppArmor and SELinux have rules for the paths of the real host, not for ours.
    echo 'security_driver = "none"' > /etc/libvirt/qemu.conf
    # libvirt looks for hooks when it starts. This one does nothing until a test names a program in it.
    install -D -m 755 "$here/../../packaging/hooks/webconsole-forwards" /etc/libvirt/hooks/qemu.d/webconsole-forwards
}

mount_views
open_kvm
configure_libvirt
ip link set lo up
export LIBVIRT_DEFAULT_URI=qemu:///system
"$here/daemon.sh" start virtlogd
"$here/daemon.sh" start libvirtd

status=0
"$@" || status=$?
if [ -n "${LAB_LOGS:-}" ]; then
    mkdir -p "$LAB_LOGS"
    cp -r /var/log/libvirt/. "$LAB_LOGS"
fi
exit "$status"
