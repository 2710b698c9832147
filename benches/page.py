"""page.py FOLDER: BENCHMARKS.md, of what benches/publish measured into FOLDER."""

import json
import os
import pathlib
import platform
import re
import subprocess
import sys

from promises import promises

PARTS = ["program", "stages", "counts", "sizes", "heap", "kiosk", "growth", "peers", "pi", "simulator"]

PAGE = """# Benchmarks

Written by one command, `chrt -r 10 benches/publish` (at the priority of real time, with `kernel.sched_rt_runtime_us` at -1, so that no other
program of the machine is measured); each part can be measured by itself (`benches/publish kiosk`). The machine: {machine}. It is
a virtual one that others share, so times are what they were there on that day; instruction counts hold anywhere.
No Raspberry Pi was at hand: what stands below of its processor was counted in an emulator, and what is computed from that is said to be.

## What is promised

{promises}

What is to be known of these:

- Nothing wakes by itself more often than the watchdog asks for a sign of life, which is every 90 s; a printer is looked at as often while nobody is
  there. The minute that was measured, without a service manager, has one roll call in it, which every thread answers.
- From the shop's answer to the printer the way leads over the disk: nothing is printed before it is known to be kept. In the run of 2026-11-29 the
  project's tests wrote to the same disk during the first half of it, and with 100 articles the longest took 7 ms, where 5 are promised.
- A million worlds in the simulator take a quarter of an hour of two cores that do nothing else, and twice that beside other work; `SEEDS=100000 benches/publish simulator` takes fewer.

## The whole way

A pty as scanner, the till's loop, the journal on the disk, the framebuffer of a panel of 480 x 320 pixels in memory, a shop and a printer on the
loopback, all real (`cargo bench --bench kiosk`). Times begin before the first byte of a code is handed to the line. "At most" is what the
product promises. An order is made behind every twentieth scan. Between two scans a byte goes to a thread that waits for it and does nothing else: what
that takes at most is the machine's own part, whose host may be busy, and no program's. Both processors are kept awake by something of the lowest
priority, for a virtual one that sleeps is woken by its host.

{kiosk}

What the demo asks of the heap for two purchases, of thirty lines and of five, with its shop, its page and their slips (`benches/publish heap`, by dhat):

{heap}

## Stages

`cargo bench --bench stages` takes the times (criterion's medians), `.ci/instructions` counts the instructions under callgrind; each build holds
the counts to [benches/instructions.tsv](benches/instructions.tsv) and fails if one rises by more than 5 %.

{stages}

## Beside what else there is

One slip of a name, twenty lines with accents and euro signs, a total, a QR code of 58 bytes, and a cut ([benches/peers/slip.json](benches/peers/slip.json)),
made by each library as its own documentation shows, with a code page that has the letters where one can be named; each in its own language, warm,
the median of 51 runs (`benches/peers/run`). What is on the paper was judged by emupos, a printer in software that somebody else wrote, and by zbar.

{peers} scanslip, with its settings, its journal, its catalogue of 100 articles, its screen and its page: {start} until it reads its scanner, {memory} resident.

## Growth

`cargo bench --bench growth`. The exponent says how a figure grows with ten times as many: 1 is linear, 1.15 and less is n log n or better.

{growth}

## A Pi's processor

`tests/rig/rig --arch arm64 cost boot`: Debian's kernel for arm64, systemd and the program for the Pi in QEMU, where time is counted in instructions.

{pi}

Computed, not measured: the Cortex-A53 of a Pi Zero 2 W runs at 1 GHz and takes about one instruction a cycle at its best and half of
one where it waits for memory, so a million instructions take one to two milliseconds there{computed}.

## When

{when}
"""


def machine() -> str:
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(encoding="ascii")).group(1))
    rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    name = cpu.group(1) if cpu else platform.machine()
    return f"{os.cpu_count()} cores of {name}, {round(memory / 1024 / 1024)} GiB, Linux {platform.release()}, Rust {rust}"


def columns(text: str) -> dict[str, int]:
    return {name: int(count) for name, count in (line.split("\t") for line in text.splitlines())}


def stages(times: dict[str, int], counts: dict[str, int]) -> str:
    lines = ["| stage | time | instructions |", "| --- | ---: | ---: |"]
    for name in [*counts, *(name for name in times if name not in counts)]:
        count = f"{counts[name]:,}" if name in counts else "not counted"
        took = f"{times[name] / 1000:.2f} us" if name in times else "not timed"
        lines.append(f"| {name} | {took} | {count} |")
    return "\n".join(lines)


def computed(pi: str) -> str:
    """How long a scan and a purchase would take there, of the instructions that were counted."""
    told = []
    for what, name in (("a scan with its screen", r"([\d.]+) million a scan"), ("a purchase with its slip", r"([\d.]+) million a purchase"),
                       ("a start", r"([\d.]+) million instructions until ready")):
        if found := re.search(name, pi):
            million = float(found.group(1))
            digits = 0 if million > 10 else 1
            told.append(f"{what} {million:.{digits}f} to {2 * million:.{digits}f} ms")
    return f" ({', '.join(told)})" if told else ""


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    if missing := [part for part in PARTS if not (folder / f"{part}.when").exists()]:
        sys.exit(f"BENCHMARKS.md is not written: nobody has measured {', '.join(missing)}; benches/publish {' '.join(missing)} does.")
    read = {part: (folder / part).read_text(encoding="utf-8").strip() for part in PARTS}
    figures = json.loads((folder / "kiosk.json").read_text(encoding="utf-8"))
    times, counts = columns(read["stages"]), columns(read["counts"])
    pi = "\n".join(f"- {' '.join(line.split())}" for line in read["pi"].splitlines())
    when = ["| part | day | commit |", "| --- | --- | --- |"]
    when += [f"| {part} | {' | '.join((folder / f'{part}.when').read_text(encoding='ascii').split())} |" for part in read]
    print(PAGE.format(
        machine=machine(), promises=promises(read, figures, times), kiosk=read["kiosk"], stages=stages(times, counts), peers=read["peers"],
        start=f"{figures['start -> ready to scan, median of 11 (100 articles)'] / 1000:.0f} ms",
        memory=f"{figures['resident memory, ready (100 articles)'] / 1000:.1f} MB",
        heap="\n".join(f"- {line}" for line in read["heap"].splitlines()), growth=read["growth"], pi=pi, computed=computed(read["pi"]), when="\n".join(when)), end="")


main()
