"""A scanner in serial mode, below the kernel's cdc_acm."""

import struct
import threading

from bench import usb

NOTES, WRITES, READS = 0x82, 0x01, 0x81


class SerialScanner(usb.Device):
    """CDC ACM (USB CDC 1.2, PSTN 1.2). `is_open` waits until somebody has the port open."""

    def __init__(self):
        union = bytes([5, 0x24, 0, 0x10, 1, 5, 0x24, 1, 0, 1, 4, 0x24, 2, 2, 5, 0x24, 6, 0, 1])
        control = usb.interface(0, (2, 2, 1), union, usb.endpoint(NOTES, usb.INTERRUPT, 16, 16))
        ends = (usb.endpoint(WRITES, usb.BULK, 64), usb.endpoint(READS, usb.BULK, 64))
        configured = usb.configuration(control, usb.interface(1, (10, 0, 0), *ends))
        descriptor = usb.device_descriptor(0x0C2E, 0x0B0A, (2, 0, 0))
        super().__init__(descriptor, configured, "Honeywell", "Voyager of the rig", "C1")
        self.coding = struct.pack("<IBBB", 9600, 0, 0, 8)
        self.ready = threading.Event()

    def control(self, kind, request, value, index, data):
        if (kind, request) == (0x21, 0x20):
            self.coding = data
            return b""
        if (kind, request) == (0xA1, 0x21):
            return self.coding
        if (kind, request) == (0x21, 0x22):
            # DTR: somebody has opened the port.
            if value & 1:
                self.ready.set()
            return b""
        return None

    def scan(self, text: str):
        self.cable.give(READS, text.encode() + b"\r")
