"""1,000 scans of two scanners in keyboard mode at full rate: none lost or joined, and the console hears nothing.

Two typing scanners at once, each with a report for every millisecond. Then the service restarts while they go on typing, and
stops while each scans once: that reaches nobody, nor the kiosk later, and the next scan counts. Every change of tty1
is noted all the while; that it would show what is typed is tried with somebody's ordinary keyboard.
"""

import threading

from bench.ean import strangers
from bench.hid import Keyboard
from bench.kiosk import Kiosk, Rig, wait_until_scanners_count
from bench.machine import Machine
from bench.tty import WATCHED, screens, until_login

IS_SHORT = True

SETTINGS = """
[[scanner]]
kind = "hid"
match = { serial = "K1" }
double-read-ms = 0
[[scanner]]
kind = "hid"
match = { serial = "K2" }
double-read-ms = 0
"""
# What the log says of each scan.
UNKNOWN = "a code that the catalogue does not know"
# Scans of each scanner that are on the way at once.
WAITING = 12


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start(kernel_words=WATCHED) as machine:
        scanners = [Keyboard(serial="K1"), Keyboard(serial="K2")]
        for port, scanner in enumerate(scanners, 1):
            scanner.plug(machine.port(port))
        machine.wait_until_up()
        wait_until_scanners_count(machine, 2)
        before = until_login(machine)

        codes = strangers(200 if rig.short else 1000)
        seconds = scan_at_full_rate(machine, scanners, [codes[0::2], codes[1::2]])
        assert heard(machine) == sorted(codes), "what was scanned is not what was heard"
        refused = machine.log.count("a scan was refused")
        assert refused == 0, f"{refused} scans were misread"
        assert (now := screens(machine)) == before, f"the console heard a scan: {now[len(before):]}"

        restart_under_fire(machine, scanners)
        while_it_is_down(machine, scanners)
        assert (now := screens(machine)) == before, f"the console heard a scan while the service was down: {now[len(before):]}"
        the_console_would_hear(machine, before)
        rate = len(codes) / seconds
        return f"{len(codes)} scans, {rate:.0f} a second, 0 lost, 0 joined; nothing written on tty1, also over 3 restarts and 3 stops"


def heard(machine: Machine) -> list[str]:
    """The codes in the service's log, sorted."""
    lines = [line for line in machine.log.lines if UNKNOWN in line]
    return sorted(line.split('code="')[1].split('"')[0] for line in lines)


def scan_at_full_rate(machine: Machine, scanners: list[Keyboard], codes: list[list[str]]) -> float:
    """Both scanners always have a report for the next millisecond. Returns the seconds of the machine's own clock."""
    began = uptime(machine)
    for at, pair in enumerate(zip(*codes)):
        # What waits in the emulated controller is bounded; a line that is never idle needs no more.
        machine.log.wait_for(UNKNOWN, 2 * (at - WAITING))
        for scanner, code in zip(scanners, pair):
            scanner.scan(code)
    machine.log.wait_for(UNKNOWN, 2 * len(codes[0]))
    return uptime(machine) - began


def uptime(machine: Machine) -> float:
    return float(machine.run("cat /proc/uptime").split()[0])


def restart_under_fire(machine: Machine, scanners: list[Keyboard]):
    """Both type without a pause while the service restarts; what comes after it counts."""
    for code in strangers(3, 961_000_000_000):
        is_over = threading.Event()
        hands = [threading.Thread(target=type_until, args=(scanner, is_over)) for scanner in scanners]
        for hand in hands:
            hand.start()
        opened = machine.log.count("scanner open")
        try:
            machine.run("systemctl restart scanslip")
        finally:
            is_over.set()
            for hand in hands:
                hand.join()
        counts_again(machine, scanners, opened, code)


def type_until(scanner: Keyboard, is_over: threading.Event):
    while not is_over.wait(0.1):
        scanner.scan("ROOT")


def while_it_is_down(machine: Machine, scanners: list[Keyboard]):
    """One scan of each, which the scanner keeps until somebody reads it: the kernel drops it then."""
    missed = strangers(6, 962_000_000_000)
    for at, code in enumerate(strangers(3, 963_000_000_000)):
        opened = machine.log.count("scanner open")
        machine.run("systemctl stop scanslip")
        for scanner, unheard in zip(scanners, missed[2 * at :]):
            scanner.scan(unheard)
        machine.run("sleep 1; systemctl start scanslip")
        counts_again(machine, scanners, opened, code)
    # Whole or in part.
    late = [code for code in heard(machine) if any(code in unheard or unheard in code for unheard in missed)]
    assert not late, f"the kiosk heard what was scanned while it was down: {late}"


def counts_again(machine: Machine, scanners: list[Keyboard], opened: int, code: str):
    wait_until_scanners_count(machine, opened + len(scanners))
    for at, scanner in enumerate(scanners, 1):
        scanner.scan(code)
        machine.log.wait_for(f'code="{code}"', at)


def the_console_would_hear(machine: Machine, before: list[str]):
    """Somebody's own keyboard does type into tty1."""
    keyboard = Keyboard(ids=(0x046D, 0xC31C), serial="", name="Keyboard of somebody")
    keyboard.plug(machine.port(3))
    assert keyboard.is_open(), "the console does not listen to keyboards"
    # usbhid drops what comes within 50 ms of its being opened.
    machine.run("sleep 0.2")
    keyboard.type("somebody")
    machine.run("for i in $(seq 100); do grep -q somebody /run/rig-tty && exit; sleep 0.1; done; exit 1")
    assert len(screens(machine)) > len(before)
