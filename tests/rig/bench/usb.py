"""What every USB device has: descriptors, and the answers to standard requests (USB 2.0, chapter 9)."""

import struct

from bench.redir import Cable

LOW, FULL, HIGH = 0, 1, 2
BULK, INTERRUPT = 2, 3


def device_descriptor(vid: int, pid: int, device_class=(0, 0, 0), serial: bool = True) -> bytes:
    return struct.pack(
        "<BBHBBBBHHHBBBB", 18, 1, 0x0200, *device_class, 64, vid, pid, 0x0100, 1, 2, 3 if serial else 0, 1
    )


def interface(number: int, triple: tuple[int, int, int], *parts: bytes) -> bytes:
    """An interface with its class descriptors and endpoints."""
    endpoints = sum(part[1] == 5 for part in parts)
    return struct.pack("<BBBBBBBBB", 9, 4, number, 0, endpoints, *triple, 0) + b"".join(parts)


def endpoint(address: int, kind: int, size: int, interval: int = 0) -> bytes:
    return struct.pack("<BBBBHB", 7, 5, address, kind, size, interval)


def configuration(*interfaces: bytes) -> bytes:
    body = b"".join(interfaces)
    return struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), len(interfaces), 1, 0, 0x80, 50) + body


class Device:
    """A device: its port's cable while it is plugged in. `out` and `control` are a kind's own."""

    speed = FULL

    def __init__(self, descriptor: bytes, configured: bytes, maker: str, product: str, serial: str = ""):
        self.descriptor = descriptor
        self.configured = configured
        self.texts = [maker, product, serial]
        self.cable: Cable | None = None

    def plug(self, port: str):
        self.cable = Cable(port, self)

    def pull(self):
        self.cable.pull()

    def out(self, endpoint: int, data: bytes, done, number: int = 0):
        """Bytes from the guest; `done` says that they were taken."""
        done()

    def control(self, kind: int, request: int, value: int, index: int, data: bytes) -> bytes | None:
        """A request that is not a standard one; `None` stalls it."""
        return None

    def unplugged(self):
        """The cable is out, or the machine is off."""

    def cancelled(self, number: int) -> int | None:
        """The guest no longer wants a write to be taken; which endpoint's it was, if it still waited."""
        return None

    def any_control(self, kind: int, request: int, value: int, index: int, data: bytes) -> bytes | None:
        if (kind, request) == (0x80, 6):
            return self._described(value >> 8, value & 0xFF)
        if kind in (0x80, 0x81, 0x82) and request == 0:
            return b"\0\0"
        if kind in (0, 1, 2) and request in (1, 3):
            return b""
        return self.control(kind, request, value, index, data)

    def _described(self, kind: int, number: int) -> bytes | None:
        if kind == 1:
            return self.descriptor
        if kind == 2:
            return self.configured
        if kind == 3 and number == 0:
            return b"\x04\x03\x09\x04"
        if kind == 3 and number <= len(self.texts) and self.texts[number - 1]:
            text = self.texts[number - 1].encode("utf-16-le")
            return bytes([2 + len(text), 3]) + text
        return None

    def _parts(self):
        at = 0
        while at < len(self.configured):
            length = self.configured[at]
            yield self.configured[at : at + length]
            at += length

    def interfaces(self) -> list[tuple[int, int, int, int]]:
        """Number, class, subclass and protocol of each interface."""
        return [(part[2], *part[5:8]) for part in self._parts() if part[1] == 4]

    def endpoints(self) -> list[tuple[int, int, int, int, int]]:
        """Address, kind, size, interval and interface of each endpoint."""
        found, owner = [], 0
        for part in self._parts():
            if part[1] == 4:
                owner = part[2]
            elif part[1] == 5:
                size = struct.unpack("<H", part[4:6])[0]
                found.append((part[2], part[3] & 3, size, part[6], owner))
        return found

    def endpoint_type(self, address: int) -> int:
        return next(kind for known, kind, *_ in self.endpoints() if known == address)
