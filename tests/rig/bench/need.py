"""What the rig needs of the machine that it runs on, and what it makes once: kernel, root, disk."""

import os
import pathlib
import platform
import shutil
import subprocess
import sys

from bench.arch import AMD64, Arch

# Programs, and the package of each.
PROGRAMS = {
    "mmdebstrap": "mmdebstrap", "modprobe": "kmod", "cpio": "cpio", "mkfs.ext4": "e2fsprogs",
    "systemd-sysusers": "systemd", "strip": "binutils", "mkfs.vfat": "dosfstools", "mcopy": "mtools",
}


# What the root of another architecture needs: its programs are run here, by the kernel's word (binfmt_misc).
FOREIGN = {"qemu-aarch64-static": "qemu-user-static", "arch-test": "arch-test"}


def lacking(arch: Arch) -> str | None:
    """Why no machine can be had here."""
    programs = {arch.qemu: arch.package, **PROGRAMS, **({} if arch == AMD64 else FOREIGN)}
    if not shutil.which("apt-get"):
        return "the kernel comes from Debian's packages, and there is no apt here"
    if os.getuid() != 0:
        return "a root file system is made by root"
    if platform.machine() != "x86_64":
        return "the shop beside the machine is this one's own program, and the kernels come from a PC's lists"
    if missing := [package for program, package in programs.items() if not shutil.which(program)]:
        return f"apt install --no-install-recommends {' '.join(missing)}"
    if arch != AMD64 and subprocess.run(["arch-test", arch.name], capture_output=True, check=False).returncode:
        return f"this kernel runs no program of {arch.name}: systemctl restart systemd-binfmt (or, without systemd, mount " \
            "binfmt_misc on /proc/sys/fs/binfmt_misc and write /usr/lib/binfmt.d/qemu-aarch64.conf into its register)"
    return None


def skipped(reason: str) -> int:
    """Says so, and loudly where nothing may be skipped."""
    print(f"SKIPPED: the rig: {reason}", file=sys.stderr)
    return 1 if os.environ.get("SCANSLIP_SKIP") == "fail" else 77


def cache(project: pathlib.Path, arch: Arch) -> pathlib.Path:
    folder = pathlib.Path(os.environ.get("RIG_CACHE") or project / "target/rig").resolve()
    if arch != AMD64:
        folder /= arch.name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def program(project: pathlib.Path) -> pathlib.Path:
    """The program with the sandbox shop, for this machine."""
    subprocess.run(["cargo", "build", "--locked"], cwd=project, check=True)
    return project / os.environ.get("CARGO_TARGET_DIR", "target") / "debug/scanslip"


def product(project: pathlib.Path, arch: Arch, program: pathlib.Path) -> pathlib.Path:
    """The program for the machine: that of this one, or the one for the Pi, without the sandbox shop."""
    if arch == AMD64:
        return program
    subprocess.run([project / "hw/build-pi.sh", "--features", "console"], check=True)
    where = subprocess.run([project / "hw/build-pi.sh", "--where"], check=True, capture_output=True, text=True)
    return pathlib.Path(where.stdout.strip())


def made(here: pathlib.Path, cache: pathlib.Path, arch: Arch, product: pathlib.Path) -> str:
    """Makes what is not there or not fresh, and names the disk."""
    environment = {**os.environ, "RIG_CACHE": str(cache), "RIG_ARCH": arch.name}
    for step in (["kernel"], ["root"], ["image", str(product.resolve())]):
        subprocess.run([here / "build" / step[0], *step[1:]], env=environment, check=True)
    return "packaged.img" if product.suffix == ".deb" else "kiosk.img"
