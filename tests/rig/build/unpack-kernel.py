#!/usr/bin/env python3
"""unpack-kernel.py VMLINUZ OUT: the ELF kernel out of a bzImage, which QEMU starts by PVH; that of arm64 is not packed."""

import lzma
import pathlib
import sys
import zlib

PACKED = {
    b"\xfd7zXZ\x00": lambda data: lzma.LZMADecompressor(lzma.FORMAT_XZ).decompress(data),
    b"\x1f\x8b\x08": lambda data: zlib.decompressobj(31).decompress(data),
}


# Documentation/arm64/booting.rst of the kernel: what stands 56 bytes into an image.
PLAIN = b"ARM\x64"


def kernel(image: bytes) -> bytes:
    if image[56:60] == PLAIN:
        return image
    for magic, unpack in PACKED.items():
        at = image.find(magic)
        while at >= 0:
            try:
                kernel = unpack(image[at:])
            except (lzma.LZMAError, zlib.error):
                kernel = b""
            if kernel.startswith(b"\x7fELF"):
                return kernel
            at = image.find(magic, at + 1)
    sys.exit(f"{sys.argv[1]} holds no kernel that is packed by xz or gzip.")


pathlib.Path(sys.argv[2]).write_bytes(kernel(pathlib.Path(sys.argv[1]).read_bytes()))
