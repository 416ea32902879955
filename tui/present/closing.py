"""The closing of a meeting as rows and sentences: corrections, and what is still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.clock import minutes_text
from db.rules.corrections import State, is_overdue
from db.rules.moments import clock_text, date_text, partial_date_text
from db.words import CORRECTION_STATE, MEETING_STATE
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from datetime import date

    from db.views.closing import Closing
    from db.views.corrections import CorrectionRow

COLUMNS = (
    Column("对象", 15),
    Column("存在问题", shows_cut=True),
    Column("责任人", 10),
    Column("时限", 10),
    Column("状态", 6),
)

OWN_HEAD = "本次整改清单"
CARRIED_HEAD = "以前会议的整改"
BRANCH = "党支部"
OVERDUE = "已逾期"


def correction_row(row: CorrectionRow, today: date) -> Row:
    """One correction."""
    late = is_overdue(row.rule, today)
    state = OVERDUE if late else CORRECTION_STATE[row.state.value]
    tone = "warn" if late else "muted" if row.state is State.STRUCK_OFF else ""
    due = row.due.replace("-", ".") if row.rule.due else partial_date_text(row.due)
    return Row(str(row.id), (row.whose or BRANCH, row.problem, row.owner, due, state), tone)


def detail(row: CorrectionRow) -> str:
    """The whole of one correction, a line a part."""
    result = "整改结果" if row.state is State.STRUCK_OFF else "进展"
    due = partial_date_text(row.due)
    parts = (
        ("问题", row.problem),
        ("措施", row.measures),
        ("责任人", f"{row.owner}　时限：{due}" if due else row.owner),
        (result, row.progress),
        ("来自", row.meeting),
    )
    return "\n".join(f"{name}：{text}" for name, text in parts if text)


def head(key: str, title: str) -> Row:
    """A heading within the list."""
    return Row(key, ("", title, "", "", ""), "head")


def summary(now: Closing) -> str:
    """One line: when it opened and ended, and how many corrections it laid down."""
    parts = []
    if now.started_at:
        parts.append(f"{date_text(now.started_at)} {clock_text(now.started_at)}开会")
    if now.ended_at:
        parts.append(f"{clock_text(now.ended_at)}散会，历时{minutes_text(now.length_seconds)}")
    corrections = f"整改支部{now.branch_corrections}项、个人{now.member_corrections}项"
    return "，".join((*parts, MEETING_STATE[now.state], corrections)) + "。"


def to_do(now: Closing) -> str:
    """One line: what is still to be done before the meeting can be closed, or should be."""
    if now.state == "closed":
        return f"已于{date_text(now.closed_at)}闭会，记录不再改动；整改仍可填进展、销号。"
    parts = []
    if now.state == "planned":
        parts.append("还没有开会")
    if now.open_poll:
        parts.append(f"“{now.open_poll}”未计票")
    if now.waiting and now.state != "planned":
        parts.append(f"{len(now.waiting)}项议程未进行")
    if now.drafts:
        parts.append(f"{now.drafts}条发言是草稿")
    if now.unreleased:
        parts.append(f"{now.unreleased}条点评未公布")
    if now.minutes != "final":
        parts.append(f"会议记录未{'定稿' if now.minutes == 'read_back' else '宣读核对'}")
    return f"闭会前：{'，'.join(parts)}。" if parts else "可以闭会。"
