"""The log of the service in a machine, as it comes."""

import socket
import threading


class Log:
    """Lines, oldest first. They stay when the machine is cut off."""

    def __init__(self, source: socket.socket):
        self.lines = []
        self.is_over = False
        self.changed = threading.Condition()
        threading.Thread(target=self._read, args=(source,), daemon=True).start()

    def _read(self, source: socket.socket):
        try:
            for line in source.makefile("r", encoding="utf-8", errors="replace"):
                with self.changed:
                    self.lines.append(line.rstrip("\n"))
                    self.changed.notify_all()
        except OSError:
            # The machine is off.
            pass
        with self.changed:
            self.is_over = True
            self.changed.notify_all()

    def count(self, words: str) -> int:
        with self.changed:
            return sum(words in line for line in self.lines)

    def wait_for(self, words: str, times: int = 1, seconds: float = 900):
        """Waits until so many lines have these words."""
        with self.changed:
            def is_there():
                return sum(words in line for line in self.lines) >= times

            self.changed.wait_for(lambda: is_there() or self.is_over, seconds)
            if not is_there():
                told = "\n".join(self.lines[-20:])
                raise TimeoutError(f"{self.count(words)} of {times} lines say {words!r}; the last lines are:\n{told}")
