"""A USB cable between a device of ours and QEMU's xHCI controller, by the usbredir protocol (usbredir-protocol.md, 0.7).

The kernel in the guest sees a device on a real port of an emulated controller: its own host controller driver, its own
hub, its own class drivers. Nothing in the guest knows of the rig.
"""

import socket
import struct
import threading

HELLO, CONNECT, RESET, INTERFACES, ENDPOINTS = 0, 1, 3, 4, 5
SET_CONFIGURATION, GET_CONFIGURATION, CONFIGURATION = 6, 7, 8
SET_ALTERNATE, GET_ALTERNATE, ALTERNATE = 9, 10, 11
START_INTERRUPTS, STOP_INTERRUPTS, INTERRUPTS = 15, 16, 17
CANCEL = 21
CONTROL, BULK, INTERRUPT = 100, 101, 103
SUCCESS, CANCELLED, STALL = 0, 1, 4

# connect_device_version, ep_info_max_packet_size and 64bits_ids: what QEMU's xHCI asks for.
CAPABILITIES = 1 << 1 | 1 << 4 | 1 << 5
ENDPOINT_TYPES = {0: 0, 1: 1, 2: 2, 3: 3}
ABSENT = 255


def place(endpoint: int) -> int:
    """Where an endpoint stands in the tables of the protocol."""
    return (endpoint & 0x80) >> 3 | endpoint & 0x0F


