"""The agenda as rows and sentences: planned against actual, and when the meeting ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules import clock as clocks
from db.rules.agenda import State
from db.rules.clock import Pace
from db.rules.moments import clock_text, date_time_text, stored
from db.words import ITEM_STATE
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from datetime import datetime

    from db.views.agenda import Agenda, AgendaRow
    from db.views.meetings import Meeting

COLUMNS = (
    Column("", 2, is_right=True),
    Column("议程", shows_cut=True),
    Column("计划", 6, is_right=True),
    Column("实际", 6, is_right=True),
    Column("状况", 18),
)

ALL_DONE = "议程已全部进行完毕。"
CLOSING = "将到时"


def planned_text(seconds: int) -> str:
    """60分, or nothing where no time was planned."""
    return f"{seconds // 60}分" if seconds else ""


def situation(row: AgendaRow, now: datetime) -> str:
    """State, and how it stands against its plan, in words."""
    if row.state is State.SKIPPED:
        return f"{ITEM_STATE['skipped']}：{row.skip_reason}"
    parts = [ITEM_STATE[row.state.value]]
    over = clocks.overrun_text(row.clock, now)
    if over and row.state is not State.WAITING:
        parts.append(over)
    elif row.state is State.RUNNING and clocks.pace(row.clock, now) is Pace.CLOSING:
        parts.append(CLOSING)
    return " ".join(parts)


def tone(row: AgendaRow, now: datetime) -> str:
    """Orange once the plan is overrun, blue where the meeting is."""
    if row.state.is_current:
        return "warn" if clocks.overrun(row.clock, now) else "head"
    return "muted" if row.state.is_finished else ""


def agenda_line(row: AgendaRow, now: datetime) -> Row:
    """One item: planned against actual."""
    spent = clocks.elapsed(row.clock, now)
    actual = clocks.mmss(spent) if spent or row.state.is_current or row.state is State.DONE else ""
    cells = (str(row.number), row.title, planned_text(row.clock.planned), actual, situation(row, now))
    return Row(str(row.id), cells, tone(row, now))


def headline(meeting: Meeting, agenda: Agenda, now: datetime) -> str:
    """Where the meeting stands and when it ends."""
    length = clocks.minutes_text(agenda.planned_seconds)
    if meeting.state == "planned":
        when = f"原定{date_time_text(meeting.planned_at)}，" if meeting.planned_at else ""
        return f"还没有开会，按 9 宣布开会。{when}{len(agenda.rows)}项{length}。"
    opened = f"{clock_text(meeting.started_at)}开会"
    if meeting.ended_at:
        return f"{opened}，{clock_text(meeting.ended_at)}散会。计划{length}。"
    end = agenda.expected_end(now)
    return f"{opened}，预计{clock_text(stored(end))}散会。计划{length}。"


def now_line(agenda: Agenda, now: datetime) -> str:
    """The item the meeting is at, its clock first so that no title pushes it out, else the one to come."""
    row = agenda.current
    if row is not None:
        over = clocks.overrun_text(row.clock, now)
        paused = "  暂停" if row.state is State.PAUSED else ""
        clock = clocks.clock_text(row.clock, now) + paused + (f"  {over}" if over else "")
        return f"{clock}  {row.number} {row.title}"
    coming = agenda.following
    return f"下一项：{coming.number} {coming.title}" if coming else (ALL_DONE if agenda.rows else "")
