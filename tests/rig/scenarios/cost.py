"""What a purchase costs the processor, and what the service holds in memory: by instructions, since time here is counted so.

systemd keeps the processor time of the unit; half a billion instructions are a second of it. With `--arch arm64` and the program
for the Pi these are the Pi's own instructions, whatever its clock.
"""

from bench.ean import strangers
from bench.hid import Honeywell
from bench.kiosk import CONFIRM, COLA, NUTELLA, Kiosk, Rig, plug_and_wait
from bench.machine import Machine
from bench.printer import Printer

IS_SHORT = False

SETTINGS = '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n[slip]\nlate-minutes = 1440\n'
PER_SECOND = 500_000_000
PURCHASES, SCANS, QUIET_S = 10, 50, 60


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start() as machine:
        scanner, printer = Honeywell(), Printer()
        plug_and_wait(machine, scanner, printer)
        start = instructions(machine)
        machine.run(f"sleep {QUIET_S}")
        quiet = instructions(machine) - start
        for purchase in range(PURCHASES):
            for code in (NUTELLA, COLA, CONFIRM):
                scanner.scan(code)
            machine.log.wait_for("slip done", purchase + 1)
        bought = instructions(machine) - start - quiet
        before = instructions(machine)
        for code in strangers(SCANS, 950_000_000_000):
            scanner.scan(code)
        machine.log.wait_for("a code that the catalogue does not know", SCANS)
        scanned = instructions(machine) - before
        process = machine.run("systemctl show scanslip --property MainPID --value").strip()
        memory = int(machine.run(f"awk '/^VmHWM/ {{ print $2 }}' /proc/{process}/status"))
        assert len(kiosk.shop.orders()) == len(printer.slips) == PURCHASES
        assert bought > 0 and scanned > 0, (bought, scanned)
        return (f"{rig.arch.name}: {start / 1e6:.0f} million instructions until ready, {bought / PURCHASES / 1e6:.1f} million a purchase of "
                f"two articles with its slip, {scanned / SCANS / 1e6:.2f} million a scan with its screen, "
                f"{quiet / QUIET_S / 1e3:.0f} thousand a second while nobody is there; {memory} kB resident at most")


def instructions(machine: Machine) -> int:
    """Those that the service took up to now."""
    spent = machine.run("systemctl show scanslip --property CPUUsageNSec --value")
    return int(spent) * PER_SECOND // 1_000_000_000
