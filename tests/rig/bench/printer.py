"""A USB receipt printer, below the kernel's usblp, and a serial one behind a converter."""

import socket
import struct
import threading

from bench import usb
from bench.press import Press

WRITES, READS = 0x01, 0x82
# Its device id (IEEE 1284); a silent one is of another make.
NAME = b"MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;"
NAME_OF_SILENT = b"MFG:POS;CMD:ESC/POS;MDL:58;CLS:PRINTER;"
# The port of a printer that is well: selected, no error; and of one that lacks paper.
WELL, PAPER_EMPTY = 0x18, 0x20


class Paper:
    """What people do with a printer, and find in it, whatever its plug is: `press` is its inside."""

    @property
    def slips(self):
        return self.press.slips

    def paper_ends(self):
        with self.press.changed:
            self.press.has_paper = False

    def roll_is_put_in(self):
        with self.press.changed:
            self.press.has_paper = True
            self.press.print()


class Printer(Paper, usb.Device):
    """Takes writes as its memory has room; what does not fit waits in the cable, and so does the kernel."""

    speed = usb.HIGH

    def __init__(self, memory: int = 4096, is_silent: bool = False):
        ends = (usb.endpoint(WRITES, usb.BULK, 512), usb.endpoint(READS, usb.BULK, 512))
        configured = usb.configuration(usb.interface(0, (7, 1, 2), *ends))
        super().__init__(usb.device_descriptor(0x04B8, 0x0E15), configured, "EPSON", "TM-T20II of the rig", "P1")
        self.name = NAME_OF_SILENT if is_silent else NAME
        self.press = Press(lambda data: self.cable.give(READS, data), memory, is_silent)
        # Writes that are not taken whole: what is left of each, how to say that it was taken, and its number.
        self.held = []

    def roll_is_put_in(self):
        super().roll_is_put_in()
        self._take()

    def pull(self):
        super().pull()
        with self.press.changed:
            self.held = []

    def switch_off(self):
        self.pull()
        self.press.lose_power()

    def control(self, kind, request, value, index, data):
        if (kind, request) == (0xA1, 0):
            return struct.pack(">H", len(self.name) + 2) + self.name
        if (kind, request) == (0xA1, 1):
            return bytes([WELL if self.press.has_paper else WELL | PAPER_EMPTY])
        return b"" if request == 2 else None

    def out(self, endpoint, data, done, number=0):
        with self.press.changed:
            self.held.append([data, done, number])
        self._take()

    def cancelled(self, number):
        with self.press.changed:
            before = len(self.held)
            self.held = [write for write in self.held if write[2] != number]
            return WRITES if len(self.held) < before else None

    def _take(self):
        while True:
            with self.press.changed:
                if not self.held:
                    return
                write = self.held[0]
                taken = self.press.take(write[0])
                write[0] = write[0][taken:]
                is_whole = not write[0]
                if is_whole:
                    self.held.pop(0)
            is_over = not self.press.has_mishap() and not taken
            if is_whole:
                write[1]()
            elif is_over:
                # No room.
                return


class SerialPrinter(Paper):
    """Behind QEMU's usb-serial, which is a converter of FTDI's to the guest, but for its flow control: the chip stops at XOFF
    and QEMU's does not, so this printer has room for all that comes."""

    def __init__(self, path: str):
        self.line = socket.socket(socket.AF_UNIX)
        self.line.connect(path)
        self.press = Press(self.line.sendall, 1 << 20)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        try:
            while block := self.line.recv(4096):
                with self.press.changed:
                    self.press.take(block)
        except OSError:
            # The machine is off.
            return
