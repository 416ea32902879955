"""F5 and F8 from anywhere: what is prepared goes on the wall, the wall goes dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import stage as acts
from db.views.stage import stage

if TYPE_CHECKING:
    from tui.console.pane import Desk

NOTHING_PREPARED = "没有备播的画面。到“投影”里选一个画面备播。"


def go_live(desk: Desk) -> None:
    """Show the room what was prepared, and say so; without that, say where to prepare it."""
    desk.say(put_live(desk))


def toggle_blank(desk: Desk) -> None:
    """Blank the wall, or bring back what was on it, and say so."""
    desk.say(put_blank(desk))


def put_live(desk: Desk) -> str:
    """Show the room what was prepared; returns what is to be said of it."""
    if stage(desk.book).next is None:
        return NOTHING_PREPARED
    acts.go_live(desk.book)
    desk.changed()
    return "备播画面已上屏。"


def put_blank(desk: Desk) -> str:
    """Blank the wall, or bring back what was on it; returns what is to be said of it."""
    is_blank = stage(desk.book).is_blank
    acts.blank(desk.book, on=not is_blank)
    desk.changed()
    return "大屏已恢复。" if is_blank else "大屏已黑屏。再按 F8 恢复。"