class Cable:
    """One device in one port, until it is pulled. The device's `control` and `out` are called on the cable's thread."""

    def __init__(self, port: str, device: "bench.usb.Device"):
        self.device = device
        self.lock = threading.Lock()
        self.changed = threading.Condition(self.lock)
        # Interrupt endpoints that the guest reads, and what waits until it does.
        self.read = set()
        self.unread = {}
        # Bulk reads of the guest that wait for bytes: packet numbers and lengths by endpoint.
        self.waiting = {}
        self.numbers = iter(range(1 << 31))
        self.is_in = True
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(port)
        # Only the first packet of each side has a short number.
        hello = struct.pack("<64sI", b"scanslip rig", CAPABILITIES)
        self.socket.sendall(struct.pack("<III", HELLO, len(hello), 0) + hello)
        threading.Thread(target=self._serve, daemon=True).start()

    def pull(self):
        """The cable is pulled, whatever is under way."""
        with self.lock:
            self.is_in = False
            self.changed.notify_all()
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()

    def is_read(self, endpoint: int, seconds: float) -> bool:
        """Waits until the guest reads this interrupt endpoint: a driver has the device open."""
        with self.lock:
            return self.changed.wait_for(lambda: endpoint in self.read or not self.is_in, seconds) and self.is_in

    def give(self, endpoint: int, data: bytes):
        """Bytes from the device to the guest; they wait for it to read."""
        with self.lock:
            if self.device.endpoint_type(endpoint) == 3:
                if endpoint in self.read:
                    self._interrupt(endpoint, data)
                else:
                    self.unread.setdefault(endpoint, []).append(data)
            else:
                self.unread.setdefault(endpoint, []).append(data)
                self._answer_reads(endpoint)

    def _interrupt(self, endpoint: int, data: bytes):
        self._send(INTERRUPT, next(self.numbers), struct.pack("<BBH", endpoint, SUCCESS, len(data)) + data)

    def _answer_reads(self, endpoint: int):
        reads, unread = self.waiting.get(endpoint, []), self.unread.get(endpoint, [])
        while reads and unread:
            number, length = reads.pop(0)
            data, rest = unread[0][:length], unread[0][length:]
            unread[:1] = [rest] if rest else []
            self._send(BULK, number, struct.pack("<BBHI", endpoint, SUCCESS, len(data), 0) + data)

    def _send(self, kind: int, number: int, body: bytes):
        try:
            self.socket.sendall(struct.pack("<IIQ", kind, len(body), number) + body)
        except OSError:
            # The machine is gone.
            self.is_in = False

    def _receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            block = self.socket.recv(count - len(data))
            if not block:
                raise EOFError
            data += block
        return data

    def _serve(self):
        try:
            kind, length, number = struct.unpack("<III", self._receive(12))
            self._take(kind, number, self._receive(length))
            while True:
                kind, length, number = struct.unpack("<IIQ", self._receive(16))
                self._take(kind, number, self._receive(length))
        except (EOFError, OSError):
            with self.lock:
                self.is_in = False
                self.changed.notify_all()
        self.device.unplugged()

    def _take(self, kind: int, number: int, body: bytes):
        if kind == CONTROL:
            self._control(number, body)
        elif kind == BULK:
            self._bulk(number, body)
        elif kind == INTERRUPT:
            endpoint, _, _ = struct.unpack("<BBH", body[:4])
            self.device.out(endpoint, body[4:], lambda: self._done(kind, number, body[:4]))
        else:
            with self.lock:
                self._manage(kind, number, body)

    def _manage(self, kind: int, number: int, body: bytes):
        if kind == HELLO:
            self._tell_interfaces()
            device = self.device.descriptor
            self._send(CONNECT, 0, struct.pack("<B", self.device.speed) + device[4:7] + device[8:14])
        elif kind == SET_CONFIGURATION:
            self.read.clear()
            self._tell_interfaces()
            self._send(CONFIGURATION, number, bytes([SUCCESS, body[0]]))
        elif kind == GET_CONFIGURATION:
            self._send(CONFIGURATION, number, bytes([SUCCESS, 1]))
        elif kind in (SET_ALTERNATE, GET_ALTERNATE):
            self._send(ALTERNATE, number, bytes([SUCCESS, body[0], 0]))
        elif kind == START_INTERRUPTS:
            endpoint = body[0]
            self._send(INTERRUPTS, number, bytes([SUCCESS, endpoint]))
            self.read.add(endpoint)
            for data in self.unread.pop(endpoint, []):
                self._interrupt(endpoint, data)
            self.changed.notify_all()
        elif kind == STOP_INTERRUPTS:
            self.read.discard(body[0])
            self._send(INTERRUPTS, number, bytes([SUCCESS, body[0]]))
        elif kind == CANCEL:
            self._cancel(number)

    def _cancel(self, number: int):
        for endpoint, reads in self.waiting.items():
            if any(waiting == number for waiting, _ in reads):
                reads[:] = [read for read in reads if read[0] != number]
                self._send(BULK, number, struct.pack("<BBHI", endpoint, CANCELLED, 0, 0))
                return
        endpoint = self.device.cancelled(number)
        if endpoint is not None:
            self._send(BULK, number, struct.pack("<BBHI", endpoint, CANCELLED, 0, 0))

    def _control(self, number: int, body: bytes):
        endpoint, request, kind, _, value, index, length = struct.unpack("<BBBBHHH", body[:10])
        answer = self.device.any_control(kind, request, value, index, body[10:])
        with self.lock:
            if answer is None:
                head = struct.pack("<BBBBHHH", endpoint, request, kind, STALL, value, index, 0)
                self._send(CONTROL, number, head)
                return
            answer = answer[:length] if kind & 0x80 else b""
            count = len(answer) if kind & 0x80 else length
            head = struct.pack("<BBBBHHH", endpoint, request, kind, SUCCESS, value, index, count)
            self._send(CONTROL, number, head + answer)

    def _bulk(self, number: int, body: bytes):
        endpoint, _, length, stream = struct.unpack("<BBHI", body[:8])
        if endpoint & 0x80:
            with self.lock:
                self.waiting.setdefault(endpoint, []).append((number, length))
                self._answer_reads(endpoint)
        else:
            done = struct.pack("<BBHI", endpoint, SUCCESS, length, stream)
            self.device.out(endpoint, body[8:], lambda: self._done(BULK, number, done), number)

    def _done(self, kind: int, number: int, head: bytes):
        with self.lock:
            if self.is_in:
                self._send(kind, number, head)

    def _tell_interfaces(self):
        interfaces, endpoints = self.device.interfaces(), self.device.endpoints()
        table = [bytearray(32) for _ in range(4)]
        for at, (number, *triple) in enumerate(interfaces):
            for row, byte in zip(table, [number, *triple]):
                row[at] = byte
        self._send(INTERFACES, 0, struct.pack("<I", len(interfaces)) + b"".join(table))
        types, intervals, owners = bytearray([ABSENT] * 32), bytearray(32), bytearray(32)
        sizes = [0] * 32
        types[place(0)] = types[place(0x80)] = 0
        sizes[place(0)] = sizes[place(0x80)] = 64
        for address, kind, size, interval, interface in endpoints:
            at = place(address)
            types[at], intervals[at], owners[at], sizes[at] = ENDPOINT_TYPES[kind], interval, interface, size
        self._send(ENDPOINTS, 0, bytes(types + intervals + owners) + struct.pack("<32H", *sizes))
