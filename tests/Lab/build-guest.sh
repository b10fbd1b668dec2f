#!/usr/bin/env bash
# Builds the guest of the tests and the demo from the distribution's packages, and prints the
# directory with its vmlinuz, initrd.img and install.iso: a subdirectory of CACHE, which is rebuilt only when the packages,
# this script or guest/ have changed.
#
#     build-guest.sh [CACHE]
#
# Booted directly it shows a root shell without password on the screen and on the first serial line, asks DHCP for an
# address, serves a web page, answers QEMU's guest agent and the power button. The kernel's own `hostname=` names it, or a seed for
# cloud-init.
# The ISO installs it onto the first disk, from which it boots with BIOS, and restarts. Its own files are those in guest/.
set -euo pipefail
export LC_ALL=C

cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/webconsole}
here=$(dirname "$(realpath "$0")")
modules=(virtio_pci virtio_blk virtio_net virtio_console virtio_balloon virtio_rng evdev button isofs sr_mod)

# The kernel packages for guests; Debian has one of them, Ubuntu the other.
kernels=(linux-image-cloud-amd64 linux-image-virtual)

# A hash of everything that the guest is built from.
stamp() {
    {
        apt-cache policy "${kernels[@]}" busybox-static qemu-guest-agent isolinux syslinux-common | grep -E '^[a-z]|Candidate'
        (cd "$here" && find guest build-guest.sh -type f -exec sha256sum {} + | sort)
    } | sha256sum | cut -c 1-16
}

# The package names of the newest kernel, and of its modules where these have their own.
kernel_packages() {
    local image package
    image=$(apt-cache depends "${kernels[@]}" 2> /dev/null | grep -m 1 -o 'linux-image-[0-9].*') || true
    [ -n "$image" ] || return 0
    for package in "$image" "${image/image/modules}"; do
        if apt-cache show "$package" > /dev/null 2>&1; then echo "$package"; fi
    done
}

download() {
    local kernel package
    mapfile -t kernel < <(kernel_packages)
    [ ${#kernel[@]} -gt 0 ] || { echo "build-guest.sh: no kernel for guests in the package lists; run apt-get update" >&2; exit 1; }
    mkdir -p "$work/packages" "$work/unpacked"
    (cd "$work/packages" && apt-get -qq -o APT::Sandbox::User=root download "${kernel[@]}" "$@")
    for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/unpacked"; done
}

copy_kernel() {
    local version target module
    version=$(ls "$work/unpacked/lib/modules")
    target=$root/lib/modules/$version
    mkdir -p "$target"
    cp "$work/unpacked/boot/vmlinuz-$version" "$work/out/vmlinuz"
    cp "$work/unpacked/lib/modules/$version"/modules.{builtin,builtin.modinfo,order} "$target"
    depmod -b "$work/unpacked" "$version"
    for module in "${modules[@]}"; do
        modprobe -d "$work/unpacked" -S "$version" --show-depends "$module" 2> /dev/null || true
    done | awk '$1 == "insmod" { print $2 }' | sort -u | xargs cp -t "$target"
    # busybox reads plain modules only.
    find "$target" -name '*.xz' -exec unxz {} + -o -name '*.zst' -exec unzstd -q --rm {} +
    depmod -b "$root" "$version"
}

copy_busybox() {
    find "$work/unpacked" -path '*bin/busybox' -exec cp -t "$root/bin" {} +
    local applet
    for applet in $("$root/bin/busybox" --list); do
        [ -e "$root/bin/$applet" ] || [ -e "$root/sbin/$applet" ] || ln -s busybox "$root/bin/$applet"
    done
    ln -s ../bin/busybox "$root/sbin/modprobe" # where the kernel looks for it
    ln -s bin/busybox "$root/init"
}

# QEMU on this machine needs the same libraries, so they are installed.
copy_agent() {
    local agent=$work/unpacked/usr/sbin/qemu-ga library
    cp "$agent" "$root/bin/"
    for library in $(ldd "$agent" | grep -o '/[^ ]*'); do
        install -D "$library" "$root$library"
    done
}

# An ISO image that boots from a drive and from a disk: OUT INITRD ARGUMENTS...
make_iso() {
    local image=$1 initrd=$2 tree=$work/iso
    rm -rf "$tree"
    mkdir -p "$tree/isolinux"
    cp "$work/unpacked/usr/lib/ISOLINUX/isolinux.bin" "$work/unpacked/usr/lib/syslinux/modules/bios/ldlinux.c32" "$tree/isolinux"
    cp "$work/out/vmlinuz" "$tree"
    cp "$initrd" "$tree/initrd.img"
    printf 'default guest\nlabel guest\n  kernel /vmlinuz\n  initrd /initrd.img\n  append %s\n' "${*:3}" > "$tree/isolinux/isolinux.cfg"
    xorriso -no_rc -as mkisofs -quiet -output "$image" -volid GUEST -rational-rock -eltorito-boot isolinux/isolinux.bin -no-emul-boot \
        -boot-load-size 4 -boot-info-table -isohybrid-mbr "$work/unpacked/usr/lib/ISOLINUX/isohdpfx.bin" "$tree" 2> /dev/null
}

# The installer is the same system with another one to write.
build_installer() {
    make_iso "$root/system.iso" "$work/out/initrd.img" console=tty1 console=ttyS0 quiet installed
    pack_root > "$work/installer.img"
    make_iso "$work/out/install.iso" "$work/installer.img" console=tty1 console=ttyS0 quiet install
}

pack_root() (cd "$root" && find . -print0 | cpio --quiet --null --create --format newc --owner 0:0)

build() {
    root=$work/root
    mkdir -p "$root"/{bin,sbin,etc,proc,sys,dev,root,var,www} "$work/out"
    download busybox-static qemu-guest-agent isolinux syslinux-common
    copy_kernel
    cp -rT "$here/guest" "$root"
    copy_busybox
    copy_agent
    pack_root > "$work/out/initrd.img"
    build_installer
}

guest=$cache/guest-$(stamp)
echo "$guest"
[ ! -d "$guest" ] || exit 0

echo "Building the guest" >&2
mkdir -p "$cache"
work=$(mktemp -d --tmpdir="$cache")
trap 'rm -rf "$work"' EXIT
build
# Published atomically; another process may have been faster.
mv --no-target-directory "$work/out" "$guest" 2> /dev/null || [ -d "$guest" ]
