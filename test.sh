#!/usr/bin/env bash
# Runs the tests. Without arguments it runs everything except the benchmarks:
#
#     ./test.sh [unit|component|integration|storage|e2e|bench]...
#
# Arguments after `bench` go to it: ./test.sh bench --check. Results are in artifacts/tests. The last line is the result.
set -euo pipefail

cd "$(dirname "$0")"
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh

results=$PWD/artifacts/tests
passed=0 failed=0 skipped=0
benchmark_options=()

# The time limit of each part, whatever hangs. Two parts run side by side.
limit=50m

# The servers and clients of the storage part, and what its full host is built with.
storage_packages=(ceph-mon ceph-osd ceph-mgr ceph-common libvirt-daemon-driver-storage-rbd glusterfs-server glusterfs-client libvirt-daemon-driver-storage-gluster
    qemu-block-extra mmdebstrap e2fsprogs openssh-client)

prepare() {
    local spice=()
    # QEMU's SPICE, where it is a package of its own: on Ubuntu, not on Debian 12.
    [ -z "$(apt-cache --names-only search '^qemu-system-modules-spice$' 2> /dev/null)" ] || spice=(qemu-system-modules-spice)
    need_dotnet
    # Masked before it is installed, so that it leaves the network of this machine alone: the lab starts one of its own.
    if command -v apt-get > /dev/null && ! installed network-manager; then as_root ln -sfn /dev/null /etc/systemd/system/NetworkManager.service; fi
    need_packages "${hypervisor_packages[@]}" "${spice[@]}" "${guest_packages[@]}" systemd libvirt-daemon-driver-lxc chromium fonts-dejavu-core libvirt-dev gcc libc6-dev shellcheck virtinst \
        debian-installer-12-netboot-amd64 nginx-light apache2-bin caddy bindfs tgt libvirt-daemon-driver-storage-iscsi-direct network-manager dbus openvswitch-switch "$@"
    rm -rf "$results"
    mkdir -p "$results"
}

# check NAME COMMAND...: runs a check that passes or fails as a whole.
check() {
    local name=$1
    shift
    echo "== $name"
    if "$@" > "$results/$name.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        cat "$results/$name.log"
        echo "    $name [FAIL]" >> "$results/$name.log"
    fi
}

# The build enforces the code style; this checks white space and line ends, which the build ignores.
check_format() { dotnet format whitespace . --folder --verify-no-changes --exclude node_modules artifacts; }

check_scripts() { git grep --cached -lE '^#!.*\b(ba)?sh\b|^# shellcheck shell' | xargs shellcheck --external-sources --severity=warning; }

# A prefix that runs a command on a private libvirt host.
lab() { LAB_LOGS=$log_of_libvirt tests/Lab/private-libvirt.sh "$@"; }

