"""Reads the PNG files that pages are drawn as: 8 bits, grey or colours, rows without a filter."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from sagsgang.reading.places import PageBox

_DARKNESS = bytes(range(255, -1, -1))


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The pixels of a picture, each as its darkness: 0 for white, 255 for black."""

    width: int
    height: int
    rows: list[bytes]

    @classmethod
    def of(cls, png: bytes) -> Picture:
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        chunks: dict[bytes, bytes] = {}
        at = 8
        while at < len(png):
            length, name = struct.unpack(">I4s", png[at : at + 8])
            content = png[at + 8 : at + 8 + length]
            assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + content)
            chunks[name] = content
            at += 12 + length
        assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
        width, height, bits, kind, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
        assert (bits, rest) == (8, [0, 0, 0])
        depth = {0: 1, 2: 3}[kind]
        pixels = zlib.decompress(chunks[b"IDAT"])
        stride = width * depth + 1
        assert len(pixels) == stride * height
        rows = [pixels[at : at + stride] for at in range(0, len(pixels), stride)]
        assert all(row[0] == 0 for row in rows)
        if kind == 0:
            return cls(width=width, height=height, rows=[row[1:].translate(_DARKNESS) for row in rows])
        colours = (zip(row[1::3], row[2::3], row[3::3], strict=True) for row in rows)
        return cls(width=width, height=height, rows=[bytes(255 - min(pixel) for pixel in row) for row in colours])

    def ink(self, box: PageBox) -> int:
        """How dark a box is, all pixels together; letters may reach a little beyond it."""
        margin = 0.3 * min(box.width * self.width, box.height * self.height)
        left, right = box.left * self.width - margin, (box.left + box.width) * self.width + margin
        top, bottom = box.top * self.height - margin, (box.top + box.height) * self.height + margin
        rows = self.rows[max(int(top), 0) : int(bottom) + 1]
        return sum(sum(row[max(int(left), 0) : int(right) + 1]) for row in rows)

    def all_ink(self) -> int:
        return sum(sum(row) for row in self.rows)
