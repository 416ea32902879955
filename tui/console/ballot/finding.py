"""Finding somebody on a slip by 汉字, initials or number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.views import polls as views
from tui.present import ballot as present
from tui.widgets.dialogs import Find
from tui.widgets.rows import Column

if TYPE_CHECKING:
    from db.views.polls import PollSheet
    from tui.console.pane import Desk
    from tui.widgets.rows import Row


async def ask_whom(desk: Desk, sheet: PollSheet) -> str | None:
    """The key of somebody's line; None when somebody went back."""
    every = views.candidates(desk.book, sheet.turnout.id)

    def found(typed: str) -> list[Row]:
        return present.found_rows(every, typed)

    return await desk.ask(Find("查找", found, (Column("", 4, is_right=True), Column("姓名", 0))))