# run NAME PROJECT [lab] [OPTION...]: runs a project's tests and adds up what its summary says.
run() {
    local name=$1 project=$2 prefix=() status=0 errors=0 fails=0
    shift 2
    if [ "${1:-}" = lab ]; then prefix=(lab); shift; fi
    echo "== $name"
    execute "$name" "$@"
    count "$name" "$results/$name.log" "$status"
    if [ ${#prefix[@]} -gt 0 ] && [ "$errors" = 0 ] && [ "$fails" -gt 0 ]; then try_again "$name"; fi
}

# execute NAME [OPTION...]: runs the program of run's project once, and sets its status.
execute() {
    local log=$results/$1.log program=tests/$project/bin/Release/net10.0/$project
    local log_of_libvirt=$results/$1.libvirt
    shift
    status=0
    "${prefix[@]}" timeout "$limit" "$program" -noLogo -noColor -result-xml "${log%.log}.xml" "$@" 2>&1 | tee "$log" |
        grep -vE '^  (Discover|Start|Finish)|^=== TEST' || status=${PIPESTATUS[0]}
}

# try_again NAME: QEMU's emulator dies by itself now and then (a general protection fault in TCG) and takes a test with it. So
# up to three tests of the lab that failed are run once more, in a new lab. What passes only then is printed: it needs a look.
try_again() {
    local log=$results/$1.log tests
    mapfile -t tests < <(sed -nE 's/^ {4}([A-Za-z0-9_.]+)(\(.*)? \[FAIL\]$/\1/p' "$log" | sort -u)
    [ ${#tests[@]} -le 3 ] || return 0
    echo "== $1, once more: ${tests[*]}"
    # shellcheck disable=SC2046 # a method's name has no blanks
    execute "$1-again" $(printf -- '-method %s ' "${tests[@]}")
    if [ "$status" = 0 ] && grep -q 'Total: [1-9]' "$results/$1-again.log"; then
        echo "== passed only when it was run once more: ${tests[*]}"
        failed=$((failed - fails)) passed=$((passed + fails))
        mv "$log" "$results/$1-first.txt"
    fi
}

count() {
    local summary total=0 skips=0 idle=0 pattern
    pattern='Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+)'
    summary=$(grep -E "$pattern" "$2" | tail -n 1) || true
    if [[ $summary =~ $pattern ]]; then
        total=${BASH_REMATCH[1]} errors=${BASH_REMATCH[2]} fails=${BASH_REMATCH[3]} skips=${BASH_REMATCH[4]} idle=${BASH_REMATCH[5]}
    fi
    passed=$((passed + total - errors - fails - skips - idle))
    failed=$((failed + errors + fails))
    skipped=$((skipped + skips))
    [ "$total" -gt 0 ] || complain "$1" "$2" "ran no test (exit code $3)"
    [ "$3" = 0 ] || [ $((errors + fails)) -gt 0 ] || complain "$1" "$2" "ended with exit code $3"
}

complain() {
    failed=$((failed + 1))
    printf '    %s [FAIL]\n      %s\n' "$1" "$3" | tee -a "$2"
}

unit() {
    run Libvirt.Tests Libvirt.Tests -trait- Category=Integration
    run WebConsole.Tests WebConsole.Tests -trait- Category=Integration -trait- Category=Storage
}

component() { run WebConsole.ComponentTests WebConsole.ComponentTests; }

# Split in two, because each part has a time limit.
integration() { hosts; new_machines; }

hosts() {
    run Libvirt.Tests.Integration Libvirt.Tests lab -trait Category=Integration
    run WebConsole.Tests.Integration WebConsole.Tests lab -trait Category=Integration -class- '*.Provisioning.*'
}

new_machines() { run WebConsole.Tests.Provisioning WebConsole.Tests lab -trait Category=Integration -class '*.Provisioning.*'; }

# The full host takes minutes to build, where it is not cached: it is built beside the other parts, at the lowest priority.
build_full_host() {
    mkdir -p "$results"
    nice -n 19 tests/Lab/build-full-host.sh > "$results/full-host.txt" 2> "$results/full-host.log" &
    full_host=$!
}

storage() {
    if ! wait "$full_host"; then
        cat "$results/full-host.log"
        complain storage "$results/full-host.log" "the full host was not built"
        return
    fi
    LAB_FULL_HOST=$(cat "$results/full-host.txt") run WebConsole.Tests.Storage WebConsole.Tests lab -trait Category=Storage
}

# Split in two, because each part has a time limit, and the screens take as long as all other tests.
e2e() {
    run WebConsole.EndToEnd WebConsole.EndToEnd lab -class- '*ScreensTests'
    run WebConsole.EndToEnd.Screens WebConsole.EndToEnd lab -class '*ScreensTests'
}

browser_and_new_machines() { e2e; new_machines; }

# Side by side, because most of the time either of them waits for guests and pages, and half of two processors is idle. Both
# take about as long.
side_by_side() {
    local part running=() sums
    for part in hosts browser_and_new_machines; do
        (
            passed=0 failed=0 skipped=0
            "$part"
            echo "$passed $failed $skipped" > "$results/$part.sum"
        ) > "$results/$part.txt" 2>&1 &
        running+=($!)
    done
    for part in hosts browser_and_new_machines; do
        wait "${running[0]}" || true
        running=("${running[@]:1}")
        cat "$results/$part.txt"
        sums=$(cat "$results/$part.sum") || complain "$part" "$results/$part.log" "ended before its sum was written"
        # shellcheck disable=SC2086 # three numbers
        add ${sums:-0 0 0}
    done
}

add() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }

bench() {
    local program=tests/WebConsole.Benchmarks/bin/Release/net10.0/WebConsole.Benchmarks
    local log=$results/bench.log log_of_libvirt=$results/bench.libvirt
    echo "== bench"
    need_packages websockify
    if lab "$program" "${benchmark_options[@]}" 2>&1 | tee "$log"; then
        passed=$((passed + 1))
    else
        complain bench "$log" "ended with exit code ${PIPESTATUS[0]}: a figure was missed, or could not be taken"
    fi
}

largest_files() {
    echo "== the ten largest source files, in lines"
    git ls-files '*.cs' '*.razor' '*.js' '*.mjs' '*.css' '*.sh' | grep -v '^node_modules' | xargs wc -l |
        grep -v ' total$' | sort -rn | head -n 10 || true
}

# Names and messages, without stack traces.
failures() {
    awk '/ \[FAIL\]$|^    \[.* Failure / { shown = 1 } /Stack Trace:$|^  [^ ]|\[SKIP\]$/ { shown = 0 } shown' "$results"/*.log
}

finish() {
    if [ "$failed" -gt 0 ]; then
        echo "== what failed; all of it under artifacts/tests"
        failures
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    exit $((failed > 0))
}

main() {
    local parts=() part checks=
    while [ $# -gt 0 ]; do
        case $1 in
            unit | component | integration | storage | e2e) parts+=("$1") ;;
            bench) parts+=(bench); benchmark_options=("${@:2}"); break ;;
            *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 64 ;;
        esac
        shift
    done

    [ ${#parts[@]} -gt 0 ] || parts=(unit component side_by_side storage) checks=1
    if [[ " ${parts[*]} " == *" storage "* ]]; then prepare "${storage_packages[@]}"; build_full_host; else prepare; fi
    echo "== build"
    build WebConsole.sln || { failed=1; finish; }
    if [ -n "$checks" ]; then
        check format check_format
        check scripts check_scripts
    fi
    for part in "${parts[@]}"; do "$part"; done
    largest_files
    finish
}

main "$@" # in a function, so that an edit of this file does no harm while it runs
