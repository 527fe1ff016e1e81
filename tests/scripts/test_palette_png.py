"""Pictures by palette: what is drawn is what was given, as near as the palette comes."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from scripts.palette_png import COLOURS, palette_png


def read(file: bytes) -> NDArray[np.uint8]:
    """The pixels of such a file, as a viewer draws them."""
    parts, at = {}, 8
    while at < len(file):
        (length,) = struct.unpack(">I", file[at : at + 4])
        name, content = file[at + 4 : at + 8], file[at + 8 : at + 8 + length]
        assert struct.unpack(">I", file[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + content)
        parts[name] = content
        at += 12 + length
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    palette = np.frombuffer(parts[b"PLTE"], np.uint8).reshape(-1, 3)
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, 1 + width)
    assert not rows[:, 0].any()
    return palette[rows[:, 1:]]


def test_few_colours_are_kept_as_they_are() -> None:
    pixels = np.random.default_rng(7).integers(0, 3, (5, 8, 3)).astype(np.uint8) * 90
    assert np.array_equal(read(palette_png(pixels)), pixels)


def test_of_many_the_rare_become_the_nearest_frequent_one() -> None:
    greys = np.repeat(np.arange(COLOURS, dtype=np.uint8) * 4, 2)
    pixels = np.repeat(np.append(greys, [101, 103])[None, :, None], 3, axis=2).astype(np.uint8)
    drawn = read(palette_png(pixels))
    assert np.array_equal(drawn[0, :-2], pixels[0, :-2])
    assert drawn[0, -2:, 0].tolist() == [100, 104]
