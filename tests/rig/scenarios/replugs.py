"""100 times a scanner is pulled out and plugged in again: the first scan after it counts, and the console hears nothing.

In turn one in keyboard mode, one in HID POS mode of each of two makers; every seventh is pulled in the middle of a scan,
which then counts for nothing or as what it was, and never as something else.
"""

from bench.ean import strangers
from bench.hid import Honeywell, Keyboard, Zebra
from bench.kiosk import Kiosk, Rig, wait_until_scanners_count
from bench.tty import WATCHED, screens, until_login
from scenarios.keyboards import heard, uptime

IS_SHORT = False

SETTINGS = """
[[scanner]]
kind = "hid"
match = { port = "1-1" }
double-read-ms = 0
"""


def run(rig: Rig) -> str:
    times = 20 if rig.short else 100
    kinds = [Keyboard, Honeywell, Zebra]
    codes = strangers(times, 960_000_000_000)
    halves = strangers(times, 970_000_000_000)
    cut_off, seconds = [], []
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start(kernel_words=WATCHED) as machine:
        machine.wait_until_up()
        machine.log.wait_for("scanner lost")
        before = until_login(machine)
        for at, code in enumerate(codes):
            scanner = kinds[at % len(kinds)]()
            began = uptime(machine)
            scanner.plug(machine.port(1))
            machine.log.wait_for("scanner open", at + 1)
            seconds.append(uptime(machine) - began)
            wait_until_scanners_count(machine, at + 1)
            scanner.scan(code)
            machine.log.wait_for(f'code="{code}"')
            if at % 7 == 3:
                cut_off.append(halves[at])
                scanner.scan(halves[at])
            scanner.pull()
            machine.log.wait_for("scanner lost", at + 2)
        assert screens(machine) == before, "the console heard a scan"
        assert set(codes) <= set(heard(machine)) <= {*codes, *cut_off}, heard(machine)
        assert machine.log.count("a scan was refused") == 0
        slowest = max(seconds)
        assert slowest < 2, f"open after {slowest} s"
        return f"{times} replugs, {times} first scans heard; open after {sorted(seconds)[times // 2]:.2f} s, {slowest:.2f} s at most"
