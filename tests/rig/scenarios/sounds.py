"""What is scanned can be heard, and told apart: a PC's loudspeaker, by evdev and pcspkr.

The service finds the loudspeaker by itself. What the kernel's driver is told is noted with the guest's own time: one short
tone for an article, two for a code that nobody knows, one long for one that is refused, three that rise for an order. And
each of these pitches, in this order, comes out of the port: QEMU writes what it would sound into a file. Its silences are not
kept, so that the rhythm is the driver's to tell. With `[sound] tone = "none"` nothing sounds.
"""

import re

from bench.hid import Honeywell
from bench.kiosk import CONFIRM, NUTELLA, Kiosk, Rig, plug_and_wait
from bench.printer import Printer
from bench.tone import Recording

IS_SHORT = False

UNKNOWN, MISREAD = "4006381333931", "3017620422004"
SCANNER = '[[scanner]]\nkind = "hid"\ndouble-read-ms = 0\n'
# The third argument of a driver's `event` is the kind of sound (2 is SND_TONE), the fourth the pitch.
WATCH = """
cd /sys/kernel/tracing
echo 'p:tone pcspkr_event kind=%dx:u32 hz=%cx:u32' >kprobe_events
echo 1 >events/kprobes/tone/enable
"""
CALL = re.compile(r" (\d+)\.(\d{6}): tone: .* kind=2 hz=(\d+)")


def heard(machine) -> list[tuple[int, int]]:
    """Each tone since the last question, by what its driver was told: pitch, and length in milliseconds."""
    # The longest sound takes less than a second.
    said = machine.run("sleep 1.5; cd /sys/kernel/tracing; cat trace; echo >trace")
    calls = [(int(s) * 1_000_000 + int(us), int(hz)) for s, us, hz in CALL.findall(said)]
    return [(hz, round((end - start) / 1_000)) for (start, hz), (end, _) in zip(calls, calls[1:]) if hz]


def run(rig: Rig) -> str:
    with Kiosk(rig, SCANNER) as kiosk:
        wav = kiosk.folder / "speaker.wav"
        speaker = ("-audiodev", f"wav,id=speaker,path={wav}", "-machine", "pcspk-audiodev=speaker")
        with kiosk.start(extra=speaker) as machine:
            scanner, printer = Honeywell(), Printer()
            plug_and_wait(machine, scanner, printer)
            machine.log.wait_for("loudspeaker open")
            machine.run(WATCH)
            sounds = {}
            for what, code in (("good", NUTELLA), ("unknown", UNKNOWN), ("refused", MISREAD), ("done", CONFIRM)):
                scanner.scan(code)
                if what == "done":
                    machine.log.wait_for("slip done")
                sounds[what] = heard(machine)
            print(sounds)
            pitches = [hz for tones in sounds.values() for hz, _ in tones]
            told = Recording(wav).pitches()
            print(told)
            judge(sounds)
            assert told == merged(pitches), (told, pitches)
    with Kiosk(rig, SCANNER + '[sound]\ntone = "none"\n') as kiosk, kiosk.start() as machine:
        scanner, printer = Honeywell(), Printer()
        plug_and_wait(machine, scanner, printer)
        machine.run(WATCH)
        scanner.scan(NUTELLA)
        scanner.scan(UNKNOWN)
        machine.log.wait_for("a code that the catalogue does not know")
        assert not heard(machine) and not machine.log.count("loudspeaker"), "it was switched off"
    return "; ".join(f"{what} {'+'.join(f'{hz} Hz {ms} ms' for hz, ms in tones)}" for what, tones in sounds.items())


def judge(sounds: dict[str, list[tuple[int, int]]]):
    """Each has its own rhythm."""
    [(_, good)] = sounds["good"]
    [(one, first), (other, second)] = sounds["unknown"]
    [(_, refused)] = sounds["refused"]
    # The order is taken, and that is heard as with an article; then it is registered.
    *taken, low, middle, high = sounds["done"]
    assert good < 110 and refused > 350, sounds
    assert one == other and max(first, second) < 200, sounds
    assert low[0] < middle[0] < high[0] and len(taken) == 1 and taken[0][1] < 110, sounds


def merged(pitches: list[int]) -> list[int]:
    """Without silence between them, tones of one pitch are one."""
    return [hz for at, hz in enumerate(pitches) if not at or hz != pitches[at - 1]]
