"""The inside of a receipt printer, whatever its plug is: a memory, a head, a roll."""

import threading

from bench import escpos


class Press:
    """`slips` are whole, up to the cut. Without paper it prints nothing and takes what its memory holds."""

    def __init__(self, say, memory: int = 4096, is_silent: bool = False):
        """`say` sends what it answers; one that `is_silent` answers nothing, as many clones do."""
        self.say = (lambda data: None) if is_silent else say
        self.memory = memory
        self.waiting = b""
        self.head = escpos.Head(lambda data: self.say(data))
        self.has_paper = True
        self.taken = 0
        # At which byte something happens, and what.
        self.mishap = None
        self.changed = threading.Condition(threading.RLock())

    @property
    def slips(self) -> list[escpos.Slip]:
        with self.changed:
            return [slip for slip in self.head.slips if not slip.is_blank()]

    def wait_for(self, what, seconds: float = 900):
        """Waits until `what()` holds, which is asked whenever bytes come."""
        with self.changed:
            if not self.changed.wait_for(what, seconds):
                raise TimeoutError(f"The printer waited {seconds} s in vain; it has {len(self.slips)} slips.")

    def room(self) -> int:
        return self.memory - len(self.waiting)

    def take(self, data: bytes) -> int:
        """Takes what there is room for, up to the byte at which something happens; returns how much."""
        with self.changed:
            count = min(len(data), self.room())
            if self.mishap:
                count = min(count, max(0, self.mishap[0] - self.taken))
            data = data[:count]
            self.taken += count
            for asked in escpos.questions(data):
                self.say(bytes([self._state(asked)]))
            self.waiting += data
            self.print()
            self.changed.notify_all()
            return count

    def print(self):
        with self.changed:
            if self.has_paper:
                waiting, self.waiting = self.waiting, b""
                self.head.take(waiting)

    def lose_power(self):
        """What is in its memory is lost; half a slip stays on the paper."""
        with self.changed:
            self.waiting = b""
            self.head.power_up()

    def after(self, count: int, mishap):
        """Lets `mishap()` happen once so many more bytes have come."""
        with self.changed:
            self.mishap = (self.taken + count, mishap)

    def has_mishap(self) -> bool:
        """Lets it happen if it is time."""
        with self.changed:
            if not self.mishap or self.taken < self.mishap[0]:
                return False
            (_, happen), self.mishap = self.mishap, None
        happen()
        return True

    def _state(self, asked: int) -> int:
        """The answer to `DLE EOT n`."""
        if self.has_paper:
            return 0x12
        return 0x12 | {1: 0x08, 2: 0x20, 4: 0x60}.get(asked, 0)
