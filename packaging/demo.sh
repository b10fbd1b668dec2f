# shellcheck shell=bash
# The demo's machines, real guests, small, always under TCG, and the pool of their images. To be sourced, after hypervisor.sh.

demo_images=/var/lib/libvirt/images/webconsole-demo
demo_pool=webconsole-demo
demo_machines=(demo-web demo-database demo-build)
default_images=/var/lib/libvirt/images
demo_mark=urn:webconsole:lab # the namespace of the element in tests/Lab/guest.xml

hypervisor() { as_root virsh --quiet --connect qemu:///system "$@"; }

# By the name too: a copy that somebody has made of one, with its metadata, is theirs.
is_demo() { [[ " ${demo_machines[*]} " = *" $(hypervisor domname "$1") "* ]] && hypervisor metadata "$1" "$demo_mark" > /dev/null 2>&1; }

make_demo() {
    local guest
    guest=$(tests/Lab/build-guest.sh)
    start_default_network
    demo_machine demo-web 128 1 "Demo, web server"
    demo_machine demo-database 192 1 "Demo, database"
    demo_machine demo-build 128 2 "Demo, build machine"
    demo_storage
    make_default_pool
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

# For the machines that people make: where there is no other pool, their disks would come into the demo's.
make_default_pool() {
    [ "$(hypervisor pool-list --all --name | tr -d '[:space:]')" = "$demo_pool" ] || return 0
    hypervisor pool-define-as default dir --target "$default_images"
    hypervisor pool-autostart default
    hypervisor pool-start default
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
    answers as_root || { echo "libvirt does not answer, so nothing is removed: it tells which images others use." >&2; exit 69; }
    hypervisor pool-refresh "$demo_pool" > /dev/null 2>&1 || true
    for machine in $(hypervisor list --all --uuid); do
        is_demo "$machine" || continue
        echo "Removing $(hypervisor domname "$machine")" >&2
        hypervisor destroy "$machine" > /dev/null 2>&1 || true
        hypervisor undefine "$machine" --managed-save --snapshots-metadata --checkpoints-metadata
    done
    # The base last: others may use a disk that rests on it.
    remove_demo_files vmlinuz initrd.img "${demo_machines[@]/%/.qcow2}" blue.qcow2 green.qcow2
    remove_demo_files base.qcow2
    remove_demo_pool
}

# Deletes these files, by name, since people keep images of their own beside them; but none that something still uses.
remove_demo_files() {
    local file used
    used=$(used_files) || exit 69
    for file in "$@"; do
        if ! grep -qF -e "$demo_images/$file'" -e "$demo_images/$file<" -e "pool='$demo_pool' volume='$file'" <<< "$used"; then
            as_root rm -f "$demo_images/$file"
        fi
    done
    hypervisor pool-refresh "$demo_pool" > /dev/null 2>&1 || true
}

# What the machines name, and on what the images of all pools rest.
used_files() {
    local machines pools each volumes volume
    machines=$(hypervisor list --all --uuid) && pools=$(hypervisor pool-list --uuid) || return
    # What others remove meanwhile uses nothing any more.
    for each in $machines; do
        hypervisor dumpxml "$each" || ! hypervisor domstate "$each" > /dev/null 2>&1 || return
        hypervisor dumpxml "$each" --inactive || true
    done
    for each in $pools; do
        if ! volumes=$(hypervisor vol-list "$each"); then
            ! hypervisor pool-info "$each" > /dev/null 2>&1 || return
            continue
        fi
        sed -n 's|^.*  \(/.*[^ ]\) *$|\1|p' <<< "$volumes" | while IFS= read -r volume; do
            hypervisor vol-dumpxml "$volume" 2> /dev/null | sed -n '/<backingStore>/,/<\/backingStore>/p' || true
        done
    done
}

remove_demo_pool() {
    local others
    others=$(as_root find "$demo_images" -mindepth 1 -maxdepth 1 -printf '%f, ' 2> /dev/null) || true
    if [ -n "$others" ]; then
        echo "The pool $demo_pool stays, because it has other images too: ${others%, }" >&2
        return
    fi
    if hypervisor pool-info "$demo_pool" > /dev/null 2>&1; then
        hypervisor pool-destroy "$demo_pool" > /dev/null 2>&1 || true
        hypervisor pool-undefine "$demo_pool"
    fi
    if as_root test -d "$demo_images"; then as_root rmdir "$demo_images"; fi
}
