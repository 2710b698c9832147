"""Lets emupos interpret slips: every NAME.bin of a folder becomes NAME.png and NAME.txt, as its printer printed it.

Usage: interpret.py PROFILE.yaml FOLDER. Each line of standard output is what it has to say of one slip, as JSON:
its name, how many receipts came of it, and the commands and code pages that the printer does not have.
"""

import json
import pathlib
import sys

from emupos import config
from emupos.printer.printer import Printer


def interpret(profile: config.PrinterProfile, slip: pathlib.Path) -> dict[str, object]:
    """A printer of its own for each slip, so that none inherits a setting. Paper that is not cut ends with the line."""
    printer = Printer("front", profile, sensor_open_level="high", job_idle_timeout_ms=60_000)
    outputs = [printer.open_connection("slip", 0.0)]
    # One byte after the other: no command is recognised only because it came whole.
    outputs += [printer.receive("slip", bytes([byte]), 0.0) for byte in slip.read_bytes()]
    outputs.append(printer.close_connection("slip", 0.0))
    receipts = [receipt for output in outputs for receipt in output.receipts]
    for receipt in receipts:
        slip.with_suffix(".png").write_bytes(receipt.png)
        slip.with_suffix(".txt").write_text(receipt.text, encoding="utf-8")
    events = [f"{event.type} {dict(event.data)}" for output in outputs for event in output.events]
    return {"name": slip.stem, "receipts": len(receipts), "unknown": events}


def main() -> None:
    source, folder = sys.argv[1:]
    document = config._load_yaml(pathlib.Path(source).read_text(encoding="utf-8"), source)
    profile = config.PrinterProfile.model_validate(document)
    for slip in sorted(pathlib.Path(folder).glob("*.bin")):
        print(json.dumps(interpret(profile, slip)))


main()
