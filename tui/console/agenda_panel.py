"""The left side: the agenda, where the meeting is in it, and a way to each item's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.views.status import AgendaLine, agenda_lines
from tui.console.places import place_for
from tui.present.status import agenda_row
from tui.strings import console as words
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk


CLOCK = 6
"""Cells of the clock: `123:45` or 未进行."""


class AgendaPanel(Vertical):
    """The agenda of the meeting; Enter on an item goes where that item is done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="agenda-panel")
        self.desk = desk
        self._lines: tuple[AgendaLine, ...] = ()

    def compose(self) -> ComposeResult:
        """A heading and the items."""
        yield Static(Content(words.AGENDA_TITLE), classes="panel-title")
        columns = (Column("", shows_cut=True), Column("", CLOCK, is_right=True))
        yield Rows(columns, show_header=False, empty=words.NO_MEETING_AGENDA)

    def on_mount(self) -> None:
        """Read for the first time."""
        self.reload()

    def reload(self) -> None:
        """Read the agenda again."""
        meeting = self.desk.meeting_id
        self._lines = agenda_lines(self.desk.book, meeting) if meeting is not None else ()
        self.tick()

    def tick(self) -> None:
        """Draw the clocks; called once a second while one runs."""
        now = self.desk.book.clock()
        rows = []
        for number, line in enumerate(self._lines, 1):
            title, clock, tone = agenda_row(line, now)
            rows.append(Row(str(line.id), (f"{number} {title}", clock.partition("/")[0]), tone))
        self.query_one(Rows).set_rows(rows)

    @property
    def is_running(self) -> bool:
        """Whether an item's clock runs."""
        return any(line.running_since for line in self._lines)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go where an item is done."""
        event.stop()
        line = next(line for line in self._lines if str(line.id) == event.key)
        self.desk.go(place_for(line.kind), item=line.id)
