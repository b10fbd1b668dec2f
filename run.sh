#!/usr/bin/env bash
# Sets up what is missing, builds, and serves WebConsole on http://127.0.0.1:8080:
#
#     ./run.sh [--no-setup] [--demo | --demo-remove] [ARGUMENT...]
#
#     --no-setup       install no packages and start no daemons; the build is still brought up to date
#     --demo           define and start three small machines, marked as ours, before serving
#     --demo-remove    take just those machines away, and exit
#
# All else goes to WebConsole itself: --host NAME=URI, --urls URL, --new-link, --help.
set -euo pipefail

cd "$(dirname "$0")"
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh
# shellcheck source=packaging/hypervisor.sh
. packaging/hypervisor.sh
# shellcheck source=packaging/demo.sh
. packaging/demo.sh

# The build's own output, since it starts as fast as a published copy (1.2 s) and is what the tests have built.
program=src/WebConsole/bin/Release/net10.0/WebConsole.dll

setup=true demo=false arguments=()
for argument in "$@"; do
    case $argument in
        --no-setup) setup=false ;;
        --demo) demo=true ;;
        --demo-remove) remove_demo; exit ;;
        --new-link) setup=false; arguments+=("$argument") ;;
        *) arguments+=("$argument") ;;
    esac
done

need_dotnet
if $setup; then
    need_packages "${hypervisor_packages[@]}" "${guest_packages[@]}"
    start_daemons
    join_libvirt_group
fi
if $demo; then make_demo; fi
echo "Building" >&2
build src/WebConsole
exec "${with_groups[@]}" dotnet "$program" "${arguments[@]}"
