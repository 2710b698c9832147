# What the build scripts share. Source it.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

ARCH=${1:?the architecture, amd64 or arm64}
BUILD=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
RIG=$(dirname "$BUILD")
# What is made for one architecture: kernel, modules, root. It may be taken away at any time.
CACHE=${RIG_CACHE:?the folder that keeps what is made}/$ARCH
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

# The name of a package of this architecture for apt.
of_arch() {
    if [ "$ARCH" = "$(dpkg --print-architecture)" ]; then echo "$1"; else echo "$1:$ARCH"; fi
}

# Downloads one package and unpacks it into a folder; installs nothing.
unpacked() {
    local folder=$2 scratch
    scratch=$(mktemp -d)
    # _apt may not write into a folder of root's, and says so; it downloads all the same.
    (cd "$scratch" && apt-get download -qq "$(of_arch "$1")" 2>/dev/null)
    mkdir -p "$folder"
    dpkg-deb -x "$scratch"/*.deb "$folder"
    rm -r "$scratch"
}
