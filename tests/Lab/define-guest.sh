#!/usr/bin/env bash
# Defines a guest, shut off, and gives it a disk:
#
#     define-guest.sh NAME [MEMORY_MIB [VCPUS [TITLE]]]
#
# The machine is guest.xml with these words filled in; it always runs under TCG. LAB_GUEST is where build-guest.sh put
# kernel and initrd (private-libvirt.sh sets it), LAB_IMAGES where QEMU may read and write. Prints the machine's UUID.
set -euo pipefail

name=${1:?usage: define-guest.sh NAME [MEMORY_MIB [VCPUS [TITLE]]]} memory=${2:-128} vcpus=${3:-1} title=${4:-}
here=$(dirname "$(realpath "$0")")
guest=${LAB_GUEST:?where build-guest.sh put the kernel}
images=${LAB_IMAGES:-/var/lib/libvirt/images}

# Values that are inserted into the XML must not need escaping.
[[ $name =~ ^[a-z][a-z0-9-]*$ && $memory$vcpus =~ ^[0-9]+$ && $title =~ ^[[:alnum:]\ ,.-]*$ ]] ||
    { echo "define-guest.sh: plain words only: $*" >&2; exit 64; }

mkdir -p "$images"
for file in vmlinuz initrd.img; do
    cmp -s "$guest/$file" "$images/$file" || install -m 644 "$guest/$file" "$images/$file"
done
qemu-img create -q -f qcow2 "$images/$name.qcow2" 64M

sed "s|@NAME@|$name|g; s|@TITLE@|${title:-$name}|g; s|@MEMORY@|$memory|g; s|@VCPUS@|$vcpus|g; s|@IMAGES@|$images|g" \
    "$here/guest.xml" | virsh --quiet --connect qemu:///system define --validate /dev/stdin > /dev/null
virsh --quiet --connect qemu:///system domuuid "$name"
