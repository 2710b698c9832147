"""Tells stories one after the other, and keeps what each said."""

import contextlib
import sys
import time
import traceback

from bench.kiosk import Rig


def tell(rig: Rig, stories: dict) -> int:
    """Prints a line for each; 1 if one of them failed."""
    logs = rig.cache / "logs"
    logs.mkdir(exist_ok=True)
    failed = 0
    for name, story in stories.items():
        log, began = logs / f"{name}.log", time.monotonic()
        figure, why = _told(rig, story, log)
        seconds = round(time.monotonic() - began)
        print(f"{'FAILED' if why else 'ok':6}  {name:10}  {seconds:4} s  {why or figure}", flush=True)
        if why:
            failed += 1
            print(f"        see {log}", flush=True)
    print(f"{len(stories) - failed} of {len(stories)} stories came out as told", flush=True)
    return 1 if failed else 0


def _told(rig: Rig, story, log) -> tuple[str, str]:
    """What the story found, or why it failed."""
    with open(log, "w", encoding="utf-8", buffering=1) as kept, contextlib.redirect_stdout(kept):
        try:
            figure = story.run(rig)
            print(figure)
            return figure, ""
        except KeyboardInterrupt:
            raise
        except Exception as error:
            traceback.print_exc(file=sys.stdout)
            return "", f"{type(error).__name__}: {str(error) or traceback.extract_tb(error.__traceback__)[-1].line}"
