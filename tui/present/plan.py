"""The plan of a meeting as rows: the checklist, the agenda, what the last meeting left open."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from db.rules.agenda import STEPS, Phase, State
from db.rules.clock import minutes_text
from db.rules.corrections import is_overdue
from db.rules.moments import date_text, date_time_text, partial_date_text
from db.rules.preparation import notice_by
from db.words import CORRECTION_STATE, ITEM_STATE, MEETING_LEVEL, MEETING_STATE
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.views.agenda import AgendaRow
    from db.views.corrections import CorrectionRow
    from db.views.meetings import ChecklistLine, Meeting

COLUMNS = (
    Column("", 3, is_right=True),
    Column("", shows_cut=True),
    Column("", 12),
    Column("", 21, shows_cut=True),
)

CHECKLIST_HEAD = "会前准备"
AGENDA_HEAD = "议程"
CARRIED_HEAD = "上次整改（列入通报）"
OVERDUE = "已逾期"


def headlines(meeting: Meeting, today: date) -> str:
    """Four lines: what meeting, when and where, about what, and by when it has to be announced."""
    first = f"第{meeting.number}次  {meeting.title}  {MEETING_LEVEL[meeting.level]}  {MEETING_STATE[meeting.state]}"
    where = "  ".join(
        f"{word} {value or '未定'}"
        for word, value in (
            (
                "时间",
                date_time_text(meeting.planned_at)
                if "T" in meeting.planned_at
                else date_text(meeting.planned_at),
            ),
            ("地点", meeting.place),
            ("主持", meeting.chair),
            ("记录", meeting.recorder),
        )
    )
    return "\n".join(
        (first, where, f"年度 {meeting.year}  主题 {meeting.topic or '未定'}", notice_line(meeting, today))
    )


def notice_line(meeting: Meeting, today: date) -> str:
    """By which day the notice has to go out, for a meeting still to come."""
    if meeting.state != "planned" or not meeting.planned_at:
        return ""
    last = notice_by(datetime.fromisoformat(meeting.planned_at).date(), meeting.rules.notice_days)
    days = (last - today).days
    if days < 0:
        return f"通知应提前{meeting.rules.notice_days}天发出，已过{date_text(last.isoformat())}。"
    return f"通知应在{date_text(last.isoformat())}前发出（提前{meeting.rules.notice_days}天）。"


def steps_text() -> str:
    """The whole procedure by phase, a numbered line a step."""
    lines = []
    for phase in Phase:
        lines.append(phase.value)
        lines += [f"  {step.number:>2} {step.title}" for step in STEPS if step.phase is phase]
    return "\n".join(lines)


def head(key: str, title: str, hint: str = "") -> Row:
    """A heading within the list."""
    return Row(key, ("", title, "", hint), "head")


def checklist_row(line: ChecklistLine) -> Row:
    """One preparation: how many of how many, done or not."""
    rule = line.rule
    count = "" if rule.count is None else f"{rule.count}{rule.unit}"
    if rule.needed > 1:
        count = f"{rule.count or 0}/{rule.needed}{rule.unit}"
    state = "已完成" if rule.is_done else "未完成"
    return Row(
        f"c{line.id}", ("", rule.name, count, f"{state} {line.note}".rstrip()), "good" if rule.is_done else ""
    )


def item_row(row: AgendaRow) -> Row:
    """One agenda item as planned."""
    planned = minutes_text(row.clock.planned) if row.clock.planned else ""
    state = (
        f"{ITEM_STATE['skipped']}：{row.skip_reason}"
        if row.state is State.SKIPPED
        else ITEM_STATE[row.state.value]
    )
    return Row(
        f"i{row.id}", (str(row.number), row.title, planned, state), "muted" if row.state.is_finished else ""
    )


def carried_row(row: CorrectionRow, today: date) -> Row:
    """One correction that comes along."""
    late = is_overdue(row.rule, today)
    due = partial_date_text(row.due)
    state = OVERDUE if late else CORRECTION_STATE[row.state.value]
    who = f"{row.whose}：" if row.whose else ""
    tone = "warn" if late else "muted" if row.state.value == "struck_off" else ""
    return Row(f"k{row.id}", ("", f"{who}{row.problem}", row.owner, f"{state} {due}".rstrip()), tone)
