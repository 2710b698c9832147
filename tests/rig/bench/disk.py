"""A disk with a memory of its own that forgets what was not flushed, served to QEMU by NBD.

Protocol: the NBD project's doc/proto.md, fixed newstyle. What was written and not flushed is volatile; at a cut none of
it, half of it or all of it is on the disk, sector by sector, and of some sectors only a part.
"""

import math
import mmap
import pathlib
import random
import socket
import struct
import threading

SECTOR = 512
READ, WRITE, DISCONNECT, FLUSH = 0, 1, 2, 3
FORCE = 1
# It has flags, takes FLUSH and takes "force unit access".
ABILITIES = 1 | 4 | 8


class Disk:
    """The image of a kiosk is only read; what is written stays in memory, over any number of starts."""

    def __init__(self, image: pathlib.Path, folder: pathlib.Path, chance: random.Random, lies: bool = False):
        """A disk that `lies` says that it flushed, and has not: the control, on which orders must be lost."""
        with open(image, "rb") as file:
            self.image = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.path = folder / "disk"
        self.chance = chance
        self.lies = lies
        self.lock = threading.Lock()
        self.durable: dict[int, bytes] = {}
        self.volatile: dict[int, bytes] = {}
        self.is_on = False
        self.writes_left = None
        self.died = threading.Event()

    def words(self) -> list[str]:
        """What QEMU is told of it."""
        return [f"file=nbd+unix:///?socket={self.path}", "format=raw", "if=none", "id=disk", "cache=writeback"]

    def switch_on(self):
        self.path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.path))
        listener.listen()
        self.is_on, self.writes_left = True, None
        self.died.clear()
        threading.Thread(target=self._serve, args=(listener,), daemon=True).start()

    def die_after(self, writes: int):
        """The power goes once so many more writes have come; `died` is set then."""
        with self.lock:
            self.writes_left = writes

    def cut(self, share: float, tears: bool) -> tuple[int, int, int]:
        """The power goes; this share of what was volatile is kept, and of some of it only a part if it `tears`. Returns how
        many sectors were volatile, how many of these were kept, and how many torn."""
        with self.lock:
            self._off()
            volatile = len(self.volatile)
            kept = self.chance.sample(sorted(self.volatile), math.ceil(share * volatile))
            torn = set(kept[: math.ceil(len(kept) / 10)] if tears else [])
            for sector in kept:
                data = self.volatile[sector]
                if sector in torn:
                    whole = self.chance.randrange(1, SECTOR)
                    data = data[:whole] + self._at_rest(sector)[whole:]
                self.durable[sector] = data
            self.volatile.clear()
            return volatile, len(kept), len(torn)

    def flush(self):
        """All that was written is on the disk from now on, whether it lies or not."""
        with self.lock:
            self.durable.update(self.volatile)
            self.volatile.clear()

    def _off(self):
        self.is_on = False
        self.died.set()

    def _at_rest(self, sector: int) -> bytes:
        kept = self.durable.get(sector)
        return kept if kept is not None else self.image[sector * SECTOR : (sector + 1) * SECTOR]

    def _flush(self):
        if not self.lies:
            self.durable.update(self.volatile)
            self.volatile.clear()

    def _serve(self, listener: socket.socket):
        connection, _ = listener.accept()
        listener.close()
        stream = connection.makefile("rwb")
        try:
            if self._agree(stream):
                self._obey(stream)
        except (OSError, struct.error):
            # QEMU has gone.
            return

    def _agree(self, stream) -> bool:
        stream.write(b"NBDMAGICIHAVEOPT" + struct.pack(">H", 3))
        stream.flush()
        stream.read(4)
        while True:
            _, option, length = struct.unpack(">8sII", stream.read(16))
            stream.read(length)

            def reply(kind: int, body: bytes = b""):
                stream.write(struct.pack(">QIII", 0x3E889045565A9, option, kind, len(body)) + body)
                stream.flush()

            if option in (6, 7):
                reply(3, struct.pack(">HQH", 0, len(self.image), ABILITIES))
                reply(1)
                if option == 7:
                    return True
            elif option == 2:
                reply(1)
                return False
            else:
                reply(0x80000001)

    def _obey(self, stream):
        while True:
            _, flags, command, handle, at, length = struct.unpack(">IHHQQI", stream.read(28))
            data = stream.read(length) if command == WRITE else b""
            with self.lock:
                if not self.is_on or command == DISCONNECT:
                    return
                answer = self._done(command, flags, at // SECTOR, length, data)
                if not self.is_on:
                    return
            stream.write(struct.pack(">IIQ", 0x67446698, 0, handle) + answer)
            stream.flush()

    def _done(self, command: int, flags: int, first: int, length: int, data: bytes) -> bytes:
        if command == READ:
            return self._read(first, length)
        if command == WRITE:
            for at in range(0, length, SECTOR):
                self.volatile[first + at // SECTOR] = data[at : at + SECTOR]
            if flags & FORCE:
                self._flush()
            if self.writes_left is not None:
                self.writes_left -= 1
                if self.writes_left <= 0:
                    self._off()
        elif command == FLUSH:
            self._flush()
        return b""

    def _read(self, first: int, length: int) -> bytes:
        data = bytearray(self.image[first * SECTOR : first * SECTOR + length])
        for at in range(0, length, SECTOR):
            sector = first + at // SECTOR
            changed = self.volatile.get(sector) or self.durable.get(sector)
            if changed:
                data[at : at + SECTOR] = changed
        return bytes(data)
