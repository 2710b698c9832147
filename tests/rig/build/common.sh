# What the build scripts share. Source it.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

BUILD=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
RIG=$(dirname "$BUILD")
# Whose machine it is for, by Debian's name, and this one's.
ARCH=${RIG_ARCH:?amd64 or arm64}
HERE=$(dpkg --print-architecture)
# Kernel, modules, root. It may be taken away at any time.
CACHE=${RIG_CACHE:?the folder that keeps what is made}
mkdir -p "$CACHE"

say() { printf '[rig] %s\n' "$*" >&2; }

# Whether a result is there and no older than the scripts that make it.
fresh() {
    local result=$1 source
    shift
    [ -e "$result" ] || return 1
    for source in "$@"; do
        [ ! "$source" -nt "$result" ] || return 1
    done
}

# apt; for another architecture with lists of its own, so that the system's stay as they are.
apt_of() {
    local program=$1 lists=$CACHE/apt
    shift
    if [ "$ARCH" = "$HERE" ]; then
        "$program" "$@"
        return
    fi
    local own=(-o "Dir::State::lists=$lists/lists" -o "Dir::Cache=$lists" -o "APT::Architectures::=$HERE"
        -o "APT::Architectures::=$ARCH" -o APT::Sandbox::User=root)
    if ! [ -e "$lists/lists" ]; then
        mkdir -p "$lists/lists/partial" "$lists/archives/partial"
        apt-get "${own[@]}" -qq update
    fi
    "$program" "${own[@]}" "$@"
}

# Downloads one package and unpacks it into a folder; installs nothing.
unpacked() {
    local folder=$2 scratch
    scratch=$(mktemp -d)
    # _apt may not write into a folder of root's, and says so; it downloads all the same.
    (cd "$scratch" && apt_of apt-get download -qq "$1:$ARCH" 2>/dev/null)
    mkdir -p "$folder"
    dpkg-deb -x "$scratch"/*.deb "$folder"
    rm -r "$scratch"
}
