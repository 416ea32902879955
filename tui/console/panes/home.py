"""主页: where the meeting stands and every place, numbered."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from db.views.home import home
from tui.calm_app import after_first_frame
from tui.console.pane import ActSpec, Pane
from tui.console.places import PLACES
from tui.present.home import headline, place_hints
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk, Place

WEEK = timedelta(days=6)
"""How far ahead the home page looks, today not counted."""
REGISTERS = "registers"
SHOWN = tuple(place for place in PLACES if place.id != "home")


class HomePane(Pane):
    """A headline and the places; a digit or Enter goes there."""

    TITLE = "主页"
    HELP = (
        "这里是会议总览：上面一行说会议进行到哪里，有台账在七日内到期或已经逾期的也列在上面；下面列出每个去处和它现在的情况。\n"
        "按数字或用上下键加 Enter 进入；任何时候按 Esc 都会一层层退回这里。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._due_key: tuple[object, ...] = ()
        self._due_hint = ""

    def compose(self) -> ComposeResult:
        """A headline and the list."""
        yield Static("", classes="pane-line", id="headline")
        yield Static("", classes="pane-line", id="due")
        yield Rows((Column("", 2, is_right=True), Column("去处", 14), Column("现在的情况", 0)))

    def reload(self) -> None:
        """Read where things stand."""
        view = home(self.book)
        self.query_one("#headline", Static).update(HanContent(headline(view)))
        hints = place_hints(view)
        if self._due_hint:
            hints[REGISTERS] = self._due_hint
        self.query_one(Rows).set_rows(
            _row(number, place, hints.get(place.id, place.hint)) for number, place in enumerate(SHOWN, 1)
        )
        after_first_frame(self, partial(self.desk.act, self._tell_due))

    def _tell_due(self) -> None:
        """What runs out within the week and what is late, once the page itself has been drawn.

        Counting goes over every entry of the year: it is left where nothing was written since.
        """
        from db.views.register_due import owing
        from tui.console.in_force import rules_in_force, scheme_in_force
        from tui.present.due import due_hint, due_text

        scheme = scheme_in_force(self.desk)
        today = date.fromisoformat(self.book.today())
        midway = rules_in_force(self.desk).register_midway
        key = (self.book.value("SELECT max(id) FROM event"), scheme.fingerprint, today, midway)
        if key == self._due_key:
            return
        found = owing(self.book, scheme, today, today + WEEK, midway)
        self._due_key, self._due_hint = key, due_hint(found)
        text = due_text(found)
        self.query_one("#due", Static).update(HanContent(text))
        self.query_one("#due", Static).display = bool(text)
        number, place = next(pair for pair in enumerate(SHOWN, 1) if pair[1].id == REGISTERS)
        self.query_one(Rows).set_row(_row(number, place, self._due_hint or place.hint))

    def digit(self, number: int) -> bool:
        """Go to a place by its number."""
        if 1 <= number <= min(9, len(SHOWN)):
            self.desk.go(SHOWN[number - 1].id)
            return True
        return False

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to the place under the cursor."""
        event.stop()
        self.desk.go(event.key)


def _row(number: int, place: Place, hint: str) -> Row:
    return Row(place.id, (str(number) if number < 10 else "", place.title, hint))
