"""How long something takes: the median of 51 runs, as a line of JSON."""

import json
import statistics
import time


def measure(name: str, once, times: int) -> None:
    runs = []
    for _ in range(51):
        begun = time.perf_counter_ns()
        for _ in range(times):
            once()
        runs.append((time.perf_counter_ns() - begun) / times)
    print(json.dumps({"name": name, "ns": round(statistics.median(runs))}))
