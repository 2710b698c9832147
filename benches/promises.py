"""What the product promises, what was measured of it, and the command that measures it, as a table of Markdown."""

import dataclasses
import pathlib
import re
import statistics
import subprocess


@dataclasses.dataclass
class Promise:
    what: str
    measured: float
    limit: float | None
    unit: str
    command: str

    def row(self) -> str:
        def number(value: float) -> str:
            return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
        is_kept = self.limit is None or self.measured <= self.limit
        missed = "" if is_kept else f" **missed by {number(self.measured - self.limit)}**"
        limit = "" if self.limit is None else f"{number(self.limit)} {self.unit}"
        return f"| {self.what} | {limit} | {number(self.measured)} {self.unit}{missed} | `{self.command}` |"


def promises(read: dict[str, str], figures: dict[str, int], times: dict[str, int]) -> str:
    of = "100 scans a second, 1000000 articles"

    def leg(name: str, which: str) -> float:
        (found,) = [value for key, value in figures.items() if key.startswith(f"{name} ({of}), {which} of")]
        return found / 1000

    program = dict(line.split() for line in read["program"].splitlines())
    sizes = dict(line.split() for line in read["sizes"].splitlines())
    simulated = {what.strip(): int(count) for count, what in re.findall(r"^ *(\d+)  (.*)$", read["simulator"], re.MULTILINE)}
    lengths = [len(file.read_text(encoding="utf-8").splitlines()) for folder in ("src", "hw") for file in pathlib.Path(folder).rglob("*.rs")]
    kiosk, commits = "benches/publish kiosk", "cargo test --test it journal::commits"
    rows = [
        Promise("a scan's first byte -> its line on the panel, of 1,000,000 articles, 99 of 100", leg("scan's first byte -> line on the panel", "p99"), 5, "ms", kiosk),
        Promise("the same, the longest", leg("scan's first byte -> line on the panel", "max"), 20, "ms", kiosk),
        Promise("the shop's answer -> first byte at the printer, the longest", leg("shop's answer -> first byte at the printer", "max"), 5, "ms", kiosk),
        Promise("commits of a scan; the test fails with any other number", 0, 0, "", commits),
        Promise("commits of an order, `direct`; the same", 3, 3, "", commits),
        Promise("commits of an order, `draft-first`; the same", 4, 4, "", commits),
        Promise("a slip of 20 lines with header, VAT table, footer and QR code", int(sizes["full"]), 2000, "B", "benches/publish sizes"),
        Promise("the plain slip of 20 lines with QR code", int(sizes["plain"]), 1050, "B", "benches/publish sizes"),
        Promise("the same, from blocks to bytes, with `escpos` in the path", times["the plain slip of 20 lines: blocks -> bytes"] / 1000, 10, "us", "benches/publish stages"),
        Promise("start -> ready to scan, 100,000 articles", figures["start -> ready to scan, median of 11 (100000 articles)"] / 1000, 150, "ms", kiosk),
        Promise("resident memory, 100,000 articles", figures["resident memory, ready (100000 articles)"] / 1000, 15, "MB", kiosk),
        Promise("resident memory, 1,000,000 articles", figures["resident memory, ready (1000000 articles)"] / 1000, 30, "MB", kiosk),
        Promise("idle, of a core", figures["idle for 60 s: millionths of a core"] / 10_000, 0.2, "%", kiosk),
        Promise("idle, times that one of the threads woke in a minute", figures["idle for 60 s: times that a thread woke"], None, "", kiosk),
        Promise("the program for the Pi", int(program["arm64"]), 8_000_000, "B", "benches/publish program"),
        Promise(f"simulator, {simulated['orders confirmed']:,} orders, {simulated['faults']:,} faults: worlds in which a rule broke",
                simulated["seeds with violations"], 0, "", "benches/publish simulator"),
        Promise("`systemd-analyze security`", float(program["exposure"]), 1.5, "", "benches/publish program"),
        Promise("warnings of clippy; the command fails with any", 0, 0, "", "cargo clippy --workspace --all-targets -- -D warnings"),
        Promise("lines of a file, the median", statistics.median(lengths), 150, "", "cargo test --test it tidy"),
        Promise("lines of a file, the longest", max(lengths), 400, "", "cargo test --test it tidy"),
        Promise("lines of a function; clippy fails with more", 70, 70, "", "cargo clippy --workspace --all-targets -- -D warnings"),
    ]
    # What is told as held is held on this very tree.
    subprocess.run(["cargo", "test", "--quiet", "--locked", "--test", "it", "--", "journal::commits", "tidy::"], check=True, capture_output=True)
    subprocess.run(["cargo", "clippy", "--quiet", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"], check=True, capture_output=True)
    return "\n".join(["| what | at most | measured | by |", "| --- | ---: | ---: | --- |", *(row.row() for row in rows)])
