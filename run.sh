#!/usr/bin/env bash
# Sets up what is missing, builds, and serves WebConsole on http://127.0.0.1:8080:
#
#     ./run.sh [--no-setup] [--demo | --demo-remove] [ARGUMENT...]
#
#     --no-setup       install no packages and start no daemons; the build is still brought up to date
#     --demo           define and start three small machines, and a pool with their images, before serving
#     --demo-remove    take just those away, never what others have put beside them, and exit
#
# All other arguments go to WebConsole:
#
#     --host NAME=URI  serve this libvirt host; repeatable; replaces all configured hosts
#     --urls URL       listen there
#     --new-link       print a one-time sign-in link for the running server, and exit
#     --SETTING=VALUE  any setting, as in --WebConsole:StateDirectory=/srv/webconsole
set -euo pipefail

cd "$(dirname "$0")"
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh
# shellcheck source=packaging/hypervisor.sh
. packaging/hypervisor.sh
# shellcheck source=packaging/demo.sh
. packaging/demo.sh

# The build output, because it starts as fast as a published copy (1.2 s) and the tests have built it too.
program=src/WebConsole/bin/Release/net10.0/WebConsole.dll

usage() { sed -n '2,/^set /{/^set /d; s/^# \?//p}' run.sh; }

# Errors in the arguments are reported before anything is installed or started.
setup=true demo=false new_link=false arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit ;;
        --no-setup) setup=false ;;
        --demo) demo=true ;;
        --demo-remove) remove_demo; exit ;;
        --new-link) setup=false new_link=true; arguments+=("$1") ;;
        --host=* | --urls=* | --environment=* | --*:*=*) arguments+=("$1") ;;
        --host | --urls | --environment | --*:*)
            [ $# -gt 1 ] || { echo "$1: a value is missing" >&2; exit 2; }
            arguments+=("$1" "$2")
            shift ;;
        *) echo "$1: unknown argument; --help lists them" >&2; exit 2 ;;
    esac
    shift
done

need_dotnet
if $setup; then
    need_packages "${hypervisor_packages[@]}" "${guest_packages[@]}"
    start_daemons
    join_libvirt_group
fi
if $demo; then make_demo; fi
# A new link needs a running server, so the program has been built.
if ! $new_link || [ ! -e "$program" ]; then
    echo "Building…" >&2
    build src/WebConsole
fi
# This prefix makes it a default: the settings file and the environment override it.
export ASPNETCORE_WebConsole__SignIn__NewLinkCommand="./run.sh --new-link"
exec "${with_groups[@]}" dotnet "$program" "${arguments[@]}"
