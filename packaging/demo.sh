# shellcheck shell=bash
# The demo's machines, real guests, small, always under TCG, and the pool of their images. To be sourced, after hypervisor.sh.

demo_images=/var/lib/libvirt/images/webconsole-demo
demo_pool=webconsole-demo
demo_mark=urn:webconsole:lab # the namespace of the element in tests/Lab/guest.xml

hypervisor() { as_root virsh --quiet --connect qemu:///system "$@"; }

is_demo() { hypervisor metadata "$1" "$demo_mark" > /dev/null 2>&1; }

make_demo() {
    local guest
    guest=$(tests/Lab/build-guest.sh)
    start_default_network
    demo_machine demo-web 128 1 "Demo, web server"
    demo_machine demo-database 192 1 "Demo, database"
    demo_machine demo-build 128 2 "Demo, build machine"
    demo_storage
}

# A base, and two disks that rest on it.
demo_storage() {
    local disk
    hypervisor pool-info "$demo_pool" > /dev/null 2>&1 || hypervisor pool-define-as "$demo_pool" dir --target "$demo_images"
    [[ $(hypervisor pool-list --name) =~ (^|$'\n')$demo_pool ]] || hypervisor pool-start "$demo_pool"
    hypervisor pool-refresh "$demo_pool"
    hypervisor vol-info base.qcow2 --pool "$demo_pool" > /dev/null 2>&1 || hypervisor vol-create-as "$demo_pool" base.qcow2 1G --format qcow2
    for disk in blue.qcow2 green.qcow2; do
        hypervisor vol-info "$disk" --pool "$demo_pool" > /dev/null 2>&1 ||
            hypervisor vol-create-as "$demo_pool" "$disk" 1G --format qcow2 --backing-vol base.qcow2 --backing-vol-format qcow2
    done
}

start_default_network() {
    hypervisor net-info default > /dev/null 2>&1 || hypervisor net-define /usr/share/libvirt/networks/default.xml
    [[ $(hypervisor net-list --name) =~ (^|$'\n')default ]] || hypervisor net-start default
}

demo_machine() {
    local name=$1
    if ! hypervisor domstate "$name" > /dev/null 2>&1; then
        echo "Defining $name" >&2
        as_root env "LAB_GUEST=$guest" "LAB_IMAGES=$demo_images" tests/Lab/define-guest.sh "$@" > /dev/null
    elif ! is_demo "$name"; then
        echo "There is a machine $name that is not the demo's; it is left alone." >&2
        return
    fi
    if [ "$(hypervisor domstate "$name")" = 'shut off' ]; then hypervisor start "$name"; fi
}

remove_demo() {
    local machine
    for machine in $(hypervisor list --all --uuid); do
        is_demo "$machine" || continue
        echo "Removing $(hypervisor domname "$machine")" >&2
        hypervisor destroy "$machine" > /dev/null 2>&1 || true
        hypervisor undefine "$machine" --managed-save --snapshots-metadata --checkpoints-metadata
    done
    if hypervisor pool-info "$demo_pool" > /dev/null 2>&1; then
        hypervisor pool-destroy "$demo_pool" > /dev/null 2>&1 || true
        hypervisor pool-undefine "$demo_pool"
    fi
    as_root rm -rf "$demo_images"
}
