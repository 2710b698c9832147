"""The package on a Debian that runs: two lines of settings and the key, a slip; then its upgrade, its removal, its purge.

The disk is Debian and what apt made of the package; nothing is configured but what the README says, by its own commands. The
unit is the package's own, with all that it forbids. The upgrade is a package of a higher version; apt installs it while the
kiosk runs, so that the package's scripts do all that they do on a Pi: devices and modules, the restart.
"""

import json
import pathlib
import re
import subprocess
import tempfile

from bench.hid import Honeywell
from bench.kiosk import CONFIRM, COLA, KEY, NUTELLA, Kiosk, Rig, orders, wait_until_scanners_count
from bench.machine import Machine
from bench.printer import Printer

IS_SHORT = True
WANTS_PACKAGE = True

# Where the rig's own shop is; a shop's kiosk has no such line.
URL = 'url = "http://127.0.0.1:8090"'
APT = "DEBIAN_FRONTEND=noninteractive apt-get -y -qq"
# Seconds that the emulated processor may take for apt.
LONG = 900


def run(rig: Rig) -> str:
    with Kiosk(rig) as kiosk:
        kiosk.is_bare = True
        kiosk.extra["etc/rig/upgrade.deb"] = upgrade(rig.package)
        with kiosk.start() as machine:
            scanner, printer = Honeywell(), Printer()
            scanner.plug(machine.port(1))
            printer.plug(machine.port(2))
            version = installed(machine)
            machine.run(as_the_readme_says(rig))
            wait_until_scanners_count(machine)
            machine.log.wait_for("printer ready")
            sell(machine, scanner, 1)
            [order] = kiosk.shop.orders()
            assert order.lines == {101: 1000, 102: 1000}, order
            [slip] = printer.slips
            assert str(order.number) in slip.text and "Nutella" in slip.text, slip
            exposure = machine.run("systemd-analyze security --no-pager scanslip | tail -n 1")
            score = exposure.split(":")[1].split()[0]
            assert float(score) <= 1.5, exposure
            size = machine.run("stat --format %s /usr/bin/scanslip").strip()

            is_upgraded(machine)
            assert installed(machine) != version
            sell(machine, scanner, 2)
            assert len(kiosk.shop.orders()) == 2 and len(printer.slips) == 2, printer.slips
            kept = [sold["id"] for sold in orders(machine)]
            assert sorted(kept) == sorted(sold.order for sold in kiosk.shop.orders()), kept
            is_removed(machine)
            is_purged(machine)
            return f"{version}: installed, sold, upgraded, sold, removed, purged; exposure {score}, {size} bytes"


def upgrade(package: pathlib.Path) -> bytes:
    """The same package with a higher version."""
    with tempfile.TemporaryDirectory(prefix="rig-upgrade-") as folder:
        root, made = pathlib.Path(folder, "root"), pathlib.Path(folder, "made.deb")
        subprocess.run(["dpkg-deb", "--raw-extract", package, root], check=True)
        control = root / "DEBIAN/control"
        control.write_text(re.sub(r"(?m)^Version: .*$", r"\g<0>+rig1", control.read_text()))
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", root, made], check=True)
        return made.read_bytes()


def installed(machine: Machine) -> str:
    """Its version."""
    said = machine.run("dpkg --search /usr/bin/scanslip && dpkg-query --show --showformat '${Status} ${Version}' scanslip")
    assert "install ok installed" in said, said
    return said.split()[-1]


def as_the_readme_says(rig: Rig) -> str:
    """Its lines between installation and start, by root and so without sudo."""
    told = (rig.project / "README.md").read_text()
    [number] = re.findall(r"(?m)^    sudo (sed -i .*YOUR NUMBER.*)$", told)
    [key] = re.findall(r"(?m)^    (echo YOUR-KEY .*)$", told)
    copied = "install -m 644 articles.csv /var/tmp/"
    assert f"sudo {copied} && sudo -u scanslip scanslip catalogue import /var/tmp/articles.csv" in told, "the README tells it otherwise"
    return f"""set -e
{number.replace("YOUR NUMBER", "12345")}
echo '{URL}' >>/etc/scanslip/scanslip.toml
{key.replace("YOUR-KEY", KEY).replace("sudo ", "")}
cd /etc/rig && {copied}
setpriv --reuid scanslip --regid scanslip --init-groups scanslip catalogue import /var/tmp/articles.csv
scanslip check
systemctl start --no-block scanslip"""


def sell(machine: Machine, scanner: Honeywell, times: int):
    for code in (NUTELLA, COLA, CONFIRM):
        scanner.scan(code)
    machine.log.wait_for("outcome=Proven", times)


def process(machine: Machine) -> str:
    return machine.run("systemctl show scanslip --property MainPID --value").strip()


def is_upgraded(machine: Machine):
    """Its scripts load a module that was missing, let udev give a device back to the service, and restart it."""
    before, opened = process(machine), machine.log.count("scanner open")
    ready = machine.log.count("printer ready")
    mode = "stat --format '%U %G %a' /dev/hidraw0"
    owned = machine.run(mode)
    machine.run("rmmod pl2303; chown root:root /dev/hidraw0; chmod 600 /dev/hidraw0")
    assert owned != machine.run(mode), owned
    print(machine.run(f"{APT} install /etc/rig/upgrade.deb", LONG))
    machine.log.wait_for("scanner open", opened + 1)
    wait_until_scanners_count(machine, opened + 1)
    machine.log.wait_for("printer ready", ready + 1)
    assert process(machine) not in ("0", before), "the old program still runs"
    assert machine.run(mode) == owned, "udev was not told"
    assert "pl2303" in machine.run("cat /proc/modules"), "the modules were not loaded"


def is_removed(machine: Machine):
    """It sells no more; what was sold stays."""
    running = process(machine)
    sold = sorted(order["id"] for order in orders(machine))
    machine.run("cp /usr/bin/scanslip /usr/lib/rig/program")
    print(machine.run(f"{APT} remove scanslip", LONG))
    assert machine.attempt(f"test -e /proc/{running}")[0], "it still runs"
    assert machine.attempt("test -e /usr/bin/scanslip")[0], "the program is still there"
    left = json.loads(machine.run("/usr/lib/rig/program orders list --last 100 --json"))
    assert sorted(order["id"] for order in left) == sold, left
    machine.run("test -s /etc/scanslip/kash.key && grep -q 8090 /etc/scanslip/scanslip.toml")


def is_purged(machine: Machine):
    """Nothing is left but its user, as the README says, and what Debian notes of every package."""
    print(machine.run(f"{APT} purge scanslip", LONG))
    left = machine.run("find / -xdev -name '*scanslip*' -not -path '/proc/*' -not -path '/var/log/*'")
    assert not left, left
    assert machine.attempt("dpkg-query --show scanslip")[0], "dpkg still knows it"
