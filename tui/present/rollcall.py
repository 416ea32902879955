"""The roll call as rows and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.attendance import Status, opening_sentence, voting_sentence
from db.rules.moments import clock_text
from db.words import ATTENDANCE, MEMBER_KIND_SHORT, MOVEMENT
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.rules.attendance import Counts
    from db.views.rollcall import Observer, RollRow

COLUMNS = (
    Column("序号", 4, is_right=True),
    Column("姓名", 21),
    Column("类别", 4),
    Column("状态", 6),
    Column("到会、离会时间和事由", shows_cut=True),
)

TONES = {
    Status.UNMARKED: "muted",
    Status.PRESENT: "good",
    Status.LATE: "warn",
    Status.LEAVE: "",
    Status.ABSENT: "bad",
}

GONE = "已离会"
OBSERVER = "列席"
NOT_DUE = "不计入应到"


def status_word(row: RollRow) -> str:
    """到会, 迟到, 请假, 缺席, 未签到, or 已离会 for one who came and is out of the room."""
    return GONE if row.status.came and not row.in_room else ATTENDANCE[row.status.value]


REASON_COVERED = "事由已遮盖"


def detail(row: RollRow, *, is_covered: bool = False) -> str:
    """Times of coming and going, then the reason, which no wall may show: 14:35到会 15:20离会."""
    parts = [f"{clock_text(at)}{MOVEMENT[kind]}" for kind, at in row.movements]
    if row.reason:
        parts.append(REASON_COVERED if is_covered else row.reason)
    if not row.is_due:
        parts.append(NOT_DUE)
    return " ".join(parts)


def roll_line(number: int, row: RollRow, *, is_covered: bool = False) -> Row:
    """One member's line; covered where the wall shows the same picture."""
    tone = "warn" if row.status.came and not row.in_room else TONES[row.status]
    return Row(
        str(row.member_id),
        (
            str(number),
            row.shown_name,
            MEMBER_KIND_SHORT[row.kind],
            status_word(row),
            detail(row, is_covered=is_covered),
        ),
        tone,
    )


def observer_line(observer: Observer) -> Row:
    """A 列席 person's line; its key is told from a member's by the letter."""
    times = (f"{clock_text(at)}{MOVEMENT[kind]}" for kind, at in observer.movements)
    about = " ".join((*times, *(part for part in (observer.unit, observer.post) if part)))
    status, tone = (OBSERVER, "head") if observer.in_room else (GONE, "warn")
    return Row(f"o{observer.id}", ("", observer.name, OBSERVER, status, about), tone)


def sentence(counts: Counts) -> str:
    """The opening sentence, and 有表决权 apart from it."""
    return f"{opening_sentence(counts)}\n{voting_sentence(counts)}"
