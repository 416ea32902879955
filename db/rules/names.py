"""Names of people: how they are kept, shown and put into 姓氏笔画 order.

The order is the one that 党代会 papers use: strokes of the first character; at an equal count the strokes one by one
in the order 横竖撇点折; then the second character, then the third. Two schools differ on a name of two characters:
姓氏笔画 counts a blank second place before the given name (田富 before 田大利), 姓名笔画 does not (田大利 first).
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from typing import Literal

from db.rules.prose import clean

School = Literal["surname", "fullname"]
"""`surname` is 姓氏笔画 (a single given name leaves a blank place), `fullname` is 姓名笔画 (it does not)."""

SEPARATOR = "·"
"""The one dot kept inside a transliterated name, U+00B7."""

_STROKES = Path(__file__).resolve().parent.parent / "data" / "strokes.txt"
_DOTS = "•・‧･∙⋅●．."
_BLANK_PLACE = "00"
_UNKNOWN_COUNT = "99"
_CODE_POINT = 6
"""Digits of a code point in a key."""


def school_named(setting: str) -> School:
    """The school that the setting `name_order` names; anything unknown is the usual one."""
    return "fullname" if setting == "fullname" else "surname"


def bare_name(text: str) -> str:
    """The name as the book keeps it: no blanks or control marks, one form of the dot, no look-alike radicals."""
    chars = [_unified(char) for char in clean(text) if not char.isspace()]
    return unicodedata.normalize("NFC", "".join(chars)).strip(SEPARATOR)


def name_sort_key(name: str, school: School = "surname") -> str:
    """A plain string that sorts names by strokes, for a column computed on write.

    Every character gives its count in two digits, its strokes and its code point, so that equal keys mean equal
    names. A character outside the table sorts after all others at its place.
    """
    chars = [char for char in bare_name(name) if char != SEPARATOR]
    places = [_place(char) for char in chars]
    if school == "surname" and len(places) == 2:
        places.insert(1, _BLANK_PLACE)
    return "".join(places)


def school_of_key(key: str) -> School | None:
    """The school by which the key of a name of two characters was made; None where the key does not tell."""
    head = key[:2]
    if not head.isdecimal() or head == _BLANK_PLACE:
        return None
    strokes = 0 if head == _UNKNOWN_COUNT else int(head)
    second = key[2 + strokes + _CODE_POINT :][:2]
    if len(second) < 2:
        return None
    return "surname" if second == _BLANK_PLACE else "fullname"


def missing_strokes(name: str) -> tuple[str, ...]:
    """The characters of a name that the stroke table does not hold, in order, each once."""
    table = _stroke_table()
    return tuple(dict.fromkeys(char for char in bare_name(name) if char != SEPARATOR and char not in table))


def _place(char: str) -> str:
    strokes = _stroke_table().get(char)
    if strokes is None:
        return f"{_UNKNOWN_COUNT}{ord(char):06x}"
    return f"{len(strokes):02d}{strokes}{ord(char):06x}"


def _unified(char: str) -> str:
    if char in _DOTS:
        return SEPARATOR
    # Radicals and compatibility ideographs come out of PDF files and look like the real character.
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return unicodedata.normalize("NFKC", char)
    return char


@functools.cache
def _stroke_table() -> dict[str, str]:
    """Character to strokes as digits 1-5 (横竖撇点折); 6939 characters, from cnchar-order."""
    table: dict[str, str] = {}
    for line in _STROKES.read_text(encoding="utf-8").splitlines():
        strokes, _, chars = line.partition(" ")
        for char in chars:
            table[char] = strokes
    return table
