"""The roll call in SQL: one attendance row a member, comings and goings, 列席.

Plain statements on the path of a key press; sqlite-utils elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.attendance import Mark, Status
from db.rules.electorate import Kind, Membership, Standing
from db.rules.meeting import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


@dataclass(frozen=True)
class Due:
    """One member of the branch as the roll call needs to know him, with kind, 应到 and 表决权 as now stored."""

    member_id: int
    membership: Membership
    stored: tuple[Kind, bool, bool] | None


def mark(db: Database, meeting_id: int, member_id: int) -> tuple[State, Mark] | None:
    """The meeting's state and one line, or None where there is no such line."""
    row = db.execute(
        "SELECT m.state, a.status, a.reason, a.in_room, a.marked_at FROM attendance a "
        "JOIN meeting m ON m.id = a.meeting_id WHERE a.meeting_id = ? AND a.member_id = ?",
        (meeting_id, member_id),
    ).fetchone()
    if row is None:
        return None
    state, status, reason, in_room, marked_at = row
    moves = db.execute(
        "SELECT kind, at FROM movement WHERE meeting_id = ? AND member_id = ? ORDER BY at, id",
        (meeting_id, member_id),
    ).fetchall()
    line = Mark(Status(status), reason, bool(in_room), marked_at, tuple((kind, at) for kind, at in moves))
    return State(state), line


def set_mark(db: Database, meeting_id: int, member_id: int, line: Mark, *, movements_changed: bool) -> None:
    """Store one line, and its movements where they differ from what is stored."""
    db.execute(
        "UPDATE attendance SET status = ?, reason = ?, in_room = ?, marked_at = ? "
        "WHERE meeting_id = ? AND member_id = ?",
        (line.status.value, line.reason, int(line.in_room), line.marked_at, meeting_id, member_id),
    )
    if movements_changed:
        db.execute("DELETE FROM movement WHERE meeting_id = ? AND member_id = ?", (meeting_id, member_id))
        for kind, at in line.movements:
            db.execute(
                "INSERT INTO movement (meeting_id, member_id, kind, at) VALUES (?, ?, ?, ?)",
                (meeting_id, member_id, kind, at),
            )


def unmarked(db: Database, meeting_id: int) -> list[int]:
    """The members who are due and not yet called."""
    sql = "SELECT member_id FROM attendance WHERE meeting_id = ? AND is_due AND status = 'unmarked'"
    return [int(row[0]) for row in db.execute(sql, (meeting_id,)).fetchall()]


def due(db: Database, meeting_id: int) -> list[Due]:
    """Everybody whom the meeting is for, by its level, with the line stored for each.

    Who was 正式 or 预备 when the meeting opened stays so for that meeting, whatever the roster says later.
    """
    sql = (
        "SELECT m.id, CASE WHEN t.state = 'planned' THEN m.kind ELSE coalesce(a.kind, m.kind) END, m.status, "
        "m.floating, a.kind, a.is_due, a.has_vote "
        "FROM meeting t JOIN member m ON m.left_at IS NULL AND CASE t.level "
        "WHEN 'group' THEN m.group_id = t.organisation_id "
        "WHEN 'committee' THEN m.organisation_id = t.organisation_id AND m.post != '' "
        "ELSE m.organisation_id = t.organisation_id END "
        "LEFT JOIN attendance a ON a.meeting_id = t.id AND a.member_id = m.id WHERE t.id = ?"
    )
    return [
        Due(
            member_id,
            Membership(Kind(kind), Standing(status), bool(floating)),
            None if stored is None else (Kind(stored), bool(is_due), bool(has_vote)),
        )
        for member_id, kind, status, floating, stored, is_due, has_vote in db.execute(
            sql, (meeting_id,)
        ).fetchall()
    ]


def set_flags(db: Database, meeting_id: int, flags: Iterable[tuple[int, Kind, bool, bool]]) -> None:
    """Add lines for (member, kind, is_due, has_vote), or set these of the lines there are."""
    db.conn.executemany(
        "INSERT INTO attendance (meeting_id, member_id, kind, is_due, has_vote) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (meeting_id, member_id) DO UPDATE SET "
        "kind = excluded.kind, is_due = excluded.is_due, has_vote = excluded.has_vote",
        [
            (meeting_id, member, kind.value, int(is_due), int(has_vote))
            for member, kind, is_due, has_vote in flags
        ],
    )


def unfinished(db: Database) -> list[int]:
    """The meetings whose roll still follows the roster: planned, or going on."""
    sql = "SELECT id FROM meeting WHERE state IN ('planned', 'running') ORDER BY id"
    return [int(row[0]) for row in db.execute(sql).fetchall()]


def drop_strangers(db: Database, meeting_id: int, members: Iterable[int]) -> int:
    """Take lines of people off whom the meeting is no longer for; returns how many.

    Unmarked lines go always, 请假 and 缺席 entered in advance only while the meeting has not begun; who came stays.
    """
    known = set(members)
    rows = db.execute(
        "SELECT a.member_id FROM attendance a JOIN meeting t ON t.id = a.meeting_id WHERE t.id = ? AND ("
        "a.status = 'unmarked' OR t.state = 'planned' AND a.status IN ('leave', 'absent'))",
        (meeting_id,),
    ).fetchall()
    gone = [(meeting_id, row[0]) for row in rows if row[0] not in known]
    db.conn.executemany("DELETE FROM attendance WHERE meeting_id = ? AND member_id = ?", gone)
    return len(gone)
