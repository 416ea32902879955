"""Rows of 评定意见: the sitting that decided, and one opinion a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store import polls

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader
    from db.rules.ballot import Scale
    from db.rules.grades import Cap
    from db.rules.settings import Rules


@dataclass(frozen=True)
class SessionRecord:
    """The sitting that decides for a meeting: its own date, place, attendance and record."""

    body: str
    held_on: str
    place: str
    attendance: str
    record: str


@dataclass(frozen=True)
class DecisionRecord:
    """One member's opinion as it stands."""

    id: int
    member_id: int
    grade: str
    opinion: str
    reason: str
    fed_back_on: str


@dataclass(frozen=True)
class Ground:
    """What decisions of a meeting stand on: the counted poll, its scale, its rules, the limit."""

    poll_id: int
    scale: Scale
    rules: Rules
    cap: Cap | None


def session(reader: Reader, meeting_id: int) -> SessionRecord | None:
    """The sitting of a meeting, or None before it is written down."""
    row = reader.one(
        "SELECT body, held_on, place, attendance, record FROM decision_session WHERE meeting_id = ?",
        (meeting_id,),
    )
    return SessionRecord(*row) if row else None


COUNTED_APPRAISAL = (
    "kind IN ('appraisal', 'criteria') AND pool = '' AND state = 'counted' AND EXISTS "
    "(SELECT 1 FROM poll_target t WHERE t.poll_id = poll.id AND t.member_id IS NOT NULL)"
)
"""A poll that gave members their grades, by members; a pool of 群众 has its own tally and decides nothing."""


def decisions(reader: Reader, meeting_id: int) -> dict[int, DecisionRecord]:
    """The opinions of a meeting, by member."""
    rows = reader.rows(
        "SELECT id, member_id, grade, opinion, reason, fed_back_on FROM grade_decision WHERE meeting_id = ?",
        (meeting_id,),
    )
    return {row[1]: DecisionRecord(*row) for row in rows}


def ground(reader: Reader, meeting_id: int) -> Ground | None:
    """The last counted appraisal of the members by the members, and what follows from it; None before the count.

    Where a meeting held none but judged its members on criteria (分项测评), their overall grades serve.
    """
    poll_id = reader.value(
        f"SELECT id FROM poll WHERE meeting_id = ? AND {COUNTED_APPRAISAL} "
        "ORDER BY kind = 'appraisal' DESC, id DESC LIMIT 1",
        (meeting_id,),
    )
    record = polls.poll(reader, poll_id) if poll_id is not None else None
    if record is None:
        return None
    cap = polls.cap(reader, meeting_id, record.rules, rated=record.electorate)
    return Ground(record.id, record.scale, record.rules, cap)


def put_session(db: Database, meeting_id: int, record: SessionRecord) -> None:
    """Write the sitting down, or correct it."""
    db.execute(
        "INSERT INTO decision_session (meeting_id, body, held_on, place, attendance, record) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (meeting_id) DO UPDATE SET body = excluded.body, "
        "held_on = excluded.held_on, place = excluded.place, attendance = excluded.attendance, "
        "record = excluded.record",
        (meeting_id, record.body, record.held_on, record.place, record.attendance, record.record),
    )


def put_decision(
    db: Database,
    *,
    uid: str,
    meeting_id: int,
    poll_id: int,
    member_id: int,
    grade: str,
    opinion: str,
    reason: str,
    at: str,
) -> None:
    """Write an opinion down, or another in its place; another grade has not been fed back yet."""
    db.execute(
        "INSERT INTO grade_decision (uid, meeting_id, poll_id, member_id, grade, opinion, reason, decided_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (meeting_id, member_id) DO UPDATE SET "
        "fed_back_on = CASE WHEN grade = excluded.grade AND opinion = excluded.opinion THEN fed_back_on ELSE '' END, "
        "poll_id = excluded.poll_id, grade = excluded.grade, opinion = excluded.opinion, "
        "reason = excluded.reason, decided_at = excluded.decided_at",
        (uid, meeting_id, poll_id, member_id, grade, opinion, reason, at),
    )


def delete_decision(db: Database, meeting_id: int, member_id: int) -> None:
    """Take an opinion back."""
    db.execute("DELETE FROM grade_decision WHERE meeting_id = ? AND member_id = ?", (meeting_id, member_id))


def set_fed_back(db: Database, meeting_id: int, member_id: int, day: str) -> None:
    """Remember the day on which a member was told."""
    db.execute(
        "UPDATE grade_decision SET fed_back_on = ? WHERE meeting_id = ? AND member_id = ?",
        (day, meeting_id, member_id),
    )
