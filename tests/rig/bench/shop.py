"""The shop: `scanslip sandbox`, outside the machine, so that no power cut touches it. It judges what it got."""

import dataclasses
import pathlib
import re
import socket
import sqlite3
import subprocess

# What stands before `:` and the order's id in the private comment.
ORDER = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")


@dataclasses.dataclass
class Order:
    """An order as the shop has it."""

    number: int
    # The id that the kiosk gave it.
    order: str
    token: str
    # Quantities in thousandths by article.
    lines: dict[int, int]


class Shop:
    """Open from the start; `close` and `open` as often as wished. Its orders outlive both."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path, faults: str = ""):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.line = [str(program), "sandbox", "--listen", f"127.0.0.1:{self.port}", "--data", str(folder),
                     "--public-url", "http://127.0.0.1:8090"]
        self.line += ["--faults", faults] if faults else []
        self.folder = folder
        self.process = None
        self.open()

    def open(self):
        self.process = subprocess.Popen(self.line, stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline()
        if not said.startswith("sandbox shop at"):
            raise RuntimeError(f"The sandbox said {said!r}.")

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def orders(self) -> list[Order]:
        """Every order that is owed: a draft is not."""
        database = self.folder / "sandbox.sqlite3"
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as store:
            sales = store.execute("SELECT number, token FROM sale WHERE validated_s IS NOT NULL ORDER BY number").fetchall()
            return [self._order(store, number, token) for number, token in sales]

    @staticmethod
    def _order(store, number: int, token: str) -> Order:
        comment = store.execute(
            "SELECT value FROM field WHERE number = ? AND name = 'privateComment'", (number,)
        ).fetchone()
        lines = store.execute("SELECT article, sum(quantity) FROM line WHERE number = ? GROUP BY article", (number,))
        found = ORDER.search(comment[0]) if comment else None
        return Order(number, found.group() if found else "", token, dict(lines.fetchall()))
