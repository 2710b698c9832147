"""A USB printer fails in the middle of slips, through usblp: each order gets one slip, or one more that says DUPLICATA.

Paper that ends before and in a slip (told by the printer, or by the port's status alone), a memory that is full so that
the kernel must wait, power that goes, the cable pulled in the middle of a write; at many bytes of a slip. In the end a
printer that answers nothing takes the place of the one that answered, while the service runs.
"""

import threading

from bench.hid import Zebra
from bench.judge import wrong_copies, without_paper
from bench.kiosk import CONFIRM, NUTELLA, Kiosk, Rig, orders, wait_until_scanners_count
from bench.machine import Machine
from bench.printer import Printer

IS_SHORT = False

SETTINGS = """
[[scanner]]
kind = "hid"
double-read-ms = 0
[slip]
reprints = 2
"""
TROUBLE, NO_PAPER = "printer in trouble", "no paper"
# A slip with its questions has about this many bytes.
SLIP = 1100


class Story:
    """One kiosk and one printer after the other, all on one roll of paper."""

    def __init__(self, kiosk: Kiosk, machine: Machine):
        self.kiosk, self.machine = kiosk, machine
        self.scanner = Zebra()
        self.scanner.plug(machine.port(1))
        self.slips, self.faults, self.sold = [], 0, 0
        self.printer = None

    def put_up(self, **how):
        """Another printer takes the place of this one."""
        if self.printer:
            troubles = self.machine.log.count(TROUBLE)
            self.printer.switch_off()
            self.slips += self.printer.slips
            self.machine.log.wait_for(TROUBLE, troubles + 1)
        ready = self.machine.log.count("printer ready")
        self.printer = Printer(**how)
        self.printer.plug(self.machine.port(2))
        self.machine.log.wait_for("printer ready", ready + 1)

    def sell(self):
        self.scanner.scan(NUTELLA)
        self.scanner.scan(CONFIRM)
        self.sold += 1
        self.machine.log.wait_for("order accepted", self.sold)

    def wait_for_slip(self):
        """Until every order has a slip on paper."""
        links = lambda: {link for slip in self.slips + self.printer.slips for link in slip.links}  # noqa: E731
        self.printer.press.wait_for(lambda: len(links()) >= self.sold)

    def without_paper(self):
        """The roll is at its end when somebody buys; it is put in."""
        self.printer.paper_ends()
        self._happens(self.sell, self.printer.roll_is_put_in, NO_PAPER)

    def paper_ends_within(self, at: int):
        """The roll ends at this byte of a slip."""
        self._happens(lambda: self._sell_and_at(at, self.printer.paper_ends), self.printer.roll_is_put_in, NO_PAPER)

    def goes_within(self, at: int, leave):
        """Its power goes, or its cable is pulled, at this byte of a slip; then it is back."""
        self._happens(lambda: self._sell_and_at(at, leave), lambda: self.printer.plug(self.machine.port(2)))

    def _sell_and_at(self, at: int, mishap):
        happened = threading.Event()
        self.printer.press.after(at, lambda: (mishap(), happened.set()))
        self.sell()
        assert happened.wait(900), f"the printer never got {at} bytes of a slip"

    def _happens(self, fault, mend, words: str = TROUBLE):
        """Staff see to it once the kiosk has said these words of it."""
        said = self.machine.log.count(words)
        fault()
        self.machine.log.wait_for(words, said + 1)
        mend()
        self.wait_for_slip()
        self.faults += 1
        print(f"{self.faults} faults, {self.sold} sold", flush=True)


def run(rig: Rig) -> str:
    places = [SLIP // 2] if rig.short else range(60, SLIP, 160)
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start() as machine:
        story = Story(kiosk, machine)
        story.put_up()
        wait_until_scanners_count(machine)
        story.without_paper()
        for at in places:
            story.goes_within(at, story.printer.switch_off)
            story.goes_within(at, story.printer.pull)
        story.put_up(memory=128)
        for at in places:
            story.paper_ends_within(at)
        story.put_up(memory=128, is_silent=True)
        story.sell()
        story.wait_for_slip()
        for at in places:
            story.paper_ends_within(at)

        slips, shop = story.slips + story.printer.slips, kiosk.shop.orders()
        assert len(shop) == story.sold, f"{len(shop)} orders at the shop, {story.sold} sold"
        assert not wrong_copies(slips), wrong_copies(slips)
        assert not without_paper(orders(machine), shop, slips), "an order has no slip"
        marked = sum(slip.is_marked() for slip in slips)
        return f"{story.faults} faults within {story.sold} slips: 0 lost, {marked} marked copies, no other copy and no third"
