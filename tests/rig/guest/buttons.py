"""Buttons on pins, by uinput: a device that says it is gpio-keys. Presses each key whose code stands in a line of its
standard input. Source: Linux, include/uapi/linux/uinput.h."""

import fcntl
import os
import struct
import sys

CREATE, SET_TYPE, SET_KEY, SET_PHYS, SETUP = 0x5501, 0x40045564, 0x40045565, 0x4008556C, 0x405C5503
KEYS = (28, 1)

device = os.open("/dev/uinput", os.O_WRONLY)
fcntl.ioctl(device, SET_TYPE, 1)
for key in KEYS:
    fcntl.ioctl(device, SET_KEY, key)
fcntl.ioctl(device, SET_PHYS, b"gpio-keys/input0\0")
fcntl.ioctl(device, SETUP, struct.pack("<HHHH80sI", 0x19, 1, 1, 0x100, b"button of the rig", 0))
fcntl.ioctl(device, CREATE)
for line in iter(sys.stdin.readline, ""):
    for value in (1, 0):
        os.write(device, struct.pack("<qqHHi", 0, 0, 1, int(line), value) + struct.pack("<qqHHi", 0, 0, 0, 0, 0))
