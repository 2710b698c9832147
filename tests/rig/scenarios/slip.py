"""A scan becomes a slip: scanner in HID POS mode, xHCI, usbhid, hidraw, the service, usblp, printer.

With the unit as it is shipped. The shop has what was scanned, once; the slip is proven by the printer and holds the
order's number and payment link; the scanner was told to beep and to read no more while the order was sent.
"""

from bench.hid import Honeywell
from bench.kiosk import COLA, CONFIRM, NUTELLA, Kiosk, Rig, plug_and_wait
from bench.printer import Printer

IS_SHORT = True


def run(rig: Rig) -> str:
    with Kiosk(rig, '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n') as kiosk, kiosk.start() as machine:
        scanner, printer = Honeywell(), Printer()
        plug_and_wait(machine, scanner, printer)
        for code in (NUTELLA, COLA, NUTELLA, CONFIRM):
            scanner.scan(code)
        machine.log.wait_for("slip done")

        [order] = kiosk.shop.orders()
        assert order.lines == {101: 2000, 102: 1000}, order
        [slip] = printer.slips
        assert str(order.number) in slip.text and "Nutella" in slip.text, slip
        assert slip.links == [f"http://127.0.0.1:8090/pay/{order.token}"] and not slip.unknown, slip
        machine.log.wait_for("outcome=Proven")
        assert b"\x04\x01" in scanner.heard and scanner.heard[-1] == b"\x04\x00", scanner.heard
        devices = machine.run("scanslip devices")
        assert "/dev/hidraw0" in devices and "/dev/usb/lp0" in devices, devices
        printed = sum(len(slip.text) for slip in printer.slips)
        return f"4 scans, 1 order, 1 slip proven, {printed} characters by usblp"
