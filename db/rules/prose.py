"""Long Chinese text as the book keeps it: what is stripped, how it is counted, how far one step by word goes."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

PHRASE = 4
"""At most this many Han characters (or marks) belong to one step by word."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u00a0]")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    """The text without what a terminal cannot show in whole cells.

    Control and format characters, joiners and selectors that glue emoji together, flags and lone surrogates go; every
    kind of line break becomes a newline and a tab a blank. What is left moves and deletes by one key a character.
    """
    text = _BLANKS.sub(" ", _BREAKS.sub("\n", text))
    return "".join(char for char in text if char == "\n" or _is_kept(char))


def count_chars(text: str) -> int:
    """How many 字 the text has: every character that is not blank."""
    return sum(not char.isspace() for char in text)


def take_chars(text: str, room: int) -> str:
    """The longest beginning of the text that has no more than ``room`` 字."""
    left = room
    for index, char in enumerate(text):
        left -= not char.isspace()
        if left < 0:
            return text[:index]
    return text


def phrase_start(line: str, column: int) -> int:
    """Where one step by word to the left of ``column`` ends.

    Blanks are skipped, then one Latin word, one run of marks or up to `PHRASE` Han characters; a mark ends a Han run.
    """
    end = column
    while end > 0 and line[end - 1].isspace():
        end -= 1
    start = end
    while start > 0 and _goes_on(line, end - 1, start - 1):
        start -= 1
    return start


def phrase_end(line: str, column: int) -> int:
    """Where one step by word to the right of ``column`` ends; the mirror of `phrase_start`."""
    start = column
    while start < len(line) and line[start].isspace():
        start += 1
    end = start
    while end < len(line) and _goes_on(line, start, end):
        end += 1
    return end


def clause(text: str) -> str:
    """What a person typed, to stand inside a sentence: without the full stop that it may end with."""
    return text.strip().rstrip("。．.；;，, ")


def _goes_on(line: str, first: int, index: int) -> bool:
    """Whether the character at ``index`` still belongs to the step that began at ``first``."""
    kind = _kind(line[first])
    return _kind(line[index]) == kind and (kind == "latin" or abs(index - first) < PHRASE)


def _kind(char: str) -> Literal["blank", "latin", "han", "mark"]:
    if char.isspace():
        return "blank"
    plain = unicodedata.normalize("NFKC", char)
    if plain.isascii():
        return "latin" if plain.isalnum() else "mark"
    return "han" if char.isalnum() else "mark"


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category in _DROPPED:
        return False
    point = ord(char)
    if category == "Cn":
        return 0x20000 <= point < 0x3FFFE  # Han blocks younger than this Python's tables
    is_joint = 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF or point == 0x20E3
    is_half = 0x1F1E6 <= point <= 0x1F1FF or 0x1F3FB <= point <= 0x1F3FF
    return not (is_joint or is_half)
