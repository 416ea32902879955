"""A few numbers asked on a screen of their own, over which nothing of the book's figures shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.console.ballot import totals_state as state
from tui.strings import ballot as words
from tui.widgets.bar import Bar
from tui.widgets.entry import EntryScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

ACTIVE = Style(reverse=True, bold=True)


class NumbersAsked(EntryScreen["tuple[int, ...] | None"]):
    """Asks for numbers one after another; Enter goes on and on the last gives them back, Escape gives None.

    Args:
        title: What is asked.
        labels: One a number.
        note: Who answers, and from what.
        given: What stands in the cells to begin with; nothing by default.
        unit: What is counted.
    """

    KEYS: ClassVar[dict[str, str]] = {
        "enter": "next",
        "tab": "next",
        "down": "next",
        "up": "previous",
        "shift+tab": "previous",
        "backspace": "erase",
        "escape": "leave",
    }
    DEFAULT_CSS = "NumbersAsked { background: $background; }"
    CSS = "NumbersAsked.-opaque { background: $background 100%; }"

    def __init__(
        self,
        title: str,
        labels: Sequence[str],
        *,
        note: str = "",
        given: Sequence[int] = (),
        unit: str = "张",
    ) -> None:
        super().__init__(classes="-opaque")
        self._unit = unit
        self._title, self._labels, self._note = title, tuple(labels), note
        cells = tuple(map(str, given)) or ("",) * len(self._labels)
        self._cells = state.CellsState(cells)
        self._is_fresh = bool(given)

    def compose(self) -> ComposeResult:
        """The question, a line a number, what is missing, the keys."""
        with Vertical(classes="dialog -narrow"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._note:
                yield Static(Content(self._note))
            for index in range(len(self._labels)):
                yield Bar(self._line(index), id=f"number-{index}", classes="-number")
            yield Bar("", id="complaint", classes="-complaint")
            yield Static(Content(words.NUMBER_KEYS), classes="dialog-note")

    def _line(self, index: int) -> Text:
        text = Text(f"{self._labels[index]}  ")
        style = ACTIVE if index == self._cells.at else Style()
        return text.append(f" {self._cells.cells[index] or '_':>4} ", style).append(f" {self._unit}")

    def _show(self, complaint: str = "") -> None:
        for index in range(len(self._labels)):
            self.query_one(f"#number-{index}", Bar).show(self._line(index))
        bar = self.query_one("#complaint", Bar)
        bar.set_class(bool(complaint), "-alert")
        bar.show(complaint)

    def take_digit(self, number: int) -> None:
        """A digit more; the first one takes the place of what was given."""
        if self._is_fresh:
            self._cells = state.new_cells(len(self._labels))
            self._is_fresh = False
        self._cells = state.typed_digit(self._cells, number)
        self._show()

    def action_erase(self) -> None:
        """Take a digit back."""
        self._is_fresh = False
        self._cells = state.erased(self._cells)
        self._show()

    def action_previous(self) -> None:
        """The number before."""
        self._cells = state.moved(self._cells, -1)
        self._show()

    def action_next(self) -> None:
        """The next number, or give them back."""
        if not self._cells.cells[self._cells.at]:
            self._show(words.NUMBER_MISSING.format(label=self._labels[self._cells.at]))
        elif not self._cells.is_last:
            self._cells = state.moved(self._cells, 1)
            self._show()
        elif self._cells.first_gap is None:
            self.dismiss(self._cells.numbers)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
