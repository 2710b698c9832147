"""Power cuts while orders flow, on a disk that forgets what was not flushed: 0 lost, 0 doubled.

Each cut comes after an order was sold: by turns within the writes of the next, at a random moment, within many more writes, at
a random moment; and every eighth one within the first writes of the machine's start. At each the disk keeps
half, none or all of what was volatile, in half of them with torn sectors. Then the machine starts again. Shop and printer
never lose power. Orders are told of by the log, the journal, the shop and the paper; all must agree at the end, and the
cuts must have met what they are for. POWER_CUTS says how many, SEED by which chance.
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

IS_SHORT = True

SETTINGS = """
[[scanner]]
kind = "hid"
double-read-ms = 0
[slip]
late-minutes = 1440
reprints = 2
"""
SOLD = "order confirmed"
MENDED = "rig: fsck mended the superblock"
# How much of what was volatile is kept, by turns.
SHARES = (0.5, 0.0, 1.0)
# So many writes take months.
NEVER = 1 << 30


class Cuts:
    """One kiosk over many starts."""

    def __init__(self, rig: Rig, kiosk: Kiosk, chance: random.Random, lies: bool = False):
        self.rig, self.kiosk, self.chance = rig, kiosk, chance
        self.disk = Disk(rig.disk(), kiosk.folder, chance, lies)
        self.printer = Printer()
        self.told = set()
        self.volatile = self.kept = self.torn = 0
        # Starts that found half a superblock.
        self.mended = 0
        # How many there were, and how many of them met an order between its confirmation and its slip.
        self.cuts = self.within = 0
        self.is_laid_out = False

    @contextlib.contextmanager
    def start(self):
        """A start of the machine; what its log told is kept, however it ends."""
        self.disk.switch_on()
        files = None if self.is_laid_out else self.kiosk.files()
        with Machine(self.rig.arch, self.rig.cache, self.disk.words(), files) as machine:
            self.scanner = Zebra()
            self.scanner.plug(machine.port(1))
            self.printer.plug(machine.port(2))
            try:
                yield machine
            finally:
                machine.cut()
                self.printer.pull()
                self.mended += MENDED in machine.console()
                self.told |= judge.confirmed(machine.log.lines)
                # The cut before this start met them between their confirmation and their slip.
                self.within += bool(judge.resumed(machine.log.lines))

    def lay_out(self):
        """The first start: the files of the kiosk come onto the disk."""
        with self.start() as machine, told_on_failure(machine):
            machine.log.wait_for("scanner open")
            machine.run("sync")
        self.disk.flush()
        self.disk.cut(0.0, tears=False)
        self.is_laid_out = True

    def cut_by_writes(self, writes: int):
        """Counted from the moment at which the second order begins."""
        with self.start() as machine:
            self.sell_until(machine, lambda: self.disk.die_after(writes), 600)
            assert self.disk.died.is_set(), f"nobody wrote {writes} times"
            self.keep(machine)

    def cut_the_start(self, writes: int):
        """Counted from the start of the machine; the cut is within a purchase if the start takes fewer."""
        with self.start() as machine:
            self.disk.die_after(writes)
            while not self.disk.died.wait(0.1) and not machine.log.count("scanner open"):
                assert not machine.log.is_over, f"the machine does not start: {machine.console()}"
            self.disk.die_after(NEVER)
            if not self.disk.died.is_set():
                self.sell_until(machine, lambda: self.disk.die_after(writes), 600)
            self.keep(machine)

    def cut_by_time(self, seconds: float):
        with self.start() as machine:
            self.sell_until(machine, lambda: None, seconds)
            self.keep(machine)

    def keep(self, machine: Machine):
        volatile, kept, torn = self.disk.cut(SHARES[self.cuts % 3], tears=self.cuts % 4 in (0, 3))
        machine.cut()
        self.volatile, self.kept, self.torn = self.volatile + volatile, self.kept + kept, self.torn + torn
        self.cuts += 1
        sold = len(judge.confirmed(machine.log.lines))
        print(f"cut {self.cuts}: {sold} orders; {volatile} sectors volatile, {kept} kept, {torn} torn", flush=True)

    def sell_until(self, machine: Machine, arm, seconds: float):
        """Buys one thing, and then one after the other until the disk dies, or so many seconds are over."""
        wait_until_scanners_count(machine)
        self.buy()
        machine.log.wait_for(SOLD)
        end = time.monotonic() + 900
        while judge.under_way(machine.log.lines) and time.monotonic() < end:
            self.disk.died.wait(0.02)
        arm()
        end = time.monotonic() + seconds
        bought = 1
        while not self.disk.died.is_set() and time.monotonic() < end:
            if machine.log.count(SOLD) >= bought and not judge.under_way(machine.log.lines):
                self.buy()
                bought += 1
            self.disk.died.wait(0.02)

    def buy(self):
        self.scanner.scan(NUTELLA)
        self.scanner.scan(CONFIRM)

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
    times = int(os.environ.get("POWER_CUTS", "2" if rig.short else "50"))
    seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
    print(f"SEED={seed} POWER_CUTS={times}")
    if not rig.short:
        the_disk_that_lies_is_caught(rig)
    chance = random.Random(seed)
    with Kiosk(rig, SETTINGS) as kiosk:
        cuts = Cuts(rig, kiosk, chance)
        cuts.lay_out()
        for at in range(times):
            if at % 8 == 6:
                cuts.cut_the_start(chance.randrange(1, 60))
            elif at % 2 == 0:
                # Few writes are within the next order, many within a later one or its slip.
                cuts.cut_by_writes(chance.randrange(1, 12 if at % 4 == 0 else 250))
            else:
                cuts.cut_by_time(chance.uniform(0, 6))
        found = cuts.settle()
        shop, slips = kiosk.shop.orders(), cuts.printer.slips
        lost, doubled = judge.lost(cuts.told, found, shop), judge.doubled(shop)
        left = judge.left_to_staff(found)
        print(f"{len(found)} orders, {len(shop)} at the shop, {len(slips)} slips; {lost=} {doubled=} {left=}")
        print(f"{times} cuts, {cuts.within} of them between an order and its slip")
        assert not lost and not doubled, f"SEED={seed}: lost {lost}, doubled {doubled}"
        unmarked, missing = judge.doubled_on_paper(slips), judge.without_paper(found, shop, slips)
        assert not unmarked, f"SEED={seed}: slips that came twice without a mark: {unmarked}"
        assert not missing, f"SEED={seed}: orders without a slip: {missing}"
        # A cut breaks one slip at most.
        assert len(left) <= times, f"SEED={seed}: {len(left)} slips left to staff: {left}"
        dropped = cuts.volatile - cuts.kept
        assert len(found) >= times, f"SEED={seed}: {len(found)} orders, so nothing was sold between some cuts"
        # Of a few cuts none may have met anything volatile.
        is_few = times < 10
        assert is_few or cuts.kept and dropped and cuts.torn, f"SEED={seed}: the disk kept {cuts.kept}, dropped {dropped}, tore {cuts.torn}"
        assert cuts.within >= times // 10, f"SEED={seed}: {cuts.within} cuts between an order and its slip"
        return (f"{times} cuts, {cuts.within} between an order and its slip; {cuts.kept} sectors kept, {dropped} dropped, "
                f"{cuts.torn} torn, {cuts.mended} superblocks mended; {len(found)} orders: 0 lost, 0 doubled, {len(left)} slips left to staff")


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
            cuts.disk.cut(0.0, tears=False)
        try:
            found = cuts.settle()
        except Failed as why:
            raise AssertionError(f"the kiosk does not start on what the disk kept: {why}") from why
        lost = judge.lost(cuts.told, found, kiosk.shop.orders())
        print(f"on a disk that lies: lost {lost}")
        assert len(lost) == 1, "a disk that lies lost nothing, so nothing can be said of one that does not"
