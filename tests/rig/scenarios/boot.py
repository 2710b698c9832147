"""From the start of the kernel to READY, and to the first scan that counts; what the unit itself takes of that.

By the machine's own clock: a processor of 500 million instructions a second, one core. Somebody scans from the first second
on, four times a second. Once more with a scanner that types: nothing of it is ever on tty1.
"""

import contextlib
import re
import threading

from bench.ean import strangers
from bench.hid import Hid, Keyboard, Zebra
from bench.kiosk import Kiosk, Rig
from bench.machine import Machine
from bench.tty import WATCHED, until_login

IS_SHORT = False

# A keyboard is nobody's scanner unless the settings say which.
SETTINGS = '[[scanner]]\nkind = "hid"\nmatch = { port = "1-1" }\ndouble-read-ms = 0\n'
# Longer than any start, so that a much slower one is seen; seconds.
LONGEST = 60
UNKNOWN = "a code that the catalogue does not know"


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk:
        with kiosk.start() as machine:
            figure = measured(machine)
        with kiosk.start(kernel_words=WATCHED) as machine:
            shown = typed_at(machine)
    return f"{figure}; {shown} changes of tty1, none by a scanner that types all the while"


def measured(machine: Machine) -> str:
    with scanning(machine, Zebra()):
        machine.log.wait_for(UNKNOWN)
    began, ready = (moment(machine, "scanslip", name) for name in ("ExecMainStartTimestamp", "ActiveEnterTimestamp"))
    line = machine.run("journalctl --unit scanslip --boot --output short-monotonic --no-pager "
                       f"--grep '{UNKNOWN}' | head -n 1")
    first = float(re.search(r"\[\s*([\d.]+)\]", line).group(1))
    print(machine.run("systemd-analyze time; systemd-analyze blame --no-pager | head -15; "
                      "systemd-analyze critical-chain --no-pager scanslip.service"))
    assert began < ready < first < LONGEST, (began, ready, first)
    return f"READY {ready:.1f} s after the kernel's start, first scan {first:.1f} s; the service took {ready - began:.1f} s of it"


def typed_at(machine: Machine) -> int:
    """How often tty1 changed while a scanner typed, from the start until a login has been there for a while."""
    with scanning(machine, Keyboard()):
        machine.log.wait_for(UNKNOWN)
        shown = until_login(machine)
    # Each of the codes has one of these in any part of it that is longer than a few digits.
    typed = [screen for screen in shown if "00" in screen or "99" in screen]
    assert not typed, typed
    return len(shown)


@contextlib.contextmanager
def scanning(machine: Machine, scanner: Hid):
    """Somebody scans one thing after the other. As long as nobody listens a scanner keeps nothing."""
    is_over = threading.Event()
    scanner.plug(machine.port(1))

    def scan():
        for code in strangers(100_000, 990_000_000_000):
            if scanner.is_open(0):
                scanner.scan(code)
            if is_over.wait(0.25):
                return

    hand = threading.Thread(target=scan)
    hand.start()
    try:
        yield
    finally:
        is_over.set()
        hand.join()


def moment(machine: Machine, unit: str, name: str) -> float:
    """Seconds since the kernel's start."""
    return int(machine.run(f"systemctl show {unit} --property {name}Monotonic --value")) / 1_000_000
