# shellcheck shell=bash
# What run.sh and test.sh need on the machine. To be sourced from the top of the repository.

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

need_dotnet() {
    local wanted
    wanted=$(grep -o '"version": *"[^"]*"' global.json | grep -o '[0-9][0-9.]*')
    if ! command -v dotnet > /dev/null; then
        echo "The .NET SDK $wanted is needed: https://dotnet.microsoft.com/download" >&2
        exit 69
    fi
    if ! dotnet --version > /dev/null 2>&1; then
        echo "The .NET SDK $wanted or a later patch of it is needed. Installed here: $(dotnet --list-sdks | cut -d ' ' -f 1 | xargs)" >&2
        echo "Download: https://dotnet.microsoft.com/download" >&2
        exit 69
    fi
}

# Runs a command and prints its output only if it fails.
build() {
    local output
    output=$(dotnet build "$1" --configuration Release --verbosity quiet 2>&1) || { echo "$output" >&2; return 1; }
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

# Installs the missing packages, and Node.js unless it is already installed.
need_packages() {
    local package missing=()
    if ! command -v apt-get > /dev/null; then
        echo "This is no Debian or Ubuntu: see to it that these, or their like, are installed: nodejs npm $*" >&2
        return
    fi
    for package in "$@"; do installed "$package" || missing+=("$package"); done
    command -v node > /dev/null || missing+=(nodejs)
    command -v npm > /dev/null || missing+=(npm)
    [ ${#missing[@]} -gt 0 ] || return 0

    echo "Installing ${missing[*]}" >&2
    install_packages "${missing[@]}" || {
        echo "These packages are needed and could not be installed: ${missing[*]}" >&2
        exit 69
    }
}

install_packages() {
    as_root apt-get -qq update || true # perhaps old lists do
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" > /dev/null
}

# shellcheck disable=SC2034 # for those who source this
hypervisor_packages=(libvirt-daemon-system libvirt-clients libvirt-daemon-driver-qemu libvirt-daemon-config-network
    qemu-system-x86 qemu-utils ovmf swtpm swtpm-tools xorriso dnsmasq-base iptables nftables iproute2 osinfo-db)
# What tests/Lab/build-guest.sh works with.
# shellcheck disable=SC2034
guest_packages=(cpio kmod xz-utils zstd)
