"""A member's points sheet, as a dialog: read it, or pick the entry to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.present.points import ENTRY_COLUMNS
from tui.strings import points as words
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class EntriesSheet(ModalScreen["int | None"]):
    """The entries of one member in order; gives the id of the one to undo, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f7", "pick", show=False),
    ]
    DEFAULT_CSS = """
    EntriesSheet .dialog { width: 96%; max-width: 110; }
    """

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._title, self._lines = title, list(rows)

    def compose(self) -> ComposeResult:
        """Title, sheet, how to leave."""
        with Vertical(classes="dialog"):
            yield Static(HanContent(self._title), classes="dialog-title")
            yield Rows(ENTRY_COLUMNS, self._lines, empty=words.NO_ENTRIES)
            yield Static(HanContent(words.ENTRIES_NOTE), classes="dialog-note")

    def on_mount(self) -> None:
        """The newest entry is under the cursor."""
        rows = self.query_one(Rows)
        rows.styles.height = min(max(len(self._lines), 1), 15) + 1
        rows.focus()
        rows.action_jump(-1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click picks an entry."""
        event.stop()
        self.action_pick()

    def action_pick(self) -> None:
        """Give the entry under the cursor."""
        key = self.query_one(Rows).cursor_key
        if key:
            self.dismiss(int(key))

    def action_leave(self) -> None:
        """Pick nothing."""
        self.dismiss(None)
