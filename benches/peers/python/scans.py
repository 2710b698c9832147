"""scans.py: what a scan costs in Python: 28 events of a keyboard to text as evdev scripts do it, and GS1 text to meaning by biip."""

import biip
from evdev import ecodes
from timing import measure

DIGITS = [getattr(ecodes, f"KEY_{digit}") for digit in "1234567890"]
LETTERS = {code: digit for code, digit in zip(DIGITS, "1234567890", strict=True)}
TYPED = [DIGITS["1234567890".index(digit)] for digit in "4006381333931"] + [ecodes.KEY_ENTER]
# Press and release of each key, as (type, code, value).
EVENTS = [(ecodes.EV_KEY, key, value) for key in TYPED for value in (1, 0)]
GS1_128 = "]C10104006381333931172801011012345\x1d3103000750"
EAN = "]E04006381333931"


def typed() -> str:
    text = ""
    for kind, code, value in EVENTS:
        if kind == ecodes.EV_KEY and value == 1:
            if code == ecodes.KEY_ENTER:
                return text
            text += LETTERS.get(code, "")
    raise AssertionError("no end")


assert typed() == "4006381333931"
assert biip.parse(GS1_128).gs1_message is not None
measure("keyboard events -> text (evdev-style loop, Python)", typed, 200)
measure("EAN-13 -> meaning (biip)", lambda: biip.parse(EAN), 200)
measure("GS1-128 with four elements -> meaning (biip)", lambda: biip.parse(GS1_128), 200)
