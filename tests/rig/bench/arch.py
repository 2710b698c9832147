"""The two kinds of machine that are started here: a PC, and one with the processor of a Raspberry Pi."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Arch:
    """By Debian's name of it."""

    name: str
    # QEMU's program and its package, and the words for board and processor.
    qemu: str
    package: str
    board: tuple[str, ...]
    # The kernel's name of the serial line.
    serial: str


AMD64 = Arch("amd64", "qemu-system-x86_64", "qemu-system-x86", ("-M", "pc", "-cpu", "max"), "ttyS0")
# The processor of a Zero 2 W and of a Pi 3, on a board that QEMU made up: of the Pi's own only a console can be had.
ARM64 = Arch("arm64", "qemu-system-aarch64", "qemu-system-arm", ("-M", "virt", "-cpu", "cortex-a53"), "ttyAMA0")
ALL = {arch.name: arch for arch in (AMD64, ARM64)}
