"""What a printer does with the bytes it gets: paper with slips on it, and answers. Source: Epson, ESC/POS commands.

A reading of its own: it shares no line with the product that writes these bytes.
"""

import dataclasses
import re

# Commands of a fixed length, by their first two bytes: how long they are.
LENGTHS = {
    b"\x1b@": 2, b"\x1b2": 2, b"\x1b3": 3, b"\x1bt": 3, b"\x1ba": 3, b"\x1bE": 3, b"\x1bM": 3, b"\x1bd": 3, b"\x1bJ": 3,
    b"\x1bp": 5, b"\x1bB": 4, b"\x1bR": 3, b"\x1b=": 3, b"\x1bc": 4, b"\x1d!": 3, b"\x1dr": 3, b"\x1da": 3, b"\x1dI": 3,
    b"\x1dL": 4, b"\x1dW": 4, b"\x1db": 3, b"\x1dB": 3, b"\x10\x04": 3,
}
CUTS = {0: 3, 1: 3, 48: 3, 49: 3, 65: 4, 66: 4}


@dataclasses.dataclass
class Slip:
    """Paper up to a cut."""

    text: str = ""
    links: list[str] = dataclasses.field(default_factory=list)
    unknown: list[bytes] = dataclasses.field(default_factory=list)

    def is_marked(self) -> bool:
        return "DUPLICATA" in self.text

    def is_blank(self) -> bool:
        return not self.text.strip() and not self.links


class Head:
    """The print head: takes bytes, prints, and says what it is asked for in the stream."""

    def __init__(self, answer):
        self.answer = answer
        self.slips: list[Slip] = []
        self.power_up()

    def power_up(self):
        """A slip that was begun stays on the paper; what the head had in mind is gone."""
        self.rest = b""
        self.stored = b""
        if not hasattr(self, "slip"):
            self.slip = Slip()

    def take(self, data: bytes):
        self.rest += data
        while (length := self._length(self.rest)) and length <= len(self.rest):
            command, self.rest = self.rest[:length], self.rest[length:]
            self._obey(command)

    def _length(self, data: bytes) -> int:
        """How long the first command is; 0 while that cannot be known."""
        if not data:
            return 0
        if data[0] not in b"\x1b\x1d\x10":
            return 1
        head = data[:2]
        if len(head) < 2:
            return 0
        if head in LENGTHS:
            return LENGTHS[head]
        if head == b"\x1dV":
            return CUTS.get(data[2], 3) if len(data) > 2 else 0
        if head in (b"\x1d(", b"\x1b("):
            return 5 + data[3] + 256 * data[4] if len(data) > 4 else 0
        if head == b"\x1dv":
            size = (data[4] + 256 * data[5]) * (data[6] + 256 * data[7]) if len(data) > 7 else 0
            return 8 + size if len(data) > 7 else 0
        return 2

    def _obey(self, command: bytes):
        head = command[:2]
        if command[0] >= 0x20:
            self.slip.text += command.decode("cp858")
        elif command in (b"\n", b"\x1b@") or head in (b"\x1bd", b"\x1bJ"):
            self.slip.text += "\n" if not self.slip.text.endswith("\n") or command == b"\n" else ""
        elif head == b"\x1dV":
            self.slips.append(self.slip)
            self.slip = Slip()
        elif head == b"\x1d(" and command[2:3] == b"k":
            self._symbol(command[5:])
        elif command.startswith(b"\x1d(H"):
            self.answer(b"\x37\x22" + command[7:11] + b"\0")
        elif head == b"\x1dr":
            self.answer(b"\0")
        elif head == b"\x1da" and command[2]:
            self.answer(b"\x10\0\0\0")
        elif head == b"\x1dI":
            self.answer(b"_" + {66: b"EPSON", 67: b"TM-T20II"}.get(command[2], b"1") + b"\0")
        elif head not in LENGTHS and head != b"\x1dv" and head != b"\x1b(" and command != b"\0":
            self.slip.unknown.append(command)

    def _symbol(self, body: bytes):
        if body[:3] == b"\x31\x50\x30":
            self.stored = body[3:]
        elif body[:2] == b"\x31\x51":
            self.slip.links.append(self.stored.decode(errors="replace"))


def questions(data: bytes) -> list[int]:
    """`DLE EOT n`, which overtakes everything else."""
    return [asked[2] for asked in re.findall(rb"\x10\x04[\x01-\x04]", data)]
