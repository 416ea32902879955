"""Make the two tables that order and find Chinese names: strokes.txt and initials.txt.

Run by hand when a source changes; the results are committed:

    python scripts/make_name_tables.py strokes.json

`strokes.json` maps a character to its strokes as digits 1-5 (横竖撇点折), derived from cnchar-order (MIT).
The pinyin letters come from pypinyin's dictionary of single characters (MIT).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "db" / "data"
PATCHES = {"皙": "1234331232511"}
"""Characters whose strokes the source has wrong: 皙 is 析 above 白, thirteen strokes."""


def main(source: Path) -> None:
    """Write both tables into db/data."""
    strokes: dict[str, str] = {**json.loads(source.read_text(encoding="utf-8")), **PATCHES}
    _write(DATA / "strokes.txt", strokes)
    _write(DATA / "initials.txt", _pinyin_letters())


def _pinyin_letters() -> dict[str, str]:
    from pypinyin.constants import PINYIN_DICT

    table: dict[str, str] = {}
    for code, readings in PINYIN_DICT.items():
        letters = dict.fromkeys(unicodedata.normalize("NFD", reading)[0] for reading in readings.split(","))
        kept = "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
        if kept and (0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or code == 0x3007):
            table[chr(code)] = kept
    return table


def _write(path: Path, table: dict[str, str]) -> None:
    """One line a value: the value, a blank, and all characters that have it."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for char, value in table.items():
        grouped[value].append(char)
    lines = [f"{value} {''.join(sorted(chars))}\n" for value, chars in sorted(grouped.items())]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
