"""No network at boot: the kiosk sells all the same, and what was sold goes out when a network card is plugged in."""

from bench.hid import Zebra
from bench.kiosk import CONFIRM, NUTELLA, Kiosk, Rig, plug_and_wait
from bench.printer import Printer

IS_SHORT = False

SETTINGS = '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n'


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start(network=False) as machine:
        scanner, printer = Zebra(), Printer()
        plug_and_wait(machine, scanner, printer)
        scanner.scan(NUTELLA)
        scanner.scan(CONFIRM)
        printer.press.wait_for(lambda: printer.slips)
        [provisional] = printer.slips
        assert not provisional.links, f"a link that no shop gave: {provisional}"
        assert not kiosk.shop.orders(), "the shop was reached"

        machine.qmp("device_add", driver="virtio-net-pci", netdev="net", id="card")
        machine.log.wait_for("order accepted")
        printer.press.wait_for(lambda: len(printer.slips) == 2)
        [order] = kiosk.shop.orders()
        [link] = printer.slips[1].links
        assert link.endswith(order.token), (link, order)
        return "sold without a network; 1 provisional slip, 1 order, 1 slip once there is one"
