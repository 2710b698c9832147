#!/usr/bin/env bash
# Builds scanslip for a Raspberry Pi with a 64-bit system (3, 4, 5, Zero 2 W), on a PC with Debian and without a container:
#
#     hw/build-pi.sh [options of cargo build]        the program
#     hw/build-pi.sh --where                         prints where the program is put
#     hw/build-pi.sh --setup                         only fetches the compiler
#
# It takes Debian's C compiler for arm64 and Debian's Rust (rustc-web, which its browsers are built with) with the standard
# library of arm64 beside it. That Rust is unpacked into a folder of its own (SCANSLIP_PI_RUST, default target/pi-rust) and
# not installed, since it would push out the system's. rustup's cargo drives it; without rustup, Debian's (cargo-web). Of the
# other architecture only the standard library is downloaded, by lists of packages of our own: the system's lists, and what
# is installed, stay as they are. For 32 bit there is cross (see cross.toml).
set -euo pipefail
cd "$(dirname "$0")/.."

TARGET=aarch64-unknown-linux-gnu
TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target/pi}
RUST=$(realpath -m -- "${SCANSLIP_PI_RUST:-$PWD/target/pi-rust}")
LISTS=$RUST/apt

if [ "${1-}" = --where ]; then
    echo "$TARGET_DIR/$TARGET/release/scanslip"
    exit
fi

# What must be installed: a C compiler for each side (SQLite and ring are C), and the libraries of Debian's rustc.
need() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "Not installed: ${missing[*]}; do so: sudo apt install ${missing[*]}" >&2
        return 1
    fi
    echo "installing ${missing[*]}" >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2
}

# apt with lists of its own, which know both architectures.
apt_of_both() {
    local program=$1
    shift
    "$program" -o "Dir::State::lists=$LISTS/lists" -o "Dir::Cache=$LISTS" -o APT::Architectures::=amd64 \
        -o APT::Architectures::=arm64 -o APT::Sandbox::User=root "$@"
}

# Unpacks one package into the folder.
unpack() {
    echo "fetching $1" >&2
    rm -rf "$LISTS/package"
    mkdir -p "$LISTS/package"
    (cd "$LISTS/package" && apt_of_both apt-get -qq download "$1" >&2)
    dpkg-deb -x "$LISTS"/package/*.deb "$RUST"
}

# The first package that PACKAGE depends on and whose name begins with PREFIX.
behind() {
    apt_of_both apt-cache depends "$1" | awk -v prefix="$2" '$1 == "Depends:" && index($2, prefix) == 1 { print $2; exit }'
}

# What is emptied is our own, or was empty: the folder may be somebody's disk.
fetch_rust() {
    if [ -e "$RUST/complete" ]; then
        return
    fi
    if [ -n "$(ls -A "$RUST" 2>/dev/null)" ] && ! [ -e "$RUST/begun-by-scanslip" ]; then
        echo "$RUST holds other things; name an empty folder in SCANSLIP_PI_RUST, or one that is not there yet." >&2
        return 1
    fi
    rm -rf "${RUST:?}"/*
    mkdir -p "$RUST"
    touch "$RUST/begun-by-scanslip"
    mkdir -p "$LISTS/lists/partial" "$LISTS/archives/partial"
    apt_of_both apt-get -qq update >&2
    local std llvm package
    std=$(behind libstd-rust-web-dev libstd-rust-web-)
    llvm=$(behind "$std" libllvm)
    for package in rustc-web libstd-rust-web-dev "$std" "$llvm" libstd-rust-web-dev:arm64 cargo-web; do
        unpack "$package"
    done
    mkdir "$RUST/bin"
    cat >"$RUST/bin/rustc" <<RUSTC
#!/bin/sh
export LD_LIBRARY_PATH="$RUST/usr/lib/x86_64-linux-gnu:$RUST/usr/lib/llvm-${llvm#libllvm}/lib"
exec "$RUST/usr/bin/rustc" --sysroot "$RUST/usr" "\$@"
RUSTC
    chmod +x "$RUST/bin/rustc"
    rm -rf "$LISTS"
    touch "$RUST/complete"
}

# rustup's own cargo and not its proxy, which would choose a rustc by rust-toolchain.toml.
cargo() {
    local found
    if found=$(rustup which cargo 2>/dev/null); then
        "$found" "$@"
    else
        need libgit2-1.5 libcurl4 libssh2-1 libssl3 libsqlite3-0
        "$RUST/usr/bin/cargo" "$@"
    fi
}

need gcc libc6-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross libz3-4 libedit2 libxml2 zlib1g
fetch_rust
if [ "${1-}" = --setup ]; then
    exit
fi

export RUSTC=$RUST/bin/rustc CARGO_TARGET_DIR=$TARGET_DIR
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
export CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc AR_aarch64_unknown_linux_gnu=aarch64-linux-gnu-ar
. hw/release-flags
# No demo, no simulator, no page: `--features console` puts the page back.
cargo build --release --locked --no-default-features --target "$TARGET" "$@"
