"""draft"""

from bench.hid import Honeywell
from bench.kiosk import COLA, CONFIRM, NUTELLA, Kiosk, Rig, plug_and_wait
from bench.printer import Printer
from bench.tone import Recording

IS_SHORT = False


def run(rig: Rig) -> str:
    with Kiosk(rig, '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n') as kiosk:
        wav = kiosk.folder / "speaker.wav"
        speaker = ("-audiodev", f"wav,id=speaker,path={wav}", "-machine", "pcspk-audiodev=speaker")
        with kiosk.start(extra=speaker) as machine:
            scanner, printer = Honeywell(), Printer()
            plug_and_wait(machine, scanner, printer)
            print(machine.run("lsmod; cat /proc/bus/input/devices; ls -l /dev/input; uname -r; ls /sys/kernel/tracing | head -3; zcat /proc/config.gz | grep -i kprobe || true"))
            print("\n".join(line for line in machine.log.lines if "speaker" in line))
            recording = Recording(wav)
            print("before", recording.tones())
            for what, codes in (("good", [NUTELLA]), ("unknown", ["4006381333931"]), ("refused", ["3017620422004"]), ("done", [CONFIRM])):
                for code in codes:
                    scanner.scan(code)
                machine.run("sleep 2")
                print(what, recording.tones(), wav.stat().st_size)
        return "draft"
