"""Pictures, pixel by pixel: what a panel shows, and what it should show."""

import pathlib
import struct
import zlib


def of_ppm(path: pathlib.Path) -> tuple[tuple[int, int], bytes]:
    """Size and RGB of a screen dump (netpbm, ppm(5), raw)."""
    kind, width, height, depth, pixels = _split(path.read_bytes())
    assert (kind, depth) == (b"P6", b"255"), (kind, depth)
    return (int(width), int(height)), pixels


def _split(data: bytes) -> list[bytes]:
    """Four words, one white space behind the last, then pixels, which may begin with white space of their own."""
    words, at = [], 0
    while len(words) < 4:
        end = at
        while not data[end : end + 1].isspace():
            end += 1
        words.append(data[at:end])
        at = end + 1
    return [*words, data[at:]]


def of_png(path: pathlib.Path) -> tuple[tuple[int, int], bytes]:
    """Size and RGB of a picture with a palette of 8 bits, not interlaced: the product's own (PNG, third edition)."""
    data, at, packed, palette = path.read_bytes(), 8, b"", b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, *_, interlaced = struct.unpack(">IIBBBBB", body)
            assert (depth, colour, interlaced) == (8, 3, 0), "it is not a picture of ours"
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    rows, before = [], bytes(width)
    raw = zlib.decompress(packed)
    for y in range(height):
        before = _unfiltered(raw[y * (width + 1)], raw[y * (width + 1) + 1 : (y + 1) * (width + 1)], before)
        rows.append(before)
    colours = [palette[at : at + 3] for at in range(0, len(palette), 3)]
    return (width, height), b"".join(colours[pixel] for row in rows for pixel in row)


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """One row of one byte a pixel."""
    if kind == 0:
        return row
    done = bytearray(row)
    for x, byte in enumerate(row):
        left, corner = (done[x - 1], above[x - 1]) if x else (0, 0)
        if kind == 1:
            more = left
        elif kind == 2:
            more = above[x]
        elif kind == 3:
            more = (left + above[x]) // 2
        else:
            near = sorted(((abs(above[x] - corner), 0, left), (abs(left - corner), 1, above[x]),
                           (abs(left + above[x] - 2 * corner), 2, corner)))
            more = near[0][2]
        done[x] = (byte + more) & 0xFF
    return bytes(done)
