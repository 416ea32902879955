"""The glyphs of the big text: 12×12 bits a character, looked up in a packed table on first use.

The table (tui/data/glyphs12.bin, made by scripts/make_glyphs.py) is the mark ``PY12``, the number of glyphs in four
bytes, then one record of 22 bytes a glyph in code point order: code point (3), width in pixels (1), rows (18).
Numbers are big-endian. The glyphs are a derived work under the SIL Open Font License 1.1 (tui/data/OFL.txt).
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

HEIGHT = 12
"""Pixels from the top of a line of glyphs to its bottom."""

_PATH = Path(__file__).resolve().parent.parent / "data" / "glyphs12.bin"
_HEAD = 8
_RECORD = 22


@dataclass(frozen=True)
class Glyph:
    """One character as pixels.

    Attributes:
        width: 12 pixels for a hanzi, 6 for a Latin letter or a digit.
        rows: The twelve rows from the top, each ``width`` bits, the leftmost pixel first.
    """

    width: int
    rows: tuple[int, ...]


class GlyphTable:
    """The packed table, searched without unpacking it."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._count = int.from_bytes(packed[4:_HEAD], "big")

    def __len__(self) -> int:
        return self._count

    def glyph(self, char: str) -> Glyph | None:
        """The glyph of one character; None where the table has none."""
        code = ord(char)
        index = bisect_left(range(self._count), code, key=self._code)
        if index == self._count or self._code(index) != code:
            return None
        start = _HEAD + index * _RECORD
        width = self._packed[start + 3]
        bits = int.from_bytes(self._packed[start + 4 : start + _RECORD], "big")
        rows = ((bits >> (HEIGHT * (HEIGHT - 1 - row))) & 0xFFF for row in range(HEIGHT))
        return Glyph(width, tuple(row >> (HEIGHT - width) for row in rows))

    def _code(self, index: int) -> int:
        start = _HEAD + index * _RECORD
        return int.from_bytes(self._packed[start : start + 3], "big")


@cache
def table() -> GlyphTable:
    """The product's own table, read once."""
    return GlyphTable(_PATH.read_bytes())


@lru_cache(maxsize=1024)
def glyph(char: str) -> Glyph | None:
    """The glyph of one character from the product's table; a blank is an empty glyph of its width."""
    if char in {" ", "\u3000"}:
        return Glyph(6 if char == " " else HEIGHT, (0,) * HEIGHT)
    return table().glyph(char) if len(char) == 1 else None
