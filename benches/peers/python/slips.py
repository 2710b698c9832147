"""slips.py SLIP.json FOLDER: python-escpos. Writes FOLDER/NAME.bin; printed is the time of one slip."""

import json
import pathlib
import sys

from escpos.printer import Dummy
from timing import measure


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


def main() -> None:
    slip = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    (pathlib.Path(sys.argv[2]) / "python-escpos.bin").write_bytes(python_escpos(slip))
    measure("python-escpos", lambda: python_escpos(slip), 20)


main()
