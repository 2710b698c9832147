"""Writes a line to standard output for each time that somebody writes on tty1: the text that it shows then, as Python
writes a text. The first is what it shows now. Source: Linux, drivers/tty/vt/vc_screen.c: a read makes ready for the next
change."""

import os
import select

tty = os.open("/dev/vcs1", os.O_RDONLY)
changes = select.poll()
changes.register(tty, select.POLLPRI)
while True:
    changes.poll()
    print(ascii(os.pread(tty, 65536, 0).decode("latin-1").rstrip()), flush=True)
