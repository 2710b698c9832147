"""medians.py FOLDER: the median of each measurement that criterion left there, in nanoseconds, as tab-separated lines."""

import json
import pathlib
import sys

for file in sorted(pathlib.Path(sys.argv[1]).glob("*/new/benchmark.json")):
    name = json.loads(file.read_text(encoding="utf-8"))["full_id"]
    median = json.loads((file.parent / "estimates.json").read_text(encoding="utf-8"))["median"]["point_estimate"]
    print(f"{name}\t{median:.0f}")
