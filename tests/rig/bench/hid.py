"""Scanners and number pads as HID devices, below the kernel's usbhid."""

import struct
import threading

from bench import usb

READS = 0x81
# Report 2: count, identifier (3), data (56), vendor (2), "continued"; report 4 out: prevent and initiate read. The layout
# of a Honeywell Xenon 1900 in HID POS mode.
XENON = bytes.fromhex(
    "058c 0902 a101 0912 a102 8502 1500 26ff00 7508"
    "0501 093b 9501 8102 058c 09fb 09fc 09fd 9503 8102 09fe 9538 820202"
    "0666ff 0904 0900 9502 8102 058c 2501 7501 09ff 9508 8102"
    "c0 0914 a102 8504 095f 0960 9502 9102 9506 9103 c0 c0"
)
# Report 2: 16-bit count, identifier (3), data (56), vendor (1), "continued". The layout of a Zebra DS2208.
DS2208 = bytes.fromhex(
    "058c 0902 a101 0912 a102 8502 1500 0501 093b 27ffff0000 7510 9501 8102"
    "058c 26ff00 7508 09fb 09fc 09fd 9503 8102 09fe 9538 820201"
    "0666ff 0904 9501 8102 058c 09ff 2501 7501 9501 8102 7507 8103 c0 c0"
)
# The boot keyboard of HID 1.11, appendix B.1.
KEYBOARD = bytes.fromhex(
    "0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 9501 7508 8101"
    "9505 7501 0508 1901 2905 9102 9501 7503 9101 9506 7508 1500 26ff00 0507 1900 2aff00 8100 c0"
)
# A number pad: the same, with the keys of a number pad and Backspace only.
NUMBER_PAD = bytes.fromhex(
    "0501 0907 a101 0507 7508 9501 8101 9506 7508 1553 2563 0507 1953 2963 8100 c0"
)


class Hid(usb.Device):
    """One interface with one interrupt endpoint; `heard` is what the machine told it by reports."""

    def __init__(self, ids: tuple[int, int], names: tuple[str, str, str], report: bytes, boot: bool, interval: int = 1):
        described = struct.pack("<BBHBBBH", 9, 0x21, 0x0111, 0, 1, 0x22, len(report))
        triple = (3, 1, 1) if boot else (3, 0, 0)
        reads = usb.endpoint(READS, usb.INTERRUPT, 64, interval)
        configured = usb.configuration(usb.interface(0, triple, described, reads))
        super().__init__(usb.device_descriptor(*ids, serial=bool(names[2])), configured, *names)
        self.report, self.described = report, described
        self.heard = []
        self.changed = threading.Condition()

    def control(self, kind, request, value, index, data):
        if (kind, request) == (0x81, 6):
            return {0x21: self.described, 0x22: self.report}.get(value >> 8)
        if (kind, request) == (0x21, 9):
            with self.changed:
                self.heard.append(data)
                self.changed.notify_all()
            return b""
        return b"" if (kind, request) in ((0x21, 0x0A), (0x21, 0x0B)) else None

    def is_open(self, seconds: float = 60) -> bool:
        """Waits until somebody in the guest reads it."""
        return self.cable.is_read(READS, seconds)

    def send(self, report: bytes):
        self.cable.give(READS, report)


class PosScanner(Hid):
    """A scanner in HID POS mode."""

    def scan(self, text: str, aim: str = "]E0"):
        data = text.encode()
        while True:
            part, data = data[:56], data[56:]
            self.send(self._written(part, aim.encode(), bool(data)))
            if not data:
                return


class Honeywell(PosScanner):
    def __init__(self, serial: str = "H1"):
        super().__init__((0x0C2E, 0x0B01), ("Honeywell", "Xenon 1900 of the rig", serial), XENON, boot=False)

    @staticmethod
    def _written(part: bytes, aim: bytes, more: bool) -> bytes:
        return bytes([2, len(part)]) + aim + part.ljust(56, b"\0") + b"A\0" + bytes([more])


class Zebra(PosScanner):
    def __init__(self, serial: str = "Z1"):
        super().__init__((0x05E0, 0x1701), ("Symbol", "DS2208 of the rig", serial), DS2208, boot=False)

    @staticmethod
    def _written(part: bytes, aim: bytes, more: bool) -> bytes:
        return struct.pack("<BH", 2, len(part)) + aim + part.ljust(56, b"\0") + b"\0" + bytes([more])


class Keyboard(Hid):
    """A scanner in keyboard mode, or a keyboard, with the layout "us"."""

    KEYS = {**{c: (4 + at, 0) for at, c in enumerate("abcdefghijklmnopqrstuvwxyz")},
            **{c: (4 + at, 2) for at, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")},
            **{c: (30 + at, 0) for at, c in enumerate("1234567890")},
            "\r": (40, 0), "\t": (43, 0), " ": (44, 0), "-": (45, 0), "$": (33, 2), "/": (56, 0)}

    def __init__(self, ids=(0x05E0, 0x1200), serial: str = "K1", name: str = "Wedge of the rig"):
        super().__init__(ids, ("Symbol", name, serial), KEYBOARD, boot=True)

    def type(self, text: str):
        for character in text:
            usage, shift = self.KEYS[character]
            self.send(bytes([shift, 0, usage, 0, 0, 0, 0, 0]))
            self.send(bytes(8))

    def scan(self, text: str):
        self.type(text + "\r")


class NumberPad(Hid):
    """A USB number pad."""

    KEYS = {"/": 0x54, "*": 0x55, "-": 0x56, "+": 0x57, "ok": 0x58, "0": 0x62,
            **{str(digit): 0x58 + digit for digit in range(1, 10)}}

    def __init__(self):
        super().__init__((0x04D9, 0x1203), ("Holtek", "Number pad of the rig", ""), NUMBER_PAD, boot=False)

    def press(self, key: str):
        self.send(bytes([0, self.KEYS[key], 0, 0, 0, 0, 0]))
        self.send(bytes(7))
