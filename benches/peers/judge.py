"""judge.py SLIP.json FOLDER: what is on the paper of each FOLDER/NAME.bin, by its NAME.txt and NAME.png that emupos made, and by
zbarimg. One line of JSON for each: its name and what is wrong."""

import json
import pathlib
import subprocess
import sys


def codes(picture: pathlib.Path) -> list[str]:
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=False)
    return read.stdout.split()


def wrong(slip: dict, paper: pathlib.Path) -> list[str]:
    if not paper.with_suffix(".txt").exists():
        return ["nothing came out"]
    printed = [line.rstrip() for line in paper.with_suffix(".txt").read_text(encoding="utf-8").splitlines()]
    found = []
    missing = [line for line in [slip["name"], *slip["lines"], slip["total"]]
               if not any(line in whole or line.strip() == whole.strip() for whole in printed)]
    if missing:
        accents = sum(any(letter in line for letter in "Éèûâé") for line in missing)
        found.append(f"{len(missing)} of {len(slip['lines']) + 2} lines are not there as they were written "
                     f"({accents} of them have accents); the first: {missing[0].strip()!r}")
    read = codes(paper.with_suffix(".png"))
    if read != [slip["link"]]:
        found.append(f"the QR code reads {read}" if read else "the QR code cannot be read")
    return found


def main() -> None:
    slip = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    for paper in sorted(pathlib.Path(sys.argv[2]).glob("*.bin")):
        print(json.dumps({"name": paper.stem, "bytes": paper.stat().st_size, "wrong": wrong(slip, paper)}, ensure_ascii=False))


main()
