"""Pictures of pages as small files: PNG with a palette of the colours that are there most."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

COLOURS = 64
PALETTE, BITS = 3, 8  # PNG's numbers for "one byte a pixel, which is a place in the palette"


def palette_png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG file of pixels, (height, width, 3); a colour beyond the palette becomes the nearest in it."""
    height, width, _ = pixels.shape
    colours, which, times = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-times, kind="stable")[:COLOURS]]
    apart = np.square(colours[:, None].astype(int) - kept[None].astype(int)).sum(axis=2)
    places = apart.argmin(axis=1)[which.reshape(-1)].astype(np.uint8).reshape(height, width)
    rows = np.pad(places, ((0, 0), (1, 0)))  # each row begins with how it is filtered: not at all
    head = struct.pack(">IIBBBBB", width, height, BITS, PALETTE, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", kept.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
