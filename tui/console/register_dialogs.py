"""The lists that the registers put in front: the entries of one owner, everything that one owner owes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.han_content import HanContent
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.widgets.rows import Column, Row


class Sheet(ModalScreen["str | None"]):
    """A table to read, or to pick a line from: gives its key, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    Sheet .dialog { width: 96%; max-width: 110; }
    """

    def __init__(
        self, title: str, columns: Sequence[Column], rows: Sequence[Row], *, note: str, empty: str, last: bool = False
    ) -> None:  # fmt: skip
        """`last` puts the cursor on the last line."""
        super().__init__()
        self._title, self._columns, self._lines = title, tuple(columns), list(rows)
        self._note, self._empty, self._is_last = note, empty, last

    def compose(self) -> ComposeResult:
        """Title, table, how to leave."""
        with Vertical(classes="dialog"):
            yield Static(HanContent(self._title), classes="dialog-title")
            yield Rows(self._columns, self._lines, empty=self._empty)
            yield Static(HanContent(self._note), classes="dialog-note")

    def on_mount(self) -> None:
        """The table is as high as it needs to be."""
        rows = self.query_one(Rows)
        rows.styles.height = min(max(len(self._lines), 1), max(4, self.app.size.height - 10)) + 1
        rows.focus()
        if self._is_last:
            rows.action_jump(-1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click picks a line."""
        event.stop()
        self.dismiss(event.key)

    def action_leave(self) -> None:
        """Pick nothing."""
        self.dismiss(None)
