"""What the console tty1 of a machine shows, from its start on."""

import ast

from bench.machine import Machine

# A machine that is to be watched is started with these kernel words. It has no loudspeaker: the kernel's keyboard driver looks after
# it too, and tells of tty1 at each sound, though nothing is written there (Linux, drivers/tty/vt/keyboard.c and vt.c).
WATCHED = "rig.tty modprobe.blacklist=pcspkr"


def screens(machine: Machine) -> list[str]:
    """What tty1 showed after each time that somebody wrote on it, oldest first."""
    return [ast.literal_eval(line) for line in machine.run("cat /run/rig-tty").splitlines()]


def until_login(machine: Machine) -> list[str]:
    """Waits until it listens: whatever is typed from now on would be written on it."""
    machine.run("for i in $(seq 600); do grep -q login: /run/rig-tty && exit; sleep 0.1; done; exit 1")
    # The getty's own last words.
    machine.run("sleep 1")
    shown = screens(machine)
    assert "login:" in shown[-1], f"nobody would hear it: {shown[-1]!r}"
    return shown
