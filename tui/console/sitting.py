"""Declaring a meeting open, ended, or going on; each after a question, which says what stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import meetings as acts
from db.rules.attendance import opening_sentence
from db.rules.preparation import missing
from db.views.closing import closing, silent
from db.views.meetings import checklist
from db.views.rollcall import counts
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from tui.console.pane import Desk

NAMED = 8
"""So many of those who were not heard are named."""


async def declare_open(desk: Desk, meeting_id: int) -> bool:
    """Declare a meeting open, with the sentence to read out; whether it was done."""
    numbers = counts(desk.book, meeting_id)
    text = f"{opening_sentence(numbers)}\n\n宣布开会，记下开会时间。"
    if numbers.unmarked:
        text += f"\n还有{numbers.unmarked}名党员没有签到，可以先开会再补。"
    short = missing(line.rule for line in checklist(desk.book, meeting_id))
    if short:
        text += f"\n会前准备还有{len(short)}项没有完成：{'、'.join(line.name for line in short)}。"
    if not await desk.ask(Confirm("宣布开会", text, yes="开会")):
        return False
    acts.open_meeting(desk.book, meeting_id, rules=rules_in_force(desk))
    return True


async def declare_ended(desk: Desk, meeting_id: int) -> bool:
    """Declare a meeting ended, naming what was not begun, who was not heard, what is unfinished; whether it was done."""
    text = "记下散会时间，正在进行的议程同时结束。"
    now = closing(desk.book, meeting_id)
    if now and now.waiting:
        text += f"\n议程里还有{len(now.waiting)}项没有开始：{'、'.join(now.waiting)}。"
    if unheard := silent(desk.book, meeting_id):
        text += f"\n到会的党员还有{len(unheard)}名没有作对照检查：{'、'.join(unheard[:NAMED])}"
        text += "等。" if len(unheard) > NAMED else "。"
    if now and now.drafts:
        text += f"\n有{now.drafts}条发言还是草稿，没有写入记录。"
    if not await desk.ask(Confirm("宣布散会", text, yes="散会")):
        return False
    acts.adjourn(desk.book, meeting_id, scheme=scheme_in_force(desk))
    return True


async def resume(desk: Desk, meeting_id: int) -> bool:
    """Take a mistaken 散会 back; whether it was done."""
    if not await desk.ask(Confirm("恢复开会", "会议继续，开会时间不变，散会时间取消。", yes="恢复")):
        return False
    acts.open_meeting(desk.book, meeting_id)
    return True
