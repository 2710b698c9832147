"""The unit as systemd's PID 1 runs it: ready when it can scan, killed by the watchdog, shut in, with its key as a credential.

It is `activating` until a scanner is there, while all else has started, and `active` then; a process that stops is killed by
the watchdog, and one that is killed comes back; the next scan counts each time. The key is readable by root alone and the shop
takes the order. In a copy of the unit that runs a probe, disk, memory, uhid and the console are refused although their modes
would let anybody.
The modules of modules-load.d are loaded before the service starts.
"""

from bench.hid import Honeywell
from bench.ean import strangers
from bench.kiosk import CONFIRM, NUTELLA, Kiosk, Rig, wait_until_scanners_count
from bench.machine import Machine
from bench.printer import Printer
from scenarios.boot import moment

IS_SHORT = False

SETTINGS = """
[[scanner]]
kind = "hid"
double-read-ms = 0
"""
MODULES = {"usbhid", "usblp", "cdc_acm", "ftdi_sio", "cp210x", "ch341", "pl2303"}
ALLOWED = ("/dev/hidraw0", "/dev/usb/lp0", "/dev/input/event0", "/dev/null")
FORBIDDEN = ("/dev/vda", "/dev/uhid", "/dev/uinput", "/dev/mem", "/dev/kmsg", "/dev/tty1", "/dev/bus/usb/001/001")
# Opens each and says how that ended.
PROBE = r"""#!/bin/bash
for node in %s; do
    if said=$( { exec 5<>"$node"; } 2>&1 ); then echo "$node opened"; else echo "$node ${said##*: }"; fi
done
echo x >/etc/scanslip/probe || true
echo x >/var/lib/scanslip/probe && echo "state written"; rm -f /var/lib/scanslip/probe
"""


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk, kiosk.start() as machine:
        printer, scanner = Printer(), Honeywell()
        printer.plug(machine.port(2))
        machine.wait_until_up()
        machine.log.wait_for("scanner lost")
        assert state(machine) == "activating", "it is ready, and nobody can scan"
        starts_without_a_scanner(machine)
        has_its_modules(machine)
        scanner.plug(machine.port(1))
        wait_until_scanners_count(machine)
        machine.run("for i in $(seq 100); do systemctl --quiet is-active scanslip && exit; sleep 0.1; done; exit 1")
        said = machine.run("systemctl show scanslip --property StatusText")
        assert "ready: 1 scanner" in said, said

        codes = iter(strangers(10, 980_000_000_000))
        machine.log.wait_for("printer ready")
        is_shut_in(machine)
        its_key_is_its_own(kiosk, machine, scanner)
        killed = comes_back(machine, scanner, "kill --signal KILL scanslip", next(codes))
        hung = watchdog(machine, scanner, next(codes))
        return f"ready with its scanner; back {killed:.1f} s after a kill and {hung:.1f} s after a hang; {len(FORBIDDEN)} nodes refused"


def state(machine: Machine) -> str:
    return machine.attempt("systemctl is-active scanslip")[1].strip()


def starts_without_a_scanner(machine: Machine):
    """All else has started although the service still waits; systemd itself says "starting" then."""
    machine.run("for i in $(seq 600); do systemctl --quiet is-active multi-user.target && exit; sleep 0.1; done; exit 1")
    assert state(machine) == "activating", "it did not wait for its scanner"
    overall = machine.attempt("systemctl is-system-running")[1].strip()
    assert overall == "starting", overall


def has_its_modules(machine: Machine):
    """Loaded without any device of theirs, and before the service was started."""
    loaded = {line.split()[0] for line in machine.run("cat /proc/modules").splitlines()}
    assert MODULES <= loaded, f"not loaded at boot: {MODULES - loaded}"
    over = moment(machine, "systemd-modules-load", "ExecMainExitTimestamp")
    began = moment(machine, "scanslip", "ExecMainStartTimestamp")
    assert 0 < over < began, (over, began)


def is_shut_in(machine: Machine):
    """A copy of the unit with another program: the same user, sandbox and device policy."""
    script = PROBE % " ".join(ALLOWED + FORBIDDEN)
    said = machine.run(f"""set -e
modprobe uhid; modprobe uinput
chmod 666 {' '.join(ALLOWED + FORBIDDEN)}
cat >/usr/lib/rig/probe <<'PROBE'
{script}
PROBE
chmod 755 /usr/lib/rig/probe
unit=$(systemctl show scanslip --property FragmentPath --value)
cp "$unit" /run/systemd/system/probe.service
mkdir -p /run/systemd/system/probe.service.d
printf '[Service]\\nType=oneshot\\nWatchdogSec=0\\nRestart=no\\nExecStart=\\nExecStart=/usr/lib/rig/probe\\n' \
    >/run/systemd/system/probe.service.d/probe.conf
systemctl daemon-reload
systemctl start probe.service || true
journalctl --unit probe --output cat --boot --no-pager
""")
    for node in ALLOWED:
        # The service itself has printer and scanner.
        assert f"{node} opened" in said or f"{node} Device or resource busy" in said, said
    for node in FORBIDDEN:
        # The kernel's log asks for a capability first.
        refused = "Permission denied" if node == "/dev/kmsg" else "Operation not permitted"
        assert f"{node} {refused}" in said, said
    assert "Read-only file system" in said and "state written" in said, said
    process = machine.run("cat /proc/$(systemctl show scanslip --property MainPID --value)/status")
    for line in ("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"):
        assert line in process, process


def its_key_is_its_own(kiosk: Kiosk, machine: Machine, scanner: Honeywell):
    refused, said = machine.attempt("setpriv --reuid scanslip --regid scanslip --init-groups cat /etc/scanslip/kash.key")
    assert refused and "Permission denied" in said, said
    scanner.scan(NUTELLA)
    scanner.scan(CONFIRM)
    machine.log.wait_for("order accepted")
    assert len(kiosk.shop.orders()) == 1
    everything = machine.run("journalctl --boot --no-pager")
    assert "sandbox-key" not in everything, "the key is in the log"


def uptime(machine: Machine) -> float:
    return float(machine.run("cat /proc/uptime").split()[0])


def comes_back(machine: Machine, scanner: Honeywell, how: str, code: str) -> float:
    """Seconds until it has its scanner again."""
    opened, began = machine.log.count("scanner open"), uptime(machine)
    machine.run(f"systemctl {how}")
    machine.log.wait_for("scanner open", opened + 1)
    seconds = uptime(machine) - began
    wait_until_scanners_count(machine, opened + 1)
    scanner.scan(code)
    machine.log.wait_for(f'code="{code}"')
    return seconds


def watchdog(machine: Machine, scanner: Honeywell, code: str) -> float:
    """With less patience than the unit has, so that it does not take minutes."""
    machine.run("mkdir -p /run/systemd/system/scanslip.service.d; "
                "printf '[Service]\\nWatchdogSec=10\\n' >/run/systemd/system/scanslip.service.d/patience.conf; "
                "systemctl daemon-reload")
    comes_back(machine, scanner, "restart scanslip", code)
    seconds = comes_back(machine, scanner, "kill --signal STOP scanslip", code)
    said = machine.run("journalctl --unit scanslip --boot --no-pager --grep 'Watchdog timeout'")
    assert "Watchdog timeout" in said, said
    return seconds
