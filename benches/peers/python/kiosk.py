"""kiosk.py: the least that a kiosk in Python loads before its first scan (requests, evdev, python-escpos). Prints `ready` and its
resident memory in kB, and ends."""

import evdev
import requests
from escpos.printer import Dummy

session = requests.Session()
printer = Dummy(profile="TM-T20II")
devices = evdev.list_devices()
with open("/proc/self/status", encoding="ascii") as status:
    memory = next(line.split()[1] for line in status if line.startswith("VmRSS:"))
print("ready", memory, flush=True)
