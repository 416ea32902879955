"""The registers as they stand on the screen: a line on what is owed, the requirements or one sheet, what the digits do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.present import registers as present
from tui.strings import registers as words
from tui.widgets.bar import Bar
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from textual.widget import Widget

    from db.views.register_sheet import Sheet
    from db.views.registers import Count
    from tui.widgets.rows import Column


class Board:
    """Draws into the widgets that it composed; it knows the width, and nothing of the book."""

    def __init__(self, pane: Widget) -> None:
        self._pane = pane
        self._columns: tuple[Column, ...] = ()
        self._width = 78

    def compose(self) -> Iterator[Widget]:
        """A line, the list, what the keys do."""
        yield Bar(id="register-head", classes="-title")
        yield Rows(present.OVERVIEW_COLUMNS, empty=words.EMPTY)
        yield Bar(id="register-hint", classes="-note")

    @property
    def rows(self) -> Rows:
        """The list."""
        return self._pane.query_one(Rows)

    def turned(self, width: int) -> bool:
        """Take another width; whether a sheet now has other columns."""
        was_wide, self._width = self._is_wide, width
        return was_wide != self._is_wide

    @property
    def _is_wide(self) -> bool:
        return self._width >= present.WIDE

    def overview(self, title: str, day: date, counts: Sequence[Count]) -> None:
        """Every requirement with how many owe it."""
        self._lay_out(present.OVERVIEW_COLUMNS)
        self.rows.set_empty(words.EMPTY)
        self.rows.set_rows(present.overview_rows(counts))
        self._say(present.overview_head(title, day, counts), words.OVERVIEW_HINT)

    def sheet(self, sheet: Sheet, marked: Collection[int]) -> None:
        """One requirement in one period."""
        self._lay_out(present.sheet_columns(is_wide=self._is_wide))
        self.rows.set_empty(words.NOBODY)
        self.rows.set_rows(present.sheet_rows(sheet, marked))
        self.head(sheet, marked)

    def line(self, sheet: Sheet, place: int, marked: Collection[int]) -> None:
        """One line of a sheet: the path of a key press."""
        self.rows.set_row(present.sheet_row(sheet, place, sheet.lines[place], place in marked))

    def head(self, sheet: Sheet, marked: Collection[int]) -> None:
        """What stands above and below a sheet."""
        hint = (
            words.MARKED.format(count=present.heads(len(marked), sheet.asked.requirement))
            if marked
            else words.SHEET_HINT
        )
        self._say(present.sheet_head(sheet), hint)

    def _say(self, head: str, hint: str) -> None:
        self._pane.query_one("#register-head", Bar).show(head)
        self._pane.query_one("#register-hint", Bar).show(hint)

    def _lay_out(self, columns: tuple[Column, ...]) -> None:
        if columns != self._columns:
            self._columns = columns
            self.rows.set_columns(columns)
