"""From the start of the kernel to READY, and to the first scan that counts; what the unit itself takes of that.

By the machine's own clock: a processor of 500 million instructions a second, one core. Somebody scans from the first second
on, four times a second.
"""

import re
import threading

from bench.hid import Zebra
from bench.ean import strangers
from bench.kiosk import Kiosk, Rig

ARCHITECTURES = ("amd64", "arm64")
IS_SHORT = False

SETTINGS = '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n'
# Longer than any start, so that a much slower one is seen; seconds.
LONGEST = 60


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start() as machine:
        scanner, is_over = Zebra(), threading.Event()
        scanner.plug(machine.port(1))

        def scan():
            for code in strangers(100_000, 990_000_000_000):
                # As long as nobody listens a scanner keeps nothing.
                if scanner.is_open(0):
                    scanner.scan(code)
                if is_over.wait(0.25):
                    return

        hand = threading.Thread(target=scan)
        hand.start()
        try:
            machine.log.wait_for("a code that the catalogue does not know")
        finally:
            is_over.set()
            hand.join()
        began, ready = (moment(machine, name) for name in ("ExecMainStartTimestamp", "ActiveEnterTimestamp"))
        line = machine.run("journalctl --unit scanslip --boot --output short-monotonic --no-pager "
                           "--grep 'a code that the catalogue does not know' | head -n 1")
        first = float(re.search(r"\[\s*([\d.]+)\]", line).group(1))
        print(machine.run("systemd-analyze; systemd-analyze blame --no-pager | head -15; "
                          "systemd-analyze critical-chain --no-pager scanslip.service"))
        assert began < ready < first < LONGEST, (began, ready, first)
        return f"READY {ready:.1f} s after the kernel's start, first scan {first:.1f} s; the service took {ready - began:.1f} s of it"


def moment(machine, name: str) -> float:
    """Seconds since the kernel's start."""
    return int(machine.run(f"systemctl show scanslip --property {name}Monotonic --value")) / 1_000_000
