"""A machine in QEMU: processor in software, Debian's kernel, a disk, an xHCI controller with ports for our devices.

Its time is counted in instructions, 500 million a second on one core: however busy the machine below is, the one above
sees a processor of that speed, and USB and disks that keep pace with it. It is waited for, and misses no deadline.
"""

import base64
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time

from bench.arch import Arch
from bench.log import Log

PORTS = 8


class Failed(Exception):
    """The machine did not do what it should."""


class Machine:
    """One start of a machine. A context: it is off at the end."""

    def __init__(self, arch: Arch, cache: pathlib.Path, disk: list[str], files: pathlib.Path | None = None,
                 network: bool = True, extra: tuple[str, ...] = (), kernel_words: str = ""):
        """`disk` are QEMU's words for the disk "disk"; `files` an archive that is unpacked before Debian starts."""
        self.folder = tempfile.TemporaryDirectory(prefix="rig-")
        self.calls = 0
        self.is_up = False
        self.lock = threading.Lock()
        words = (f"console={arch.serial} quiet loglevel=4 panic=-1 mitigations=off random.trust_cpu=on net.ifnames=0 "
                 f"systemd.show_status=no {kernel_words}")
        line = [arch.qemu, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", *arch.board, "-accel",
                "tcg,thread=single", "-icount", "shift=1", "-m", "512", "-smp", "1", "-kernel", str(cache / "kernel"),
                "-initrd", str(cache / "initrd"), "-append", words,
                "-serial", f"file:{self._path('console')}", "-qmp", f"unix:{self._path('qmp')},server=on,wait=off",
                "-drive", ",".join(disk), "-device", "virtio-blk-pci,drive=disk", "-device", "virtio-rng-pci",
                "-device", "virtio-serial-pci", "-chardev", f"socket,id=agent,path={self._path('agent')},server=on,wait=on",
                "-device", "virtserialport,chardev=agent,name=rig",
                "-chardev", f"socket,id=log,path={self._path('log')},server=on,wait=on",
                "-device", "virtserialport,chardev=log,name=log", "-device", f"qemu-xhci,id=usb,p2={PORTS},p3=0"]
        if files:
            line += ["-drive", f"file={files},format=raw,if=none,id=files,readonly=on,cache=unsafe",
                     "-device", "virtio-blk-pci,drive=files,serial=files"]
        for port in range(1, PORTS):
            line += ["-chardev", f"socket,id=port{port},path={self.port(port)},server=on,wait=off",
                     "-device", f"usb-redir,chardev=port{port},id=usb{port},bus=usb.0,port={port}"]
        # Nothing goes out by itself: the user network answers nobody but the rig's own shop.
        line += ["-netdev", "user,id=net,ipv6=off"]
        if network:
            line += ["-device", "virtio-net-pci,netdev=net,id=card,romfile="]
        self.began = time.monotonic()
        with open(self._path("words"), "wb") as words_of_qemu:
            self.process = subprocess.Popen(line + list(extra), stdin=subprocess.DEVNULL, stderr=words_of_qemu)
        self.agent = self._connect("agent")
        self.log = Log(self._connect("log"))
        self.monitor = self._connect("qmp").makefile("rwb", buffering=0)
        self.monitor.readline()
        self.qmp("qmp_capabilities")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut()
        self.folder.cleanup()

    def _path(self, name: str) -> str:
        return os.path.join(self.folder.name, name)

    def port(self, number: int) -> str:
        """The socket of a USB port, 1 to 7. In the guest the port is 1-NUMBER. Port 8 is for a device of QEMU's own."""
        return self._path(f"port{number}")

    def _connect(self, name: str) -> socket.socket:
        """QEMU makes its sockets one after the other once it runs."""
        while True:
            end = socket.socket(socket.AF_UNIX)
            try:
                end.connect(self._path(name))
                return end
            except OSError:
                end.close()
                if self.process.poll() is not None:
                    said = pathlib.Path(self._path("words")).read_text(errors="replace")
                    raise Failed(f"QEMU ended with {self.process.returncode}: {said}") from None
                time.sleep(0.01)

    def qmp(self, command: str, **arguments):
        """One command to QEMU itself."""
        asked = {"execute": command, "arguments": arguments}
        self.monitor.write(json.dumps(asked).encode() + b"\n")
        while line := self.monitor.readline():
            said = json.loads(line)
            if "error" in said:
                raise Failed(f"QEMU refused {command}: {said['error']['desc']}")
            if "return" in said:
                return said["return"]
        raise Failed(f"QEMU ended before it answered {command}.")

    def console(self) -> str:
        """What the kernel said on the serial line."""
        return pathlib.Path(self._path("console")).read_text(errors="replace")

    def _line(self, seconds: float) -> str:
        self.agent.settimeout(seconds)
        line = b""
        try:
            while not line.endswith(b"\n"):
                byte = self.agent.recv(65536)
                if not byte:
                    raise Failed("The machine is off: " + self.console()[-2000:])
                line += byte
        except TimeoutError:
            raise Failed(f"The machine said nothing for {seconds} s: {self.console()[-2000:]}") from None
        return line.decode()

    def wait_until_up(self, seconds: float = 900):
        """Waits until its agent answers: Debian has started."""
        if not self.is_up:
            line = self._line(seconds)
            if line != "ready\n":
                raise Failed(f"The agent said {line!r}.")
            self.is_up = True

    def attempt(self, script: str, seconds: float = 900) -> tuple[int, str]:
        """A script in the guest, as root: its exit status and all that it wrote."""
        self.wait_until_up()
        with self.lock:
            self.calls += 1
            asked = f"{self.calls} {base64.b64encode(script.encode()).decode()}\n"
            self.agent.sendall(asked.encode())
            number, status, *said = self._line(seconds).split()
        if int(number) != self.calls:
            raise Failed(f"The agent answered {number} and not {self.calls}.")
        return int(status), base64.b64decode("".join(said)).decode(errors="replace")

    def run(self, script: str, seconds: float = 900) -> str:
        """The same for a script that must not fail."""
        status, said = self.attempt(script, seconds)
        if status:
            raise Failed(f"In the guest: {script!r} ended with {status}: {said}")
        return said

    def cut(self):
        """The power goes. Whatever the guest's memory held is lost; what became of the disk's is the disk's to say."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.agent.close()
