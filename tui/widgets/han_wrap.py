"""Soft wrap for an editor of Chinese text: no line begins with a comma or ends with an opening bracket.

Textual's own wrap takes a whole Han run for one word: a short Latin word before it is left alone on its line, and a mark
may begin a line. Unlike `tui.present.wrap` nothing may be dropped here, because a cursor stands between characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import east_asian_width

from rich.cells import cell_len
from textual.document._document import DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument

from tui.present.wrap import NEVER_FIRST, NEVER_LAST

_UNIT = re.compile(r"[!-~]+|.", re.DOTALL)


def wide_len(text: str) -> int:
    """Cells where the terminal draws characters of ambiguous width (“ ” … —) two cells wide."""
    return cell_len(text) + sum(east_asian_width(char) == "A" for char in text)


def wrap_offsets(line: str, cells: int, measure: Callable[[str], int] = cell_len) -> list[int]:
    """Where to break one paragraph so that no part is wider than ``cells`` (as long as one character fits)."""
    offsets: list[int] = []
    used = 0
    for start, run in _runs(line):
        width = measure(run)
        if used + width <= cells:
            used += width
            continue
        if width <= cells:
            offsets.append(start)
            used = width
            continue
        for index, char in enumerate(run, start):
            width = measure(char)
            if used + width > cells and index:
                offsets.append(index)
                used = 0
            used += width
    return offsets


def _runs(line: str) -> Iterator[tuple[int, str]]:
    """What may not be torn: a Latin word, a character with the marks that cling to it."""
    begin, run = 0, ""
    for match in _UNIT.finditer(line):
        unit = match[0]
        if run and not (unit[0] in NEVER_FIRST or run[-1] in NEVER_LAST or cell_len(unit) == 0):
            yield begin, run
            begin, run = match.start(), ""
        run += unit
    if run:
        yield begin, run


class HanWrapped(WrappedDocument):
    """A document wrapped by `wrap_offsets`; paragraphs that did not change are not measured again."""

    def __init__(
        self,
        document: DocumentBase,
        width: int = 0,
        tab_width: int = 4,
        *,
        measure: Callable[[str], int] = cell_len,
    ) -> None:
        self._measure = measure
        self._known: dict[str, list[int]] = {}
        super().__init__(document, width, tab_width)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap every paragraph at ``width`` cells; 0 for no wrapping."""
        known = self._known if width == self._width else {}
        self._width, self._tab_width = width, tab_width or self._tab_width
        self._known = {}
        self._wrap_offsets, self._offset_to_line_info, self._line_index_to_offsets = [], [], []
        for index, line in enumerate(self.document.lines):
            offsets = known.get(line)
            if offsets is None:
                offsets = wrap_offsets(line, width, self._measure) if width else []
            self._known[line] = offsets
            self._wrap_offsets.append(offsets)
            top = len(self._offset_to_line_info)
            self._line_index_to_offsets.append(list(range(top, top + len(offsets) + 1)))
            self._offset_to_line_info.extend((index, section) for section in range(len(offsets) + 1))
        self._tab_width_cache = [[0] for _ in self._wrap_offsets]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:  # noqa: ARG002
        """Wrap again after an edit."""
        self.wrap(self._width)
