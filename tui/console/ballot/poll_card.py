"""One poll on the screen: what it is, its steps, a note, whom its slip names or what its count was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from tui.console.ballot.contents import Contents
from tui.present import ballot as present
from tui.present import ballot_steps as steps
from tui.present.ballot_preflight import roles
from tui.strings import ballot as words
from tui.widgets.bar import Bar
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.book import Book
    from db.views.polls import PollSheet

STEP_COLUMNS = (Column("", 2, is_right=True), Column("", 10), Column("", 6), Column("", 0))


class PollCard(Vertical):
    """Draws a poll; its two lists tell the pane what was chosen.

    Args:
        book: Where results are read.
    """

    DEFAULT_CSS = """
    PollCard { height: 1fr; }
    PollCard #steps { height: 7; }
    PollCard #ballot-note { height: auto; max-height: 8; padding: 0 1; }
    PollCard #people { margin-top: 1; }
    """

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.contents = Contents(book)
        self._columns: tuple[Column, ...] = present.TARGET_COLUMNS

    def compose(self) -> ComposeResult:
        """From what it is down to the keys."""
        yield Bar(id="ballot-head", classes="-title")
        yield Bar(id="ballot-roles", classes="-note")
        yield Rows(STEP_COLUMNS, id="steps", show_header=False)
        yield Static("", id="ballot-note")
        yield Rows(present.TARGET_COLUMNS, id="people", empty=words.NOTHING_ON_SLIP)
        yield Bar(id="ballot-keys", classes="-note")

    @property
    def people(self) -> Rows:
        """The list below the steps."""
        return self.query_one("#people", Rows)

    def show(self, sheet: PollSheet | None, *, is_entered: bool) -> None:
        """Draw a poll.

        Args:
            sheet: The poll, or None where there is none.
            is_entered: Every ballot that is to come in is sealed.
        """
        self.query_one("#ballot-head", Bar).show(present.headline(sheet))
        self.query_one("#ballot-roles", Bar).show(roles(sheet) if sheet else "")
        self.query_one("#ballot-keys", Bar).show(present.keys(sheet))
        rows = steps.step_rows(sheet, is_entered=is_entered)
        listed = self.query_one("#steps", Rows)
        listed.styles.height = len(rows)
        listed.set_rows(rows)
        listed.display = bool(steps.step_now(sheet))
        self.show_contents(sheet)

    def show_contents(self, sheet: PollSheet | None) -> None:
        """Draw the note and the list below the steps."""
        note, table = self.contents.read(sheet, self.size.width)
        self.query_one("#ballot-note", Static).update(HanContent(note))
        if table.columns != self._columns:
            self._columns = table.columns
            self.people.set_columns(table.columns)
        self.people.set_rows(table.rows)

    def focus_step(self, step: str) -> None:
        """Put the focus on a step; with none left, on the list below."""
        listed = self.query_one("#steps", Rows)
        listed.select(step)
        (listed if step else self.people).focus()
