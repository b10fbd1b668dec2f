#!/usr/bin/env bash
# Runs COMMAND on a libvirt host of its own, and leaves nothing behind:
#
#     private-libvirt.sh COMMAND [ARGUMENT...]
#
# The command sees its own libvirtd and virtlogd with the network `default` up, its own /etc to write to (an overlay
# on the machine's), its own /run, network, process and control-group view; HOME, the file system and the environment
# stay. Only the loopback and guests can be reached. Several may run at once. When the command ends, so does
# everything that was started inside, and its exit code is ours. Guests: define-guest.sh.
#
# LAB_LOGS=DIR keeps libvirt's and the guests' logs in DIR. Needs root; asks sudo for it.
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,4s/^# \?//p' "$0" >&2; exit 64; }
[ "$(id -u)" = 0 ] || exec sudo --preserve-env env "PATH=$PATH" "$0" "$@"

here=$(dirname "$(realpath "$0")")

# Built outside the namespaces, where packages can be downloaded.
LAB_GUEST=$("$here/build-guest.sh")
export LAB_GUEST

# libvirt names a guest's control group by ID and name, which may be equal in two labs, so each lab has its own parent
# groups. One line per usable hierarchy: version 2, and the version 1 controllers that contain our process.
control_groups() {
    local controllers path
    while IFS=: read -r _ controllers path; do
        case $controllers in
            '') [ ! -f /sys/fs/cgroup/cgroup.controllers ] || echo "/sys/fs/cgroup/webconsole-lab-$$" ;;
            name=*) ;;
            *) echo "/sys/fs/cgroup/$controllers${path%/}/webconsole-lab-$$" ;;
        esac
    done < /proc/self/cgroup
}

# A cpuset group needs its processors before a process may join it.
make_group() {
    local setting
    mkdir "$1"
    for setting in cpuset.cpus cpuset.mems; do
        if [ -e "$1/cgroup.clone_children" ] && [ -e "$1/$setting" ]; then cat "$1/../$setting" > "$1/$setting"; fi
    done
}

# Remove our groups, and those of killed labs.
remove_groups() {
    local group stale owner
    for group in "${groups[@]}"; do
        for stale in "${group%-*}"-*; do
            owner=${stale##*-}
            if [ "$owner" != $$ ] && [ -e "/proc/$owner" ]; then continue; fi
            find "$stale" -depth -type d -exec rmdir {} + 2> /dev/null || true
        done
    done
}

join() {
    local group
    for group in "$@"; do echo "$BASHPID" > "$group/cgroup.procs"; done
}

mapfile -t groups < <(control_groups)
trap remove_groups EXIT
for group in "${groups[@]}"; do
    make_group "$group"
    make_group "$group/init"
done

# First create the control group namespace, then move into a leaf: version 2 allows processes only in leaves. When the
# first process of the PID namespace ends, all its processes end; it is killed when we end, in any way.
export -f join
(
    join "${groups[@]}"
    # shellcheck disable=SC2016 # for the inner shell
    exec setpriv --pdeathsig KILL unshare --cgroup bash -c 'join $1; shift; exec unshare "$@"' bash "${groups[*]/%//init}" \
        --mount --net --uts --pid --fork --kill-child --propagation private "$here/inside.sh" "$@"
)
