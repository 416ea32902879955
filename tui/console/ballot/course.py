"""The course of a poll beside its steps: closed, void, begun again, given up, voted on in another way.

Each asks first, and returns what was done, or nothing when somebody went back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import poll_drafts, poll_opinions, polls
from tui.console.ballot import drafting
from tui.strings import ballot as words
from tui.strings import ballot_drafts as draft_words
from tui.widgets.dialogs import Confirm, Field, Form

if TYPE_CHECKING:
    from db.views.polls import PollSheet
    from tui.console.pane import Desk


async def close(desk: Desk, sheet: PollSheet) -> str:
    """Close for good.

    Raises:
        Refused: as `polls.close_poll` says.
    """
    text = "截止后不能再改、不能再开。接着由监票人、计票人输入密码计票。"
    if not await desk.ask(Confirm("截止", text, yes="截止")):
        return ""
    polls.close_poll(desk.book, sheet.turnout.id)
    return words.CLOSED


async def void(desk: Desk, sheet: PollSheet) -> str:
    """Void a poll; its boxes are destroyed unread.

    Raises:
        Refused: as `polls.void_poll` says.
    """
    field = Field("reason", "作废原因", hint="写入会议记录", required=True)
    note = "票箱销毁，不再计票；可以重新投票。"
    values = await desk.ask(Form("作废本次投票", [field], note=note, save="作废"))
    if values is None:
        return ""
    polls.void_poll(desk.book, sheet.turnout.id, values["reason"])
    return words.VOIDED


async def discard(desk: Desk, sheet: PollSheet) -> str:
    """Give a draft up."""
    text = "这次投票还没有开始，放弃后可以重新准备。"
    if not await desk.ask(Confirm("放弃准备", text, yes="放弃")):
        return ""
    poll_drafts.discard_draft(desk.book, sheet.turnout.id)
    return "已放弃。"


async def redraft(desk: Desk, sheet: PollSheet) -> str:
    """Change what a draft asks; of one that begins another again, only the way to vote and who wrote from away.

    Raises:
        Refused: as `poll_drafts.redraft` and `poll_opinions.set_written` say.
    """
    if sheet.rerun_of is not None:
        decides = sheet.turnout.traits.decides
        return await (_mend_repeated(desk, sheet) if decides else change_way(desk, sheet))
    asked = await drafting.ask_again(desk, sheet)
    if asked is None:
        return ""
    poll_drafts.redraft(desk.book, sheet.turnout.id, asked)
    return draft_words.MENDED


async def _mend_repeated(desk: Desk, sheet: PollSheet) -> str:
    asked = await drafting.ask_repeated(desk, sheet)
    if asked is None:
        return ""
    way, filed = asked
    poll_opinions.set_written(desk.book, sheet.turnout.id, filed.count, filed.by)
    poll_drafts.set_channel(desk.book, sheet.turnout.id, way.channel, entries=way.entries)
    return draft_words.MENDED


async def change_way(desk: Desk, sheet: PollSheet) -> str:
    """Choose another way to vote for a draft."""
    way = await drafting.ask_way(desk, sheet)
    if way is None:
        return ""
    poll_drafts.set_channel(desk.book, sheet.turnout.id, way.channel, entries=way.entries)
    return draft_words.MENDED


async def begin_again(desk: Desk, sheet: PollSheet) -> int | None:
    """Draft a poll anew as one of its own; gives its id, or None when somebody went back."""
    field = Field("reason", "原因", hint="显示在大屏上，并写入会议记录", required=True)
    note = "原来的票数仍留在汇总表（内部）。"
    values = await desk.ask(Form(f"重新{sheet.turnout.traits.deed}", [field], note=note))
    return None if values is None else poll_drafts.draft_rerun(desk.book, sheet.turnout.id, values["reason"])
