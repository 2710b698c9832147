"""tables.py FOLDER: what benches/peers/run found, as tables of Markdown."""

import json
import pathlib
import sys


def lines(file: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def slips(folder: pathlib.Path) -> None:
    judged = {one["name"]: one for one in lines(folder / "judged")}
    strange = {one["name"]: one["unknown"] for one in lines(folder / "said")}
    times = sorted(lines(folder / "times"), key=lambda one: one["ns"])
    ours = next(one["ns"] for one in times if one["name"] == "scanslip")
    print("| encoder | one slip | beside ours | bytes | what is wrong on the paper |\n| --- | ---: | ---: | ---: | --- |")
    for one in times:
        name, wrong = one["name"], list(judged[one["name"]]["wrong"])
        if strange[name]:
            wrong.append(f"the printer does not know: {strange[name][0]}")
        print(f"| {name} | {one['ns'] / 1000:.1f} us | x {one['ns'] / ours:.2f} | {judged[name]['bytes']} | {'; '.join(wrong) or 'nothing'} |")


def scans(folder: pathlib.Path) -> None:
    print("\n| what is decoded, and by what | one scan |\n| --- | ---: |")
    for one in sorted(lines(folder / "scans"), key=lambda one: (one["name"].partition(" -> ")[0].split()[0], one["ns"])):
        print(f"| {one['name']} | {one['ns'] / 1000:.2f} us |")


def starts(folder: pathlib.Path) -> None:
    runs = [line.split() for line in (folder / "starts").read_text(encoding="ascii").splitlines()]
    took, memory = runs[len(runs) // 2]
    print(f"\nThe least that a kiosk in Python loads (requests, evdev, python-escpos): {int(took) / 1000:.0f} ms until it could read a "
          f"scanner (median of {len(runs)}), {int(memory) / 1000:.1f} MB resident.")


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    slips(folder)
    scans(folder)
    starts(folder)


main()
