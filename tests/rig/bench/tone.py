"""What a loudspeaker sounded, from the file that QEMU writes in the place of a sound card."""

import array
import pathlib

RATE, CHANNELS, HEAD = 44_100, 2, 44
# Silence that is shorter is within a tone: a square wave passes through it.
QUIET_S = 0.01


class Recording:
    """The file as it grows: 16 bits, two channels that are the same."""

    def __init__(self, path: pathlib.Path):
        self.path = path
        self.read = HEAD

    def tones(self) -> list[tuple[int, int]]:
        """What came since the last question: pitch in hertz and length in milliseconds of each tone."""
        data = self.path.read_bytes()
        whole = (len(data) - self.read) // (2 * CHANNELS) * 2 * CHANNELS
        samples = array.array("h", data[self.read:self.read + whole])[::CHANNELS]
        self.read += whole
        return tones(samples)


def tones(samples: array.array) -> list[tuple[int, int]]:
    """Each stretch of one pitch: a pitch changes, or silence comes between two."""
    edges = [at for at in range(1, len(samples)) if (samples[at - 1] > 0) != (samples[at] > 0)]
    # From one rising edge to the next is a period.
    rising = [at for at in edges if samples[at] > 0]
    found: list[list[float]] = []
    for one, other in zip(rising, rising[1:]):
        period = other - one
        if period > QUIET_S * RATE:
            found.append([])
        elif found and found[-1] and abs(period - found[-1][-1]) <= max(2, found[-1][-1] * 0.08):
            found[-1].append(period)
        else:
            found.append([period])
    lasting = [periods for periods in found if sum(periods) > QUIET_S * RATE]
    return [(round(RATE * len(periods) / sum(periods)), round(1_000 * sum(periods) / RATE)) for periods in lasting]
