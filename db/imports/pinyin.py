"""Pinyin initials of names, so that a person is found by typing a few letters.

A packed table made once from pypinyin's dictionary stands in for the library itself, which takes 200 ms and 57 MB
to import.
"""

from __future__ import annotations

import functools
import itertools
from pathlib import Path

from db.rules.names import bare_name

_TABLE = Path(__file__).resolve().parent.parent / "data" / "initials.txt"
_MOST_READINGS = 12
"""A name of many-voiced characters is cut off here; the readings that people use come first."""

SURNAMES = {
    "单": "s", "仇": "q", "解": "x", "查": "z", "区": "o", "覃": "q", "曾": "z", "翟": "z", "乐": "y", "隗": "w",
    "召": "s", "祭": "z", "繁": "p", "秘": "b", "种": "c", "折": "s", "佴": "n", "郇": "x", "重": "c", "阚": "k",
    "藏": "z", "句": "g", "么": "y", "颉": "x", "乜": "n", "适": "k", "会": "k", "圈": "j", "便": "p", "弹": "t",
}  # fmt: skip
"""The reading that a character has as a surname, where that is not the first that the dictionary gives (盖 尉 need no entry)."""

COMPOUND_SURNAMES = {
    "尉迟": "yc", "万俟": "mq", "澹台": "tt", "单于": "cy",
}  # fmt: skip
"""Surnames of two characters of which at least one is read otherwise than alone."""


def initials(name: str) -> str:
    """Every accepted reading of a name as initials, divided by blanks, the likeliest first.

    `单成华` gives `sch dch cch`: the surname's own reading first, the others after it, since a person may type either.
    Latin letters and digits stand for themselves; characters without a reading are passed over.
    """
    bare = bare_name(name).lower()
    found = dict.fromkeys(
        "".join(letters) for letters in itertools.islice(itertools.product(*_choices(bare)), _MOST_READINGS)
    )
    return " ".join(reading for reading in found if reading)


def _choices(bare: str) -> list[str]:
    """The letters that each character may stand for, likeliest first."""
    table = _letters()
    choices = [table.get(char, char if char.isascii() and char.isalnum() else "") for char in bare]
    head = COMPOUND_SURNAMES.get(bare[:2], SURNAMES.get(bare[:1], ""))
    for place, letter in enumerate(head):
        choices[place] = "".join(dict.fromkeys(letter + choices[place]))
    return [letters for letters in choices if letters]


@functools.cache
def _letters() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        letters, _, chars = line.partition(" ")
        for char in chars:
            table[char] = letters
    return table
