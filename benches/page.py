"""page.py FOLDER SIZE: BENCHMARKS.md, of what benches/publish measured into FOLDER; SIZE is the program's, in bytes."""

import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

PAGE = """# Benchmarks

Measured on {day} at commit {commit}, by one command: `benches/publish`, which writes this page. The machine: {machine}. It is a virtual one
that others share, so times are what they were there on that day; the limits hold on it, and instruction counts hold anywhere.
No Raspberry Pi was at hand: what stands below of its processor was counted in an emulator, and what is computed from that is said to be.

## The whole way

A pty as scanner, the till's loop, the journal on the disk, the framebuffer of a panel of 480 x 320 pixels in memory, a shop and a printer on the
loopback, all real (`cargo bench --bench kiosk`). Times begin before the first byte of a code is handed to the line. "At most" is what the
product promises. An order is made behind every twentieth scan.

{kiosk}
The program that is shipped has {size:,} bytes (this machine's, with the page, without demo and simulator).

## Stages

`cargo bench --bench stages` takes the times (criterion's medians), `.ci/instructions` counts the instructions under callgrind; each build holds
the counts to [benches/instructions.tsv](benches/instructions.tsv) and fails if one rises by more than 5 %.

{stages}
## Beside what else there is

One slip of a name, twenty lines with accents and euro signs, a total, a QR code of 58 bytes, and a cut ([benches/peers/slip.json](benches/peers/slip.json)),
made by each library as its own documentation shows, with a code page that has the letters where one can be named; each in its own language, warm,
the median of 51 runs (`benches/peers/run`). What is on the paper was judged by emupos, a printer in software that somebody else wrote, and by zbar.

{peers}

## Growth

`cargo bench --bench growth`. The exponent says how a figure grows with ten times as many: 1 is linear, 1.15 and less is n log n or better.

{growth}
## A Pi's processor

`tests/rig/rig --arch arm64 cost boot`: Debian's kernel for arm64, systemd and the program for the Pi in QEMU, where time is counted in instructions.

{pi}

Computed, not measured: the Cortex-A53 of a Pi Zero 2 W runs at 1 GHz and takes about one instruction a cycle at its best and half of
one where it waits for memory, so a million instructions take one to two milliseconds there.
"""


def machine() -> str:
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(encoding="ascii")).group(1))
    rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    name = cpu.group(1) if cpu else platform.machine()
    return f"{os.cpu_count()} cores of {name}, {round(memory / 1024 / 1024)} GiB, Linux {platform.release()}, Rust {rust}"


def commit() -> str:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def stages() -> str:
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", "target")) / "criterion"
    times = {}
    for file in folder.glob("*/new/benchmark.json"):
        name = json.loads(file.read_text(encoding="utf-8"))["full_id"]
        estimates = json.loads((file.parent / "estimates.json").read_text(encoding="utf-8"))
        times[name] = estimates["median"]["point_estimate"]
    rows = (line.split("\t") for line in pathlib.Path("benches/instructions.tsv").read_text(encoding="utf-8").splitlines())
    counts = {name: int(count) for name, count in rows}
    listed = [*counts, *(name for name in times if name not in counts and "->" in name or "look-up" in name and name not in counts
                         or "synced" in name)]
    lines = ["| stage | time | instructions |", "| --- | ---: | ---: |"]
    for name in listed:
        count = f"{counts[name]:,}" if name in counts else "not counted"
        took = f"{times[name] / 1000:.2f} us" if name in times else "not timed"
        lines.append(f"| {name} | {took} | {count} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    folder, size = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    read = {name: (folder / name).read_text(encoding="utf-8").strip() for name in ("kiosk", "peers", "growth", "pi")}
    pi = "\n".join(f"- {' '.join(line.split())}" for line in read["pi"].splitlines())
    print(PAGE.format(day=datetime.date.today(), commit=commit(), machine=machine(), size=size, stages=stages(),
                      kiosk=read["kiosk"] + "\n", peers=read["peers"], growth=read["growth"] + "\n", pi=pi), end="")


main()
