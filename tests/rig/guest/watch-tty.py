"""Writes a line of JSON to standard output for each time that somebody writes on tty1: the text that it shows then. The
first is what it shows now. Source: Linux, drivers/tty/vt/vc_screen.c: a read makes ready for the next change."""

import json
import os
import select

tty = os.open("/dev/vcs1", os.O_RDONLY)
changes = select.poll()
changes.register(tty, select.POLLPRI)
while True:
    changes.poll()
    print(json.dumps(os.pread(tty, 65536, 0).decode("latin-1").rstrip()), flush=True)
