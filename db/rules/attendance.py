"""Roll call: who is due, who came, who left, and the sentence that opens the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from db.rules.moments import moment


class Status(str, Enum):
    """What the roll call says of one member; the value is what the book stores."""

    UNMARKED = "unmarked"
    PRESENT = "present"
    LATE = "late"
    LEAVE = "leave"
    ABSENT = "absent"

    @property
    def came(self) -> bool:
        """Whether the member was in the room at some moment of the meeting."""
        return self in (Status.PRESENT, Status.LATE)


STATUS_KEYS: dict[str, Status] = {
    "0": Status.UNMARKED,
    "1": Status.PRESENT,
    "2": Status.LATE,
    "3": Status.LEAVE,
    "4": Status.ABSENT,
}
"""The digit that marks each status at roll call."""


class Direction(str, Enum):
    """Which way a member walked through the door; the value is what the book stores."""

    ARRIVED = "arrived"
    LEFT = "left"
    RETURNED = "returned"


@dataclass(frozen=True)
class Movement:
    """One coming or going during the meeting, at an aware moment."""

    at: datetime
    direction: Direction


@dataclass(frozen=True)
class Attendance:
    """One member's line of the roll call.

    Attributes:
        member: The member's id.
        status: What was marked.
        is_full: 正式 (True) or 预备党员.
        has_vote: Counts in 有表决权 when due.
        is_due: Counts in 应到.
        movements: Comings and goings; whoever has no arrival was there from the start.
    """

    member: int
    status: Status = Status.UNMARKED
    is_full: bool = True
    has_vote: bool = True
    is_due: bool = True
    movements: tuple[Movement, ...] = ()


@dataclass(frozen=True)
class Mark:
    """One line of the roll call as stored, with its movements as (kind, stored moment); enough to put it back."""

    status: Status
    reason: str
    in_room: bool
    marked_at: str | None
    movements: tuple[tuple[str, str], ...]

    @property
    def rule(self) -> Attendance:
        """The line as the rules see it; who it is and what it counts for are left out."""
        return Attendance(
            0,
            self.status,
            movements=tuple(Movement(moment(at), Direction(kind)) for kind, at in self.movements),
        )


@dataclass(frozen=True)
class Counts:
    """The roll call in numbers; 应到 = 实到 + 离会 + 请假 + 缺席 + 未签到 always holds."""

    due: int = 0
    due_full: int = 0
    due_probationary: int = 0
    present: int = 0
    present_full: int = 0
    present_probationary: int = 0
    late: int = 0
    gone: int = 0
    on_leave: int = 0
    absent: int = 0
    unmarked: int = 0
    observers: int = 0
    voting_due: int = 0
    voting_present: int = 0

    @property
    def marked(self) -> int:
        """Return how many of those due have been called."""
        return self.due - self.unmarked


def is_present(attendance: Attendance, at: datetime | None = None) -> bool:
    """Say whether a member is in the room.

    Args:
        attendance: The member's line.
        at: The moment asked about; None means after everything that is recorded.
    """
    if not attendance.status.came:
        return False
    last: Movement | None = None
    for movement in attendance.movements:
        if (at is None or movement.at <= at) and (last is None or movement.at >= last.at):
            last = movement
    if last is None:
        return all(movement.direction is not Direction.ARRIVED for movement in attendance.movements)
    return last.direction is not Direction.LEFT


def count(attendances: Iterable[Attendance], observers: int = 0, at: datetime | None = None) -> Counts:
    """Count the roll call.

    Members outside 应到 are counted nowhere, except that one who came sits with the 列席.

    Args:
        attendances: One line a member.
        observers: How many 列席 were typed.
        at: The moment asked about; None means now, after everything recorded.
    """
    lines = tuple(attendances)
    due = [line for line in lines if line.is_due]
    here = [line for line in due if is_present(line, at)]
    return Counts(
        due=len(due),
        due_full=_how_many(line.is_full for line in due),
        due_probationary=_how_many(not line.is_full for line in due),
        present=len(here),
        present_full=_how_many(line.is_full for line in here),
        present_probationary=_how_many(not line.is_full for line in here),
        late=_how_many(line.status is Status.LATE for line in here),
        gone=_how_many(line.status.came for line in due) - len(here),
        on_leave=_how_many(line.status is Status.LEAVE for line in due),
        absent=_how_many(line.status is Status.ABSENT for line in due),
        unmarked=_how_many(line.status is Status.UNMARKED for line in due),
        observers=observers + _how_many(not line.is_due and is_present(line, at) for line in lines),
        voting_due=_how_many(line.has_vote for line in due),
        voting_present=_how_many(line.has_vote for line in here),
    )


def opening_sentence(counts: Counts) -> str:
    """Write what the chair reads out when the meeting opens.

    For example 应到党员26名，实到24名（正式23、预备1），请假2名，列席2名。
    Zeros are left out; 符合规定人数 is never said here, since no quorum is prescribed for the meeting itself.
    """
    if not counts.due:
        return f"尚无应到党员，列席{counts.observers}名。" if counts.observers else "尚无应到党员。"
    parts = [f"应到党员{counts.due}名", f"实到{counts.present}名{_kinds(counts)}"]
    rest = (
        ("请假", counts.on_leave),
        ("缺席", counts.absent),
        ("离会", counts.gone),
        ("未签到", counts.unmarked),
        ("列席", counts.observers),
    )
    parts.extend(f"{word}{number}名" for word, number in rest if number)
    return "，".join(parts) + "。"


def voting_sentence(counts: Counts) -> str:
    """Write the 有表决权 numbers, which stand apart from 应到 and 实到."""
    return f"有表决权应到{counts.voting_due}名、实到{counts.voting_present}名"


def first_unmarked(attendances: Sequence[Attendance], after: int = -1) -> int | None:
    """Return the index of the next member not yet called, searching on from `after` and around; None if all are."""
    total = len(attendances)
    for step in range(1, total + 1):
        index = (after + step) % total
        if attendances[index].status is Status.UNMARKED:
            return index
    return None


def why_not_move(attendance: Attendance, direction: Direction) -> str:
    """Return why a member cannot be recorded as leaving or returning now, or an empty string."""
    if not attendance.status.came:
        return "本人没有到会，不能记离会、返会。请先记为到会或迟到。"
    here = is_present(attendance)
    if direction is Direction.LEFT and not here:
        return "已经记为离会，不能再记一次。"
    if direction is Direction.RETURNED and here:
        return "本人在场，没有离会记录，不必记返会。"
    return "迟到请用签到状态登记。" if direction is Direction.ARRIVED else ""


def _kinds(counts: Counts) -> str:
    """Return the bracket after 实到; a branch that has no probationary member needs none."""
    if not counts.present or not counts.due_probationary:
        return ""
    if not counts.present_probationary:
        return "（均为正式党员）"
    if not counts.present_full:
        return "（均为预备党员）"
    return f"（正式{counts.present_full}、预备{counts.present_probationary}）"


def _how_many(flags: Iterable[bool]) -> int:
    return sum(1 for flag in flags if flag)
