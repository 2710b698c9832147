"""A kiosk on the bench: its settings, catalogue and key, the shop outside, and machines that start with them."""

import contextlib
import dataclasses
import io
import json
import pathlib
import subprocess
import tarfile
import tempfile

from bench.arch import AMD64, Arch
from bench.machine import Machine
from bench.shop import Shop

NUTELLA, COLA, EVIAN = "3017620422003", "5449000000996", "3068320113265"
KEY = "sandbox-key"
CONFIRM = "SLIP-CONFIRM"
SETTINGS = """
[kiosk]
clock = "battery"
[kash]
url = "http://127.0.0.1:8090"
shop-id = "12345"
payment-link-hosts = []
timeout-s = 5
absent-after-s = 1
"""


@dataclasses.dataclass(frozen=True)
class Rig:
    """What every scenario is handed."""

    # Where kernel, modules and disks are.
    cache: pathlib.Path
    # The program, built for the machine that the rig runs on: it is the shop, and reads journals.
    program: pathlib.Path
    # The root of the project.
    project: pathlib.Path
    # Whether a short cut is enough.
    short: bool
    arch: Arch = AMD64
    # The disk's image: kiosk.img, or packaged.img with what apt installed.
    image: str = "kiosk.img"
    # The package that was installed.
    package: pathlib.Path | None = None

    def disk(self) -> pathlib.Path:
        return self.cache / self.image

    def owner(self) -> tuple[int, int]:
        """User and group of the service on the disk."""
        user, group = (self.disk().with_suffix(".img.owner")).read_text().strip().split(":")
        return int(user), int(group)


class Kiosk:
    """A context: at its end the shop is closed and the folder gone."""

    def __init__(self, rig: Rig, settings: str = "", faults: str = ""):
        self.rig = rig
        self.kept = tempfile.TemporaryDirectory(prefix="rig-kiosk-")
        self.folder = pathlib.Path(self.kept.name)
        self.settings = SETTINGS + settings
        # Whether settings, key and catalogue are on the disk; of a bare kiosk, somebody puts them there.
        self.is_bare = False
        # Whether settings and key come by the card of the boot partition; the catalogue is on the disk.
        self.is_by_card = False
        # Other files that a story wants on the disk.
        self.extra: dict[str, bytes] = {}
        (self.folder / "shop").mkdir()
        self.shop = Shop(rig.program, self.folder / "shop", faults)
        self._write_catalogue()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shop.close()
        self.kept.cleanup()

    def _write_catalogue(self):
        state = self.folder / "state"
        state.mkdir(mode=0o700)
        here = self.folder / "here.toml"
        here.write_text(f'[kiosk]\nstate-dir = "{state}"\n[kash]\nshop-id = "12345"\n')
        articles = self.rig.project / "src/demo/articles.csv"
        self.scanslip("--config", str(here), "catalogue", "import", str(articles))

    def scanslip(self, *arguments: str) -> str:
        """The program, on the machine that the rig runs on."""
        done = subprocess.run([self.rig.program, *arguments], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"scanslip {arguments}: {done.stderr}")
        return done.stdout

    def files(self) -> pathlib.Path:
        """An archive of what makes a disk this kiosk's."""
        archive = self.folder / "files.tar"
        user, group = self.rig.owner()
        with tarfile.open(archive, "w") as tar:
            def put(name: str, data: bytes, mode: int, owner: tuple[int, int] = (0, 0)):
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = len(data), mode
                entry.uid, entry.gid = owner
                tar.addfile(entry, io.BytesIO(data))

            put("etc/rig/shop", f"PORT={self.shop.port}\n".encode(), 0o644)
            put("etc/rig/articles.csv", (self.rig.project / "src/demo/articles.csv").read_bytes(), 0o644)
            for name, data in self.extra.items():
                put(name, data, 0o644)
            if self.is_bare:
                return archive
            if not self.is_by_card:
                put("etc/scanslip/scanslip.toml", self.settings.encode(), 0o644)
                put("etc/scanslip/kash.key", KEY.encode(), 0o600)
            folder = tarfile.TarInfo("var/lib/scanslip")
            folder.type, folder.mode, folder.uid, folder.gid = tarfile.DIRTYPE, 0o700, user, group
            tar.addfile(folder)
            for file in sorted((self.folder / "state").iterdir()):
                put(f"var/lib/scanslip/{file.name}", file.read_bytes(), 0o600, (user, group))
        return archive

    @contextlib.contextmanager
    def start(self, **how):
        """A machine with a disk of its own that is forgotten at the end."""
        disk = [f"file={self.rig.disk()}", "format=raw", "if=none", "id=disk", "snapshot=on", "cache=unsafe"]
        with Machine(self.rig.arch, self.rig.cache, disk, self.files(), **how) as machine:
            with told_on_failure(machine):
                yield machine


@contextlib.contextmanager
def told_on_failure(machine: Machine):
    """Keeps the machine's own words if what is done with it fails."""
    try:
        yield
    except Exception:
        print(machine.console())
        print("\n".join(machine.log.lines))
        with contextlib.suppress(Exception):
            print(machine.attempt("journalctl --boot --no-pager --lines 300 --priority warning; scanslip devices; ps ax", 60)[1])
        raise


def orders(machine: Machine) -> list[dict]:
    """What the product says of its own orders."""
    return json.loads(machine.run("scanslip orders list --last 100000 --json"))


def plug_and_wait(machine: Machine, scanner, printer):
    """On ports 1 and 2; comes back when a scan would become a slip."""
    scanner.plug(machine.port(1))
    printer.plug(machine.port(2))
    wait_until_scanners_count(machine)
    machine.log.wait_for("printer ready")


def wait_until_scanners_count(machine: Machine, times: int = 1):
    """Waits until the service has opened so many scanners and no longer takes what comes for an old scan."""
    machine.log.wait_for("scanner open", times)
    # By the guest's own clock, which may be slow.
    machine.run("sleep 0.4")
