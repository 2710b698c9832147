"""A USB receipt printer, below the kernel's usblp: a memory, a head, paper, and what can go wrong with them."""

import struct
import threading

from bench import escpos, usb

WRITES, READS = 0x01, 0x82
NAME = b"MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;"
# The port of a printer that is well: selected, no error; and of one that lacks paper.
WELL, PAPER_EMPTY = 0x18, 0x20


class Printer(usb.Device):
    """`slips` are whole, up to the cut. With `paper` off it prints nothing and takes what its memory holds."""

    speed = usb.HIGH

    def __init__(self, memory: int = 4096):
        class_of = (7, 1, 2)
        ends = (usb.endpoint(WRITES, usb.BULK, 512), usb.endpoint(READS, usb.BULK, 512))
        configured = usb.configuration(usb.interface(0, class_of, *ends))
        super().__init__(usb.device_descriptor(0x04B8, 0x0E15), configured, "EPSON", "TM-T20II of the rig", "P1")
        self.memory = memory
        self.waiting = b""
        # Writes that the memory has no room for: bytes, how to say that they were taken, and their numbers.
        self.held = []
        self.head = escpos.Head(self._say)
        self.has_paper = True
        # At how many bytes from now something happens, and what.
        self.mishap = None
        self.taken = 0
        self.changed = threading.Condition(threading.RLock())

    @property
    def slips(self) -> list[escpos.Slip]:
        return [slip for slip in self.head.slips if not slip.is_blank()]

    def wait_for(self, what, seconds: float = 60) -> bool:
        """Waits until `what` holds of it, which is asked whenever bytes come."""
        with self.changed:
            return self.changed.wait_for(what, seconds)

    def paper_ends(self):
        with self.changed:
            self.has_paper = False

    def roll_is_put_in(self):
        with self.changed:
            self.has_paper = True
            self._print()

    def switch_off(self):
        """Whatever is in its memory is lost; half a slip stays on the paper."""
        self.pull()
        with self.changed:
            self.waiting, self.held = b"", []
            self.head.power_up()

    def after(self, count: int, mishap):
        """Lets `mishap()` happen once so many more bytes have come."""
        with self.changed:
            self.mishap = (self.taken + count, mishap)

    def _say(self, data: bytes):
        self.cable.give(READS, data)

    def control(self, kind, request, value, index, data):
        if (kind, request) == (0xA1, 0):
            return struct.pack(">H", len(NAME) + 2) + NAME
        if (kind, request) == (0xA1, 1):
            return bytes([WELL if self.has_paper else WELL | PAPER_EMPTY])
        return b"" if request == 2 else None

    def out(self, endpoint, data, done, number=0):
        with self.changed:
            self.held.append((data, done, number))
            self._print()
            self.changed.notify_all()
        self._have_mishap()

    def cancelled(self, number):
        with self.changed:
            before = len(self.held)
            self.held = [write for write in self.held if write[2] != number]
            return WRITES if len(self.held) < before else None

    def _have_mishap(self):
        with self.changed:
            mishap = self.mishap
            if mishap is None or self.taken < mishap[0]:
                return
            self.mishap = None
        mishap[1]()

    def _print(self):
        """Takes what there is room for, and prints it while there is paper."""
        while True:
            if self.has_paper and self.waiting:
                waiting, self.waiting = self.waiting, b""
                self.head.take(waiting)
            if not self.held or len(self.waiting) + len(self.held[0][0]) > self.memory:
                return
            data, done, _ = self.held.pop(0)
            self.taken += len(data)
            for asked in escpos.questions(data):
                self._say(bytes([self._state(asked)]))
            self.waiting += data
            done()

    def _state(self, asked: int) -> int:
        """The answer to `DLE EOT n`."""
        if self.has_paper:
            return 0x12
        return 0x12 | {1: 0x08, 2: 0x20, 4: 0x60}.get(asked, 0)
