"""What the rig needs of the machine that it runs on, and what it makes once: kernel, root, disk."""

import os
import pathlib
import platform
import shutil
import subprocess
import sys

# Programs, and the package of each.
PROGRAMS = {
    "qemu-system-x86_64": "qemu-system-x86",
    "mmdebstrap": "mmdebstrap", "modprobe": "kmod", "cpio": "cpio", "mkfs.ext4": "e2fsprogs", "busybox": "busybox-static",
    "systemd-sysusers": "systemd", "strip": "binutils", "mkfs.vfat": "dosfstools", "mcopy": "mtools",
}


def lacking() -> str | None:
    """Why no machine can be had here."""
    if not shutil.which("apt-get"):
        return "the kernel comes from Debian's packages, and there is no apt here"
    if os.getuid() != 0:
        return "a root file system is made by root"
    if platform.machine() != "x86_64":
        return "the machine in the machine is a PC, and runs this one's own program"
    if missing := [package for program, package in PROGRAMS.items() if not shutil.which(program)]:
        return f"apt install --no-install-recommends {' '.join(missing)}"
    return None


def skipped(reason: str) -> int:
    """Says so, and loudly where nothing may be skipped."""
    print(f"SKIPPED: the rig: {reason}", file=sys.stderr)
    return 1 if os.environ.get("SCANSLIP_SKIP") == "fail" else 77


def cache(project: pathlib.Path) -> pathlib.Path:
    folder = pathlib.Path(os.environ.get("RIG_CACHE") or project / "target/rig").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def program(project: pathlib.Path) -> pathlib.Path:
    """The program with the sandbox shop, for this machine."""
    subprocess.run(["cargo", "build", "--locked"], cwd=project, check=True)
    return project / os.environ.get("CARGO_TARGET_DIR", "target") / "debug/scanslip"


def made(here: pathlib.Path, cache: pathlib.Path, product: pathlib.Path) -> str:
    """Makes what is not there or not fresh, and names the disk."""
    environment = {**os.environ, "RIG_CACHE": str(cache)}
    for step in (["kernel"], ["root"], ["image", str(product.resolve())]):
        subprocess.run([here / "build" / step[0], *step[1:]], env=environment, check=True)
    return "packaged.img" if product.suffix == ".deb" else "kiosk.img"
