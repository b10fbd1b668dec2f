# shellcheck shell=bash
# The hardware of the full host: the same when its state is saved and when that is loaded. To be sourced.

# In the order of /dev/vda, vdb, vdc, vdd; the last has two SCSI adapters, for multipath.
# shellcheck disable=SC2034 # for those who source this
declare -A machine_disks=([root]=4G [group]=1G [blank]=512M [files]=256M [spare]=512M [paths]=128M)

# start_machine BASE DISKS [OPTION...]: runs it with the kernel in BASE and the disks in DISKS. Always without KVM, since a
# state saved on one processor need not fit another.
start_machine() {
    local base=$1 disks=$2 disk devices=()
    shift 2
    for disk in root group blank files spare; do
        devices+=(-blockdev "qcow2,node-name=$disk,file.driver=file,file.filename=$disks/$disk.qcow2" -device "virtio-blk-pci,drive=$disk")
    done
    devices+=(-blockdev "qcow2,node-name=paths,file.driver=file,file.filename=$disks/paths.qcow2")
    for disk in left right; do
        devices+=(-device "virtio-scsi-pci,id=$disk" -device "scsi-hd,bus=$disk.0,drive=paths,share-rw=on,serial=lab,wwn=0x5000c50015ea71ac")
    done
    # Two NUMA nodes, and what can be given to a guest: a card in an IOMMU group of its own, and a USB tablet.
    devices+=(-smp "2,sockets=2" -object "memory-backend-ram,id=node0,size=1G" -object "memory-backend-ram,id=node1,size=1G"
        -numa "node,nodeid=0,memdev=node0,cpus=0" -numa "node,nodeid=1,memdev=node1,cpus=1")
    devices+=(-device "intel-iommu,intremap=off,caching-mode=on" -device "pcie-root-port,id=root1,chassis=1" -netdev "user,id=free,restrict=on,net=10.0.4.0/24"
        -device "e1000e,netdev=free,mac=52:54:00:1a:b0:02,bus=root1" -device qemu-xhci -device usb-tablet)
    # Nothing goes out of it; what comes in is what the starter forwards.
    qemu-system-x86_64 -name full-host -nodefaults -no-user-config -display none -machine q35 -accel tcg,thread=multi,tb-size=512 -cpu max,la57=off -m 2048 \
        -kernel "$base/vmlinuz" -initrd "$base/initrd.img" -append "root=/dev/vda rw console=ttyS0 quiet mitigations=off nowatchdog intel_iommu=on iommu=pt systemd.show_status=0" \
        -netdev "user,id=net,restrict=on${machine_ports:-}" -device "virtio-net-pci,netdev=net,mac=52:54:00:1a:b0:00" -device virtio-rng-pci "${devices[@]}" "$@"
}
