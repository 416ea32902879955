"""The roll call as it is drawn: the list in 姓氏笔画 order, the 列席, the counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.attendance import Attendance, Counts, Direction, Movement, Status
from db.rules.moments import moment
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class RollRow:
    """One member at roll call; `movements` are (kind, stored moment) in order of time."""

    member_id: int
    name: str
    shown_name: str
    kind: str
    post: str
    group: str
    initials: str
    status: Status
    reason: str
    is_due: bool
    has_vote: bool
    in_room: bool
    movements: tuple[tuple[str, str], ...] = ()

    @property
    def attendance(self) -> Attendance:
        """The line as the rules see it."""
        return Attendance(
            self.member_id,
            self.status,
            self.kind == "full",
            self.has_vote,
            self.is_due,
            tuple(Movement(moment(at), Direction(kind)) for kind, at in self.movements),
        )


@dataclass(frozen=True)
class Observer:
    """A 列席 person; `movements` are (kind, stored moment) in order of time."""

    id: int
    name: str
    unit: str
    post: str
    in_room: bool = True
    movements: tuple[tuple[str, str], ...] = ()


_SELECT = (
    "SELECT a.member_id, m.name, m.mark, a.kind, m.post, coalesce(g.name, ''), m.initials, a.status, a.reason, "
    "a.is_due, a.has_vote, a.in_room FROM attendance a JOIN member m ON m.id = a.member_id "
    "LEFT JOIN organisation g ON g.id = m.group_id WHERE a.meeting_id = ? "
)

_COUNTS = """
SELECT
    sum(is_due), sum(is_due AND full), sum(is_due AND NOT full),
    sum(here), sum(here AND full), sum(here AND NOT full), sum(here AND status = 'late'),
    sum(is_due AND status IN ('present', 'late')) - sum(here),
    sum(is_due AND status = 'leave'), sum(is_due AND status = 'absent'), sum(is_due AND status = 'unmarked'),
    sum(in_room AND NOT is_due), sum(is_due AND has_vote), sum(here AND has_vote)
FROM (
    SELECT a.status, a.is_due, a.has_vote, a.in_room, a.is_due AND a.in_room AS here, a.kind = 'full' AS full
    FROM attendance a WHERE a.meeting_id = ?
)
"""


def roll(reader: Reader, meeting_id: int) -> tuple[RollRow, ...]:
    """Everybody on the roll, in 姓氏笔画 order."""
    moves: dict[int, list[tuple[str, str]]] = {}
    sql = "SELECT member_id, kind, at FROM movement WHERE meeting_id = ? ORDER BY at, id"
    for member_id, kind, at in reader.rows(sql, (meeting_id,)):
        moves.setdefault(member_id, []).append((kind, at))
    return tuple(
        _row(row, tuple(moves.get(row[0], ())))
        for row in reader.rows(_SELECT + "ORDER BY m.sort_key, m.id", (meeting_id,))
    )


def roll_row(reader: Reader, meeting_id: int, member_id: int) -> RollRow | None:
    """One line of the roll."""
    row = reader.one(_SELECT + "AND a.member_id = ?", (meeting_id, member_id))
    if row is None:
        return None
    sql = "SELECT kind, at FROM movement WHERE meeting_id = ? AND member_id = ? ORDER BY at, id"
    return _row(row, tuple(reader.rows(sql, (meeting_id, member_id))))


def counts(reader: Reader, meeting_id: int) -> Counts:
    """The roll call in numbers, as of now; one SELECT, equal to `db.rules.attendance.count` over the roll."""
    row = reader.one(_COUNTS, (meeting_id,))
    numbers = [int(value or 0) for value in row] if row else [0] * 14
    guests = int(
        reader.value("SELECT count(*) FROM observer WHERE meeting_id = ? AND in_room", (meeting_id,))
    )
    numbers[11] += guests
    return Counts(*numbers)


def observers(reader: Reader, meeting_id: int) -> tuple[Observer, ...]:
    """The 列席, in the order typed."""
    moves: dict[int, list[tuple[str, str]]] = {}
    sql = (
        "SELECT v.observer_id, v.kind, v.at FROM observer_movement v JOIN observer o ON o.id = v.observer_id "
        "WHERE o.meeting_id = ? ORDER BY v.at, v.id"
    )
    for observer_id, kind, at in reader.rows(sql, (meeting_id,)):
        moves.setdefault(observer_id, []).append((kind, at))
    sql = "SELECT id, name, unit, post, in_room FROM observer WHERE meeting_id = ? ORDER BY id"
    return tuple(
        Observer(number, name, unit, post, bool(in_room), tuple(moves.get(number, ())))
        for number, name, unit, post, in_room in reader.rows(sql, (meeting_id,))
    )


def _row(row: tuple[Any, ...], movements: tuple[tuple[str, str], ...]) -> RollRow:
    member_id, name, mark, kind, post, group, initials, status, reason, is_due, has_vote, in_room = row
    return RollRow(
        member_id,
        name,
        shown_name(name, mark),
        kind,
        post,
        group,
        initials,
        Status(status),
        reason,
        bool(is_due),
        bool(has_vote),
        bool(in_room),
        movements,
    )
