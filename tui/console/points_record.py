"""A member's 平时积分记录表 on the screen: read it, undo an entry picked there; and undo what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import points as acts
from db.errors import Refused
from db.rules.ledger import format_tenths
from db.rules.moments import between_ms, date_time_text
from db.views import point_ledger
from db.views import point_tables as tables
from tui.console.points_entries import EntriesSheet
from tui.present import points as present
from tui.strings import points as words
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.rules.settings import Rules
    from db.views.points import Standing
    from tui.console.pane import Desk

JUST_NOW_MS = 30 * 60 * 1000
"""An act older than that is not undone without asking."""


async def show_record(
    desk: Desk, one: Standing, year: int, rules: Rules, undone: Callable[[str], None]
) -> None:
    """Show one member's entries of a 年度, the last ones where there are very many.

    Args:
        desk: The console.
        one: The member.
        year: The 年度.
        rules: Where the year starts.
        undone: Called with what to say once an entry picked there has been undone.

    Raises:
        Refused: the entry picked cannot be undone.
    """
    record = tables.record(desk.book, one.member_id, year, rules.points_base)
    title = words.ENTRIES_TITLE.format(name=one.shown_name, year=year, total=format_tenths(one.total))
    picked = await desk.ask(EntriesSheet(title, present.entry_rows(record)))
    entry = next((line.entry for line in record.lines if line.entry.id == picked), None)
    if entry is None:
        return
    what = present.pending_title(entry)
    if await desk.ask(Confirm("撤销这一笔", f"{what}（第{entry.id}笔）", yes="撤销")):
        written = acts.undo(desk.book, (entry.id,))
        undone((words.UNDONE if written else words.WITHDRAWN).format(what=what))


async def undo_last(desk: Desk) -> str:
    """Reverse the last act; asks first where it is not of just now. Returns what to say, empty where it was left.

    Raises:
        Refused: there is nothing to undo, or it cannot be undone.
    """
    act = point_ledger.last_act(desk.book)
    if act is None:
        raise Refused(words.NOTHING_TO_UNDO)
    if between_ms(act.entered_at, desk.book.now()) > JUST_NOW_MS:
        text = words.OLD_UNDO.format(what=act.sentence, when=date_time_text(act.entered_at))
        if not await desk.ask(Confirm(words.OLD_UNDO_TITLE, text, yes="撤销", is_dangerous=True)):
            return ""
    written = acts.undo(desk.book, act.entry_ids)
    return (words.UNDONE if written else words.WITHDRAWN).format(what=act.sentence)
