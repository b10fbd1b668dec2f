#!/usr/bin/env bash
# Builds a complete KVM host of this machine's own distribution, boots it once as a guest, saves its running state, and prints
# the directory with all that: a subdirectory of CACHE, which is rebuilt only when the release, QEMU, this script or
# full-host/ have changed. It takes minutes; full-host.sh then starts it from the saved state in seconds.
#
#     build-full-host.sh [CACHE]
#
# Its kernel has what that of a container or of a build machine may lack: LVM, NFS, iSCSI, multipath, bonds, VLANs. Its own files are those
# in full-host/. Needs root; asks sudo for it.
set -euo pipefail
export LC_ALL=C

cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/webconsole}
here=$(dirname "$(realpath "$0")")
[ "$(id -u)" = 0 ] || exec sudo --preserve-env env "PATH=$PATH" "$0" "$cache"

# shellcheck source=tests/Lab/full-host-machine.sh
. "$here/full-host-machine.sh"
# shellcheck source=/dev/null
. /etc/os-release

kernel=linux-image-amd64
[ "$ID" != ubuntu ] || kernel=linux-image-generic
packages=(
    "$kernel" systemd systemd-sysv udev dbus kmod procps iproute2 openssh-server
    libvirt-daemon-system libvirt-daemon-config-network libvirt-clients qemu-system-x86 qemu-utils dnsmasq-base iptables
    lvm2 parted e2fsprogs nfs-kernel-server nfs-common open-iscsi tgt multipath-tools network-manager
)
# What a host does by itself some day, and what waits for a network that is not there.
masked=(
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer logrotate.timer man-db.timer
    systemd-networkd-wait-online.service libvirt-guests.service systemd-pstore.service
    serial-getty@ttyS0.service # its hang-up would end what prepare-host says there
)
# What tests start themselves.
disabled=(NetworkManager NetworkManager-wait-online NetworkManager-dispatcher)
enabled=(systemd-networkd ssh libvirtd.service libvirtd-tcp.socket nfs-kernel-server tgt multipathd iscsid prepare-host)

# A saved state fits only the QEMU that wrote it.
stamp() {
    {
        echo "$ID $VERSION_ID"
        qemu-system-x86_64 --version
        (cd "$here" && find full-host build-full-host.sh full-host-machine.sh -type f -exec sha256sum {} + | sort)
    } | sha256sum | cut -c 1-16
}

# The packages come from where this machine has its own.
sources() {
    local file
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        if [ -f "$file" ] && grep -qw "$VERSION_CODENAME" "$file"; then echo "$file"; fi
    done
}

install_system() {
    local from=()
    mapfile -t from < <(sources)
    apt-config dump | grep -E '^Acquire::(http|https|Check)' > "$work/apt.conf" || true
    # Before the kernel is installed: its initial file system needs little.
    printf 'virtio_pci\nvirtio_blk\next4\n' > "$work/modules"
    echo MODULES=list > "$work/modules.conf"
    # shellcheck disable=SC2016 # $1 is for mmdebstrap's shell
    TMPDIR=$work mmdebstrap --mode=root --variant=minbase --quiet --aptopt="$work/apt.conf" \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --include="$(IFS=,; echo "${packages[*]}")" \
        --essential-hook='mkdir -p "$1/usr/share/initramfs-tools/modules.d" "$1/usr/share/initramfs-tools/conf.d"' \
        --essential-hook="cp '$work/modules' \"\$1/usr/share/initramfs-tools/modules.d/lab\"" \
        --essential-hook="cp '$work/modules.conf' \"\$1/usr/share/initramfs-tools/conf.d/lab\"" \
        --customize-hook="cp -rT '$here/full-host' \"\$1\"" \
        "$VERSION_CODENAME" "$work/root" "${from[@]}"
}

set_up_system() {
    local root=$work/root
    chroot "$root" systemctl --quiet mask "${masked[@]}"
    chroot "$root" systemctl --quiet disable "${disabled[@]}"
    chroot "$root" systemctl --quiet enable "${enabled[@]}"
    chroot "$root" systemctl --quiet set-default multi-user.target
    # A machine ID makes this no first boot, at which systemd would enable whatever is installed.
    echo 8f0e2f5f3c5b4d7c9d1a6a3a5d1c7e42 > "$root/etc/machine-id"
    mkdir -p "$root"/srv/{nfs,iscsi}
    truncate -s 64M "$root"/srv/iscsi/disk{1,2,3}
    ssh-keygen -q -t ed25519 -N '' -C lab -f "$work/out/key"
    install -D -m 600 "$work/out/key.pub" "$root/root/.ssh/authorized_keys"
    echo "full-host $(cut -d ' ' -f 1,2 "$root/etc/ssh/ssh_host_ed25519_key.pub")" > "$work/out/known_hosts"
}

make_disks() {
    local disk
    cp "$work"/root/boot/vmlinuz-* "$work/out/vmlinuz"
    cp "$work"/root/boot/initrd.img-* "$work/out/initrd.img"
    truncate -s 4G "$work/root.raw"
    mke2fs -q -t ext4 -L root -d "$work/root" "$work/root.raw"
    qemu-img convert -f raw -O qcow2 "$work/root.raw" "$work/out/root.qcow2"
    rm -rf "$work/root" "$work/root.raw"
    for disk in "${!machine_disks[@]}"; do
        [ "$disk" = root ] || qemu-img create -q -f qcow2 "$work/out/$disk.qcow2" "${machine_disks[$disk]}"
    done
}

# The host says on its serial line how its first boot went. A state can be saved only of a machine that runs.
save_first_boot() {
    local log=$work/console.log limit=$((SECONDS + 1800))
    : > "$log"
    coproc host { start_machine "$work/out" "$work/out" -serial "file:$log" -monitor stdio > "$work/monitor.log" 2>&1; }
    # shellcheck disable=SC2154 # coproc sets it
    local machine=$host_PID
    until grep -q '^full host: ready' "$log"; do
        if [ ! -e "/proc/$machine" ] || grep -q '^full host: failed' "$log" || [ $SECONDS -gt $limit ]; then
            tail -n 30 "$log" "$work/monitor.log" >&2
            echo "build-full-host.sh: the host did not boot" >&2
            return 1
        fi
        sleep 1
    done
    printf '%s\n' 'migrate_set_parameter max-bandwidth 0' "migrate \"exec:zstd -q -3 > $work/out/state.zst\"" quit >&"${host[1]}"
    wait "$machine"
    zstd -q --test "$work/out/state.zst"
}

full_host=$cache/full-host-$(stamp)
echo "$full_host"
[ ! -d "$full_host" ] || exit 0

[ ! -d /run/lab ] || { echo "build-full-host.sh downloads packages: run it outside the lab first" >&2; exit 69; }
echo "Building a full host" >&2
mkdir -p "$cache"
work=$(mktemp -d --tmpdir="$cache")
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
mkdir "$work/out"
exec >&2
install_system
set_up_system
make_disks
save_first_boot
# Published atomically; another process may have been faster.
mv --no-target-directory "$work/out" "$full_host" 2> /dev/null || [ -d "$full_host" ]
# Each takes almost a gigabyte. One that runs keeps its open files.
find "$cache" -maxdepth 1 -name 'full-host-*' -mtime +7 ! -path "$full_host" -exec rm -rf {} +
