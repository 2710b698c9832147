"""The rest of a kiosk: serial scanner, number pad, button, panel, serial printer, each by its own driver, in one purchase.

cdc_acm, usbhid and evdev, uinput, a framebuffer of DRM, ftdi_sio. What the panel shows is read from the emulated panel
itself and is, pixel by pixel, the screen that the product draws for it.
"""

import pathlib

from bench import picture
from bench.hid import NumberPad
from bench.kiosk import COLA, NUTELLA, Kiosk, Rig, wait_until_scanners_count
from bench.machine import Machine
from bench.printer import SerialPrinter
from bench.serial import SerialScanner

IS_SHORT = False

SETTINGS = """
[[scanner]]
kind = "serial"
path = "/dev/ttyACM0"
double-read-ms = 0
[[keypad]]
kind = "evdev"
[printer]
kind = "serial"
path = "/dev/ttyUSB0"
baud = 38400
flow = "none"
[display]
kind = "framebuffer"
"""
SIZE = (800, 480)
QUIET_CONSOLE = "vt.global_cursor_default=0 consoleblank=0 systemd.mask=getty@tty1.service"
OK, CANCEL = 28, 1


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk:
        line = kiosk.folder / "line"
        extra = ("-device", f"bochs-display,xres={SIZE[0]},yres={SIZE[1]}",
                 "-chardev", f"socket,id=line,path={line},server=on,wait=off",
                 "-device", "usb-serial,chardev=line,bus=usb.0,port=8")
        # As hw/raspberry-pi says, and no login on the screen.
        with kiosk.start(extra=extra, kernel_words=QUIET_CONSOLE) as machine:
            return purchase(kiosk, machine, SerialPrinter(str(line)))


def purchase(kiosk: Kiosk, machine: Machine, printer: SerialPrinter) -> str:
    scanner, pad = SerialScanner(), NumberPad()
    scanner.plug(machine.port(1))
    pad.plug(machine.port(2))
    press = buttons(machine)
    wait_until_scanners_count(machine)
    machine.log.wait_for("keypad open", 2)
    machine.log.wait_for("printer ready")
    until_it_shows(kiosk, machine, "welcome")

    scanner.scan(COLA)
    for key in ("3", "*"):
        pad.press(key)
    scanner.scan(NUTELLA)
    until_it_does_not_show(kiosk, machine, "welcome")
    press(CANCEL)
    until_it_shows(kiosk, machine, "welcome")

    printer.paper_ends()
    scanner.scan(COLA)
    hands_move(machine)
    pad.press("-")
    pad.press("3")
    pad.press("*")
    hands_move(machine)
    scanner.scan(NUTELLA)
    hands_move(machine)
    press(OK)
    machine.log.wait_for("order accepted")
    machine.log.wait_for("printer in trouble")
    printer.roll_is_put_in()
    printer.press.wait_for(lambda: any(slip.links for slip in printer.slips))
    machine.log.wait_for("outcome=Proven")

    [order] = kiosk.shop.orders()
    assert order.lines == {101: 3000}, order
    slips = [slip for slip in printer.slips if order.token in slip.links[0]]
    assert sum(not slip.is_marked() for slip in slips) <= 1 and slips, slips
    return f"1 purchase by 5 more drivers; panel {SIZE[0]}x{SIZE[1]} equal to the screen"


def hands_move(machine: Machine):
    """From one device to the next: each has a way of its own into the kiosk, and nothing says which is the shorter."""
    machine.run("sleep 0.5")


def buttons(machine: Machine):
    """Puts the button in, and returns how it is pressed."""
    machine.run("modprobe uinput; mkfifo /run/rig-buttons; "
                "setsid sh -c 'python3 /usr/lib/rig/buttons.py <>/run/rig-buttons' >/dev/null 2>&1 </dev/null &")
    return lambda key: machine.run(f"echo {key} >/run/rig-buttons")


def panel(kiosk: Kiosk, machine: Machine) -> tuple[tuple[int, int], bytes]:
    """What the emulated panel shows."""
    dump = kiosk.folder / "panel.ppm"
    machine.qmp("screendump", filename=str(dump))
    return picture.of_ppm(dump)


def drawn(kiosk: Kiosk, screen: str) -> tuple[tuple[int, int], bytes]:
    """What the product draws for this screen."""
    folder = kiosk.folder / "screens"
    if not folder.exists():
        settings = kiosk.folder / "here.toml"
        kiosk.scanslip("--config", str(settings), "screens", "--out", str(folder), "--size", f"{SIZE[0]}x{SIZE[1]}")
    return picture.of_png(pathlib.Path(folder / f"{screen}.png"))


def until_it_shows(kiosk: Kiosk, machine: Machine, screen: str):
    for _ in range(100):
        if panel(kiosk, machine) == drawn(kiosk, screen):
            return
        machine.run("sleep 0.1")
    raise AssertionError(f"the panel does not show {screen}")


def until_it_does_not_show(kiosk: Kiosk, machine: Machine, screen: str):
    for _ in range(100):
        if panel(kiosk, machine) != drawn(kiosk, screen):
            return
        machine.run("sleep 0.1")
    raise AssertionError(f"the panel still shows {screen}")



