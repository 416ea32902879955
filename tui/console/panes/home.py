"""主页: where the meeting stands and every place, numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from db.views.home import home
from tui.console.pane import ActSpec, Pane
from tui.console.places import PLACES
from tui.present.home import headline, place_hints
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

SHOWN = tuple(place for place in PLACES if place.id != "home")


class HomePane(Pane):
    """A headline and the places; a digit or Enter goes there."""

    TITLE = "主页"
    HELP = (
        "这里是会议总览：上面一行说会议进行到哪里，下面列出每个去处和它现在的情况。\n"
        "按数字或用上下键加 Enter 进入；任何时候按 Esc 都会一层层退回这里。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = ()

    def compose(self) -> ComposeResult:
        """A headline and the list."""
        yield Static("", classes="pane-line", id="headline")
        yield Rows((Column("", 2, is_right=True), Column("去处", 14), Column("现在的情况", 0)))

    def reload(self) -> None:
        """Read where things stand."""
        view = home(self.book)
        self.query_one("#headline", Static).update(HanContent(headline(view)))
        hints = place_hints(view)
        self.query_one(Rows).set_rows(
            Row(place.id, (str(number) if number < 10 else "", place.title, hints.get(place.id, place.hint)))
            for number, place in enumerate(SHOWN, 1)
        )

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
