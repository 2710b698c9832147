"""Settings and key beside config.txt on the card: the first start takes them, sells, and leaves no byte of the key there.

On FAT, mounted where Raspberry Pi OS mounts it, with nothing of a kiosk in /etc before. Then somebody puts settings there that
are none: the second start leaves them, with a text beside them, and sells by those that it has.
"""

import random

from bench.card import Card
from bench.disk import Disk
from bench.hid import Zebra
from bench.kiosk import CONFIRM, KEY, NUTELLA, Kiosk, Rig, told_on_failure, wait_until_scanners_count
from bench.machine import Machine

IS_SHORT = False

SETTINGS = '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n'
MOUNTED = b"/dev/disk/by-id/virtio-card /boot/firmware vfat defaults 0 0\n"
# A table that is not closed.
BROKEN = b"[kash\nshop-id = 12345\n"


def run(rig: Rig) -> str:
    with Kiosk(rig, SETTINGS) as kiosk:
        kiosk.is_by_card = True
        kiosk.extra["etc/fstab"] = MOUNTED
        card = Card(kiosk.folder / "card.img")
        card.put("scanslip.toml", kiosk.settings.encode())
        card.put("kash.key", KEY.encode())
        assert card.holds(KEY.encode()), "the card never had the key"
        disk = Disk(rig.disk(), kiosk.folder, random.Random(1))

        first = start(rig, kiosk, disk, card, is_first=True)
        assert first.keys() == {"scanslip.toml.taken"}, first
        assert first["scanslip.toml.taken"] == kiosk.settings, first
        assert not card.holds(KEY.encode()), "the key can still be read from the card"

        card.put("scanslip.toml", BROKEN)
        second = start(rig, kiosk, disk, card, is_first=False)
        assert second.keys() == {"scanslip.toml", "scanslip.toml.taken", "scanslip-error.txt"}, second
        assert second["scanslip.toml"] == BROKEN.decode(), second
        why = second["scanslip-error.txt"].strip()
        assert "/boot/firmware/scanslip.toml" in why, why
        assert len(kiosk.shop.orders()) == 2, kiosk.shop.orders()
        return f"taken from FAT, sold, key gone from {card.image.stat().st_size} bytes; broken settings left with a text, sold"


def start(rig: Rig, kiosk: Kiosk, disk: Disk, card: Card, is_first: bool) -> dict[str, str]:
    """One start and one order. What is on the card then, by name."""
    disk.switch_on()
    files = kiosk.files() if is_first else None
    with Machine(rig.arch, rig.cache, disk.words(), files, extra=card.words()) as machine, told_on_failure(machine):
        scanner = Zebra()
        scanner.plug(machine.port(1))
        wait_until_scanners_count(machine)
        kind = machine.run("findmnt --noheadings --output FSTYPE /boot/firmware").strip()
        assert kind == "vfat", kind
        scanner.scan(NUTELLA)
        scanner.scan(CONFIRM)
        machine.log.wait_for("order accepted")
        print(machine.run("journalctl --boot --unit scanslip-firstboot --output cat --no-pager"))
        owned = machine.run("stat --format '%U %a' /etc/scanslip/kash.key").strip()
        assert owned == "root 600", owned
        names = machine.run("ls -A /boot/firmware").split()
        found = {name: machine.run(f"cat /boot/firmware/{name}") for name in names}
        machine.run("umount /boot/firmware; sync")
        machine.cut()
        disk.flush()
    return found
