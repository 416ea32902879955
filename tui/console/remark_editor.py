"""The text of one remark: opened, made durable while it is typed, finished when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from db.acts import remarks as acts
from db.errors import PingyiError
from db.rules.moments import clock_text
from db.views.remarks import RemarkRow, remark
from tui.strings import remarks as words
from tui.widgets.prose_field import ProseField

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.book import Book
    from tui.widgets.prose import Prose


class RemarkEditor(Vertical):
    """One long text, saved by itself; who speaks, and what comes of the remark, is the pane's."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book
        self._field = ProseField("", placeholder=words.PLACEHOLDER)
        self.remark_id: int | None = None
        """The remark that is open."""

    def compose(self) -> ComposeResult:
        """The one field."""
        yield self._field

    def open(self, row: RemarkRow, *, is_frozen: bool) -> None:
        """Show a remark; one of a record that is `is_frozen` takes no text."""
        self.remark_id = row.id
        self._field.load(row.text, row.id, clock_text(row.saved_at) if row.text else "")
        self._field.prose.read_only = is_frozen

    def close(self) -> RemarkRow | None:
        """Save and finish what is being written; gives the remark as it was before, if it stands in the record now.

        Raises:
            PingyiError: the text cannot be saved; it stays open, so that no word is lost.
        """
        if self.remark_id is None:
            return None
        finished = None if self._field.prose.read_only else self._finish(self.remark_id)
        self.remark_id = None
        self._field.prose.read_only = False
        self._field.load("")
        return finished

    def _finish(self, remark_id: int) -> RemarkRow | None:
        if not self._field.prose.is_saved:
            self._save(remark_id)
        before = remark(self._book, remark_id)
        return before if before is not None and acts.finish(self._book, remark_id) else None

    def on_prose_save_due(self, event: Prose.SaveDue) -> None:
        """Make the text durable and say so; what was handed out for a text closed since is durable already."""
        event.stop()
        if self.remark_id is None or event.key != self.remark_id:
            return
        try:
            self._save(self.remark_id)
        except PingyiError as error:
            self._field.mark_failed(self.remark_id, error.message)

    def _save(self, remark_id: int) -> None:
        text = self._field.text
        self._field.mark_saved(text, remark_id, clock_text(acts.save_text(self._book, remark_id, text)))

    def cover(self, *, is_covered: bool) -> None:
        """Cover the text, or show it."""
        self._field.prose.cover(is_covered=is_covered)

    def set_title(self, title: str) -> None:
        """Say whose words these are."""
        self._field.set_label(title)

    def focus_text(self) -> None:
        """Put the cursor into the text."""
        self._field.focus_prose()
