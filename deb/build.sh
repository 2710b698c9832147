#!/usr/bin/env bash
# Makes the Debian package of one architecture and prints its path:
#
#     deb/build.sh arm64        for a Raspberry Pi with a 64-bit system
#     deb/build.sh amd64        for a PC
#
# With the page for staff; FEATURES= leaves it out. VERSION calls the package otherwise. The version is the one of Cargo.toml. The same
# commit gives the same package, byte for byte, in whatever folder it is made.
set -euo pipefail
cd "$(dirname "$0")/.."

CARGO_DEB=3.8.0
ARCH=${1:?which architecture: arm64 or amd64}
FEATURES=${FEATURES-console}
TOOLS=$PWD/target/tools
export CARGO_TARGET_DIR=$PWD/target/pi

case $ARCH in
arm64)
    TARGET=aarch64-unknown-linux-gnu
    hw/build-pi.sh --features "$FEATURES" >&2
    ;;
amd64)
    TARGET=x86_64-unknown-linux-gnu
    # Of the program alone, not of what is run to make its manual.
    (
        . hw/release-flags
        cargo build --release --locked --no-default-features --features "$FEATURES" --target "$TARGET" >&2
    )
    ;;
*)
    echo "No such architecture: $ARCH; arm64 and amd64 are known." >&2
    exit 2
    ;;
esac

# What is made from the definitions of this very program, with its features.
made=target/deb
mkdir -p "$made"
unset CARGO_TARGET_DIR
cargo run --quiet --locked --no-default-features --features "$FEATURES" --example manual -- "$made"
cargo metadata --format-version 1 --locked --no-default-features --features "$FEATURES" --filter-platform "$TARGET" |
    cargo run --quiet --locked --no-default-features --features "$FEATURES" --example licences |
    gzip -9n >"$made/licences.txt.gz"

gzip -9n <CHANGELOG.md >"$made/CHANGELOG.gz"

# The time of the commit, and not of the making; of sources without git, that of the manifest.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Cargo.toml)
export SOURCE_DATE_EPOCH
field() { sed -n "s/^$1 = \"\\(.*\\)\"\$/\\1/p" Cargo.toml | head -n 1; }
version=${VERSION:-$(field version)-1}
cat >"$made/changelog" <<CHANGELOG
scanslip ($version) stable; urgency=medium

  * What has changed stands in changelog.gz beside this file.

 -- $(field maintainer)  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGELOG

if ! [ "$("$TOOLS/bin/cargo-deb" --version 2>/dev/null)" = "cargo-deb $CARGO_DEB" ]; then
    cargo install --quiet --locked --root "$TOOLS" --target-dir "$TOOLS/cargo-deb" "cargo-deb@$CARGO_DEB" >&2
    rm -rf "$TOOLS/cargo-deb"
fi
# cargo-deb throws away what else is called so where it writes.
file=scanslip_${version}_$ARCH.deb
CARGO_TARGET_DIR=$PWD/target/pi "$TOOLS/bin/cargo-deb" --quiet --no-build --no-strip --locked --target "$TARGET" \
    --deb-version "$version" --output "$made/$file" >&2
mkdir -p target/debian
mv "$made/$file" target/debian
echo "target/debian/$file"
