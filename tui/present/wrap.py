"""Breaking Chinese text into lines as a printer would: cells, not characters, and 避头尾 (kinsoku)."""

import re
from collections.abc import Callable, Iterator

from rich.cells import cell_len

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉”’…—·％‰℃,.;:?!)]}%")
"""Marks that may not begin a line."""
NEVER_LAST = frozenset("（《「『【〔〈“‘([{")
"""Marks that may not end a line."""

_AFTER_NUMBER = frozenset("年月日时分秒名人次条项票份张届")
"""Units that stay with their number."""

_BLANKS = " \u3000"
_UNIT = re.compile(r"[!-~]+|\s|.", re.DOTALL)


def wrap_cjk(text: str, cells: int, *, measure: Callable[[str], int] = cell_len) -> list[str]:
    """Break text into lines no wider than ``cells``.

    Words of Latin letters and digits stay whole while they fit a line; blanks at a break go; nothing else is lost. A
    line that consists of one unbreakable run wider than the line is cut where it must be, marks or not.

    Args:
        text: Any text; newlines are kept as breaks, so an empty text is one empty line.
        cells: Width of the lines; at least the widest character is always allowed.
        measure: Width of a string, cells by default.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_wrap_paragraph(paragraph, cells, measure))
    return lines


def cut(text: str, cells: int) -> str:
    """The text in at most ``cells``; what does not fit gives way to two dots (``…`` is of ambiguous width)."""
    if cell_len(text) <= cells:
        return text
    mark = ".." if cells > 2 else ""
    kept = ""
    for char in text:
        if cell_len(kept + char) > cells - len(mark):
            break
        kept += char
    return kept + mark


def _wrap_paragraph(text: str, cells: int, measure: Callable[[str], int]) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, cells, measure):
        if not line.strip(_BLANKS):
            line = line + piece if not lines and measure(line + piece) <= cells else piece.lstrip(_BLANKS)
        elif measure((line + piece).rstrip(" ")) <= cells:
            line += piece
        else:
            lines.append(line.rstrip(_BLANKS))
            line = piece.lstrip(_BLANKS)
    line = line.rstrip(_BLANKS)
    return [*lines, line] if line or not lines else lines


def _pieces(text: str, cells: int, measure: Callable[[str], int]) -> Iterator[str]:
    """The runs between which a line may break, cut by force where one is wider than the line."""
    for piece in _glued(text):
        if measure(piece.rstrip(" ")) <= cells:
            yield piece
        else:
            yield from _forced(piece, cells, measure)


def _glued(text: str) -> Iterator[str]:
    run = ""
    for unit in _UNIT.findall(text):
        joins = unit[0] in NEVER_FIRST or run[-1:] in NEVER_LAST or unit == " " or cell_len(unit) == 0
        is_unit = unit in _AFTER_NUMBER and run[-1:].isdecimal()
        if run and not joins and not is_unit:
            yield run
            run = ""
        run += unit
    if run:
        yield run


def _forced(piece: str, cells: int, measure: Callable[[str], int]) -> Iterator[str]:
    run = ""
    for char in piece:
        if run and measure(run + char) > cells:
            yield run
            run = ""
        run += char
    if run:
        yield run
