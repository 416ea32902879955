"""Turn a 12-pixel bitmap font into the packed table behind the big text: tui/data/glyphs12.bin.

    python scripts/make_glyphs.py FONT.ttf [--licence OFL.txt]

Run by hand when the font changes. It needs fonttools and Pillow, which the product does not. The result is a derived
work under the SIL Open Font License 1.1 and goes by a name of its own (pingyi-12): the font's Reserved Font Name is
neither in the table nor on any screen. The layout of the table is described in tui/present/glyphs.py.
"""

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tui" / "data" / "glyphs12.bin"
SIZE = 12
ASCENT = 10
RANGES = (
    (0x0021, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: · × ÷ ° ±
    (0x2010, 0x2027),  # dashes, quotes, ellipsis
    (0x2030, 0x2030),  # per mille
    (0x2103, 0x2103),  # degree Celsius
    (0x2160, 0x217B),  # Roman numerals
    (0x2460, 0x249B),  # circled and bracketed numbers
    (0x3000, 0x303F),  # CJK punctuation
    (0x3400, 0x9FFF),  # hanzi: a name may hold any of them
    (0xFF01, 0xFF5E),  # full-width forms
    (0x20000, 0x2FFFF),
)


def wanted(covered: Iterable[int]) -> list[int]:
    """The code points of the font that the table takes, in order."""
    return sorted(code for code in covered if any(low <= code <= high for low, high in RANGES))


def bits_of(font: ImageFont.FreeTypeFont, char: str) -> bytes:
    """The 144 pixels of one glyph, row by row from the top left, in 18 bytes."""
    image = Image.new("1", (SIZE, SIZE), 0)
    ImageDraw.Draw(image).text((0, ASCENT), char, fill=1, font=font, anchor="ls")
    value = 0
    for pixel in image.convert("L").tobytes():
        value = value << 1 | bool(pixel)
    return value.to_bytes(SIZE * SIZE // 8, "big")


def packed(path: Path) -> bytes:
    """The whole table."""
    face = TTFont(path)
    names, advances = face.getBestCmap(), face["hmtx"]
    unit = face["head"].unitsPerEm // SIZE
    font = ImageFont.truetype(str(path), SIZE)
    records = []
    for code in wanted(names):
        width = advances[names[code]][0] // unit
        if width in (SIZE // 2, SIZE):
            records.append(code.to_bytes(3, "big") + bytes([width]) + bits_of(font, chr(code)))
    return b"PY12" + len(records).to_bytes(4, "big") + b"".join(records)


def main() -> None:
    """Write the table, and the licence beside it when it is given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("font", type=Path, help="a 12-pixel bitmap TrueType or OpenType font under the OFL")
    parser.add_argument("--licence", type=Path, help="the font's OFL.txt, copied beside the table")
    options = parser.parse_args()
    table = packed(options.font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(table)
    if options.licence:
        shutil.copyfile(options.licence, TARGET.with_name("OFL.txt"))
    print(f"{int.from_bytes(table[4:8], 'big')} glyphs, {len(table)} bytes -> {TARGET}")


if __name__ == "__main__":
    main()
