"""What a loudspeaker sounded, from the file that QEMU writes in the place of a sound card."""

import array
import pathlib

RATE, CHANNELS, HEAD = 44_100, 2, 44
# A stretch of one pitch that is shorter is where two tones meet.
SHORTEST_S = 0.008
# The pitches of our tones are further apart than this; the port can sound none but parts of 1.19 MHz.
STEP_HZ = 50


class Recording:
    """The file: 16 bits, two channels that are the same. It grows while the machine runs."""

    def __init__(self, path: pathlib.Path):
        self.path = path

    def pitches(self) -> list[int]:
        """In hertz, in the order in which they came, to the next whole step. One that goes on, or comes again, is one."""
        data = self.path.read_bytes()[HEAD:]
        samples = array.array("h", data[: len(data) // 4 * 4])[::CHANNELS]
        # From one rising edge to the next is a period.
        rising = [at for at in range(1, len(samples)) if samples[at - 1] <= 0 < samples[at]]
        periods = [other - one for one, other in zip(rising, rising[1:])]
        runs: list[list[int]] = []
        for period in periods:
            if runs and abs(period - runs[-1][0]) <= 2:
                runs[-1].append(period)
            else:
                runs.append([period])
        found: list[int] = []
        for run in (run for run in runs if sum(run) > SHORTEST_S * RATE):
            pitch = round(RATE * len(run) / sum(run) / STEP_HZ) * STEP_HZ
            if not found or found[-1] != pitch:
                found.append(pitch)
        return found
