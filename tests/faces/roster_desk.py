"""The console at its roster: its list, its dialogs as they come up, what is typed into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from db.config import Config
from tui.console.app import ConsoleApp
from tui.console.panes.roster import RosterPane
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book

SIZE = (80, 24)


def console(book: Book) -> ConsoleApp:
    return ConsoleApp(book, Config(), start="roster")


def rows_of(app: ConsoleApp) -> Rows:
    return app.screen_stack[1].query_one(RosterPane).query_one(Rows)


async def until_shown(pilot: Pilot[str], kind: type) -> None:
    """Let the console work until a dialog of a kind is in front."""
    for _ in range(50):
        await pilot.pause()
        if isinstance(pilot.app.screen, kind):
            await pilot.pause()
            return
    pytest.fail(f"{kind.__name__} never came")


async def typed(pilot: Pilot[str], text: str) -> None:
    """Put text into the input in front, as a paste does."""
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()
