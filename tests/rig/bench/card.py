"""The boot partition of a card, as whoever wrote it hands it over: FAT, with files on it."""

import pathlib
import subprocess


class Card:
    """An image; a machine that has it sees one disk more. Its files are changed while no machine has it."""

    def __init__(self, image: pathlib.Path):
        self.image = image
        image.touch()
        with open(image, "r+b") as file:
            file.truncate(64 << 20)
        subprocess.run(["mkfs.vfat", "-n", "BOOTFS", image], check=True, stdout=subprocess.DEVNULL)

    def words(self) -> tuple[str, ...]:
        """What QEMU is told of it."""
        return ("-drive", f"file={self.image},format=raw,if=none,id=card,cache=writeback",
                "-device", "virtio-blk-pci,drive=card,serial=card")

    def put(self, name: str, data: bytes):
        subprocess.run(["mcopy", "-o", "-i", self.image, "-", f"::{name}"], input=data, check=True)

    def holds(self, data: bytes) -> bool:
        """Whether these bytes are anywhere on it, in a file or not."""
        return data in self.image.read_bytes()
