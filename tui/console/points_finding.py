"""F3 in the places of the points: find a member among those who stand on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.present.finding import fits
from tui.widgets.dialogs import Find
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.views.points import Standing
    from tui.console.pane import Desk

Cells = tuple[str, ...]
NUMBER = Column("", 4, is_right=True)


async def find_member(
    desk: Desk,
    standings: Sequence[Standing],
    title: str,
    shape: tuple[Column, ...],
    cells: Callable[[Standing], Cells],
) -> Standing | None:
    """Ask for a member by 汉字, initials or number in the list.

    Args:
        desk: The console.
        standings: Everybody, in the order of the screen.
        title: Of the dialog.
        shape: The columns after the number.
        cells: What stands in them.
    """
    lines = list(enumerate(standings, 1))

    def found(typed: str) -> Sequence[Row]:
        return [
            Row(str(one.member_id), (str(number), *cells(one)))
            for number, one in lines
            if fits(typed, one.shown_name, one.initials, number)
        ]

    key = await desk.ask(Find(title, found, (NUMBER, *shape)))
    return next((one for one in standings if str(one.member_id) == key), None)
