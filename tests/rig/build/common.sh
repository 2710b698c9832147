# What the build scripts share. Source it.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

BUILD=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
RIG=$(dirname "$BUILD")
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

# Downloads one package and unpacks it into a folder; installs nothing.
unpacked() {
    local folder=$2 scratch
    scratch=$(mktemp -d)
    # _apt may not write into a folder of root's, and says so; it downloads all the same.
    (cd "$scratch" && apt-get download -qq "$1" 2>/dev/null)
    mkdir -p "$folder"
    dpkg-deb -x "$scratch"/*.deb "$folder"
    rm -r "$scratch"
}
