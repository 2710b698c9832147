"""A fresh Debian, `apt install ./scanslip_*.deb`, two lines of settings and the key, `systemctl start`: a scan is a slip.

The disk is Debian and what apt made of the package; nothing is configured but what the README says. The unit is the
package's own, with all that it forbids.
"""

from bench.hid import Honeywell
from bench.kiosk import CONFIRM, COLA, KEY, NUTELLA, Kiosk, Rig, wait_until_scanners_count
from bench.printer import Printer

ARCHITECTURES = ("amd64", "arm64")
IS_SHORT = True
WANTS_PACKAGE = True

# The shop's number, and where the rig's own shop is.
LINES = '[kash]\nshop-id = "12345"\nurl = "http://127.0.0.1:8090"\n'


def run(rig: Rig) -> str:
    with Kiosk(rig) as kiosk:
        kiosk.is_bare = True
        with kiosk.start() as machine:
            scanner, printer = Honeywell(), Printer()
            scanner.plug(machine.port(1))
            printer.plug(machine.port(2))
            owner = machine.run("dpkg-query --show --showformat '${Status} ${Version}' scanslip && "
                                "dpkg --search /usr/bin/scanslip")
            assert owner.startswith("install ok installed"), owner
            machine.run(f"""set -e
printf '%s' '{LINES}' >/etc/scanslip/scanslip.toml
printf '%s' '{KEY}' | install -m 600 /dev/stdin /etc/scanslip/kash.key
setpriv --reuid scanslip --regid scanslip --init-groups scanslip catalogue import /etc/rig/articles.csv
systemctl start scanslip""")
            wait_until_scanners_count(machine)
            machine.log.wait_for("printer ready")
            for code in (NUTELLA, COLA, CONFIRM):
                scanner.scan(code)
            machine.log.wait_for("outcome=Proven")
            [order] = kiosk.shop.orders()
            assert order.lines == {101: 1000, 102: 1000}, order
            [slip] = printer.slips
            assert str(order.number) in slip.text and "Nutella" in slip.text, slip
            exposure = machine.run("systemd-analyze security --no-pager scanslip | tail -n 1")
            score = exposure.split(":")[1].split()[0]
            assert float(score) <= 1.5, exposure
            size = machine.run("stat --format %s /usr/bin/scanslip").strip()
            return f"{owner.split()[3]}: installed, started, scanned, printed, proven; exposure {score}, {size} bytes"
