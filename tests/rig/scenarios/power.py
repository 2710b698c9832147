"""Power cuts while orders flow, on a disk that forgets what was not flushed: 0 lost, 0 doubled.

Every other cut comes at a random number of writes to the disk (the first of them while Debian still starts), the others
at a random moment. At each the disk keeps none, half or all of what was volatile, in half of them with torn sectors. Then
the machine starts again. Shop and printer never lose power. Orders are told of by the log, the journal, the shop and the
paper; all must agree at the end. POWER_CUTS says how many, SEED by which chance.
"""

import contextlib
import os
import random
import time

from bench import judge
from bench.disk import Disk
from bench.hid import Zebra
from bench.kiosk import CONFIRM, NUTELLA, Kiosk, Rig, orders, told_on_failure, wait_until_scanners_count
from bench.machine import Failed, Machine
from bench.printer import Printer

ARCHITECTURES = ("amd64", "arm64")
IS_SHORT = True

SETTINGS = """
[[scanner]]
kind = "hid"
double-read-ms = 0
[slip]
late-minutes = 1440
reprints = 2
"""


class Cuts:
    """One kiosk over many starts."""

    def __init__(self, rig: Rig, kiosk: Kiosk, chance: random.Random, lies: bool = False):
        self.rig, self.kiosk, self.chance = rig, kiosk, chance
        self.disk = Disk(rig.disk(), kiosk.folder, chance, lies)
        self.printer = Printer()
        self.told = set()
        self.volatile = self.kept = self.torn = 0
        self.is_laid_out = False

    @contextlib.contextmanager
    def start(self):
        """A start of the machine; what its log told is kept, however it ends."""
        self.disk.switch_on()
        files = None if self.is_laid_out else self.kiosk.files()
        with Machine(self.rig.cache, self.rig.arch, self.disk.words(), files) as machine:
            self.scanner = Zebra()
            self.scanner.plug(machine.port(1))
            self.printer.plug(machine.port(2))
            try:
                yield machine
            finally:
                machine.cut()
                self.printer.pull()
                self.told |= judge.confirmed(machine.log.lines)

    def lay_out(self):
        """The first start: the files of the kiosk come onto the disk."""
        with self.start() as machine, told_on_failure(machine):
            machine.log.wait_for("scanner open")
            machine.run("sync")
        self.disk.flush()
        self.disk.cut()
        self.is_laid_out = True

    def cut_by_writes(self, writes: int, while_starting: bool):
        with self.start() as machine:
            if while_starting:
                self.disk.die_after(writes)
                self.disk.died.wait(600)
            if not self.disk.died.is_set():
                self.sell_until(machine, lambda: self.disk.die_after(writes), 600)
            self.keep(machine)

    def cut_by_time(self, seconds: float):
        with self.start() as machine:
            self.sell_until(machine, lambda: None, seconds)
            self.keep(machine)

    def keep(self, machine: Machine):
        volatile, kept, torn = self.disk.cut()
        machine.cut()
        self.volatile, self.kept, self.torn = self.volatile + volatile, self.kept + kept, self.torn + torn
        print(f"cut: {volatile} sectors volatile, {kept} kept, {torn} torn", flush=True)

    def sell_until(self, machine: Machine, arm, seconds: float):
        """Buys one thing after the other until the disk dies, or so many seconds are over."""
        wait_until_scanners_count(machine)
        arm()
        end = time.monotonic() + seconds
        bought = 0
        while not self.disk.died.is_set() and time.monotonic() < end:
            self.scanner.scan(NUTELLA)
            self.scanner.scan(CONFIRM)
            bought += 1
            while not self.disk.died.is_set() and time.monotonic() < end and machine.log.count("slip done") < bought:
                self.disk.died.wait(0.05)

    def settle(self) -> list[dict]:
        """The last start: whatever is open is brought to its end. The journal must be sound."""
        with self.start() as machine, told_on_failure(machine):
            machine.wait_until_up()
            machine.run("scanslip orders verify")
            for _ in range(120):
                found = orders(machine)
                if all(judge.is_settled(order) for order in found):
                    return found
                machine.run("sleep 1")
            raise AssertionError(f"not settled: {[order for order in found if not judge.is_settled(order)]}")


def run(rig: Rig) -> str:
    times = int(os.environ.get("POWER_CUTS", "3" if rig.short else "50"))
    seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
    print(f"SEED={seed} POWER_CUTS={times}")
    the_disk_that_lies_is_caught(rig)
    chance = random.Random(seed)
    with Kiosk(rig, SETTINGS) as kiosk:
        cuts = Cuts(rig, kiosk, chance)
        cuts.lay_out()
        for at in range(times):
            if at % 2 == 0:
                cuts.cut_by_writes(chance.randrange(1, 250), while_starting=at % 8 == 6)
            else:
                cuts.cut_by_time(chance.uniform(0.2, 6))
        found = cuts.settle()
        shop, slips = kiosk.shop.orders(), cuts.printer.slips
        lost, doubled = judge.lost(cuts.told, found, shop), judge.doubled(shop)
        print(f"{len(found)} orders, {len(shop)} at the shop, {len(slips)} slips; {lost=} {doubled=}")
        assert not lost and not doubled, f"SEED={seed}: lost {lost}, doubled {doubled}"
        unmarked, missing = judge.doubled_on_paper(slips), judge.without_paper(found, shop, slips)
        assert not unmarked, f"SEED={seed}: slips that came twice without a mark: {unmarked}"
        assert not missing, f"SEED={seed}: orders without a slip: {missing}"
        return (f"{times} cuts, {len(found)} orders, {cuts.volatile} sectors volatile ({cuts.kept} kept, {cuts.torn} torn): "
                f"0 lost, 0 doubled")


def the_disk_that_lies_is_caught(rig: Rig):
    """The control: on a disk that only says that it flushed, orders are lost, and this is seen."""
    with Kiosk(rig, SETTINGS) as kiosk:
        cuts = Cuts(rig, kiosk, random.Random(1), lies=True)
        cuts.lay_out()
        with cuts.start() as machine:
            wait_until_scanners_count(machine)
            cuts.scanner.scan(NUTELLA)
            cuts.scanner.scan(CONFIRM)
            machine.log.wait_for("order accepted")
            cuts.disk.cut(share=0.0)
        try:
            found = cuts.settle()
        except Failed as why:
            raise AssertionError(f"the kiosk does not start on what the disk kept: {why}") from why
        lost = judge.lost(cuts.told, found, kiosk.shop.orders())
        print(f"on a disk that lies: lost {lost}")
        assert len(lost) == 1, "a disk that lies lost nothing, so nothing can be said of one that does not"
