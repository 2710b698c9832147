"""slips.py SLIP.json FOLDER: python-escpos. Writes FOLDER/NAME.bin; printed is the time of one slip."""

import json
import pathlib
import statistics
import sys
import time

from escpos.printer import Dummy


def python_escpos(slip: dict) -> bytes:
    printer = Dummy(profile="TM-T20II")
    printer.hw("INIT")
    # Without this it picks pages by itself, among them one that few printers have.
    printer.charcode("CP858")
    printer.set(align="center", double_width=True, double_height=True)
    printer.textln(slip["name"])
    printer.set_with_default(align="left")
    printer.ln()
    for line in slip["lines"]:
        printer.textln(line)
    printer.set(bold=True)
    printer.textln(slip["total"])
    printer.set(bold=False)
    printer.qr(slip["link"], native=True, size=6, center=False)
    printer.cut()
    return printer.output


def measure(name: str, encode, folder: pathlib.Path) -> None:
    (folder / f"{name}.bin").write_bytes(encode())
    runs = []
    for _ in range(51):
        begun = time.perf_counter_ns()
        for _ in range(20):
            encode()
        runs.append((time.perf_counter_ns() - begun) / 20)
    print(json.dumps({"name": name, "ns": round(statistics.median(runs))}))


def main() -> None:
    slip = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    measure("python-escpos", lambda: python_escpos(slip), pathlib.Path(sys.argv[2]))


main()
