"""一票否决 and 免计 in SQL, and what a year's end and a meeting's roll say about points."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader


def insert_veto(db: Database, row: dict[str, Any]) -> int:
    """Write a veto; returns its id."""
    cursor = db.execute(
        "INSERT INTO point_veto (uid, member_id, year, day, reason, approver, entered_at) VALUES "
        "(:uid, :member_id, :year, :day, :reason, :approver, :entered_at)",
        {"uid": secrets.token_hex(16), **row},
    )
    return int(cursor.lastrowid or 0)


def veto_of(reader: Reader, member_id: int, year: int) -> int | None:
    """The veto that a member has in a year, or None."""
    found = reader.value(
        "SELECT id FROM point_veto WHERE member_id = ? AND year = ? AND lifted_at IS NULL", (member_id, year)
    )
    return None if found is None else int(found)


def lift_veto(db: Database, veto_id: int, reason: str, now: str) -> None:
    """Lift a veto, with the reason."""
    db.execute("UPDATE point_veto SET lifted_at = ?, lifted_reason = ? WHERE id = ?", (now, reason, veto_id))


def begin_exemption(db: Database, row: dict[str, Any]) -> None:
    """A member takes no part in the points any more; one that was open ends."""
    end_exemption(db, row["member_id"], row["since"])
    db.execute(
        "INSERT INTO point_exemption (uid, member_id, since, reason, approver, entered_at) VALUES "
        "(:uid, :member_id, :since, :reason, :approver, :entered_at)",
        {"uid": secrets.token_hex(16), **row},
    )
    db.execute("UPDATE member SET counts_points = 0 WHERE id = ?", (row["member_id"],))


def end_exemption(db: Database, member_id: int, day: str) -> None:
    """A member takes part in the points again."""
    db.execute(
        "UPDATE point_exemption SET ended_on = ? WHERE member_id = ? AND ended_on IS NULL", (day, member_id)
    )
    db.execute("UPDATE member SET counts_points = 1 WHERE id = ?", (member_id,))


def year_ends(reader: Reader, year: int) -> tuple[tuple[int, int, bool], ...]:
    """Who counts and was on the roster in a year: member, sum of its approved entries, whether vetoed."""
    return tuple(
        (row[0], row[1], bool(row[2]))
        for row in reader.rows(
            "SELECT m.id, coalesce(b.tenths, 0), v.id IS NOT NULL FROM member m "
            "LEFT JOIN point_balance b ON b.member_id = m.id AND b.year = ?1 "
            "LEFT JOIN point_veto v ON v.member_id = m.id AND v.year = ?1 AND v.lifted_at IS NULL "
            "WHERE m.left_at IS NULL AND m.counts_points AND (b.member_id IS NOT NULL "
            "OR m.added_at < printf('%d-01-01', ?1 + 1)) ORDER BY m.sort_key, m.id",
            (year,),
        )
    )


def meeting_facts(reader: Reader, meeting_id: int) -> dict[str, Any] | None:
    """Uid, 年度, level, title and day of a meeting that began; None for another."""
    row = reader.one(
        "SELECT uid, year, level, title, started_at FROM meeting WHERE id = ? AND started_at IS NOT NULL",
        (meeting_id,),
    )
    names = ("uid", "year", "level", "title", "started_at")
    return dict(zip(names, row, strict=True)) if row else None


def statuses(reader: Reader, meeting_id: int) -> dict[int, str]:
    """How everybody who was due is marked on the roll of a meeting."""
    return dict(
        reader.rows(
            "SELECT a.member_id, a.status FROM attendance a JOIN member m ON m.id = a.member_id "
            "WHERE a.meeting_id = ? AND a.is_due ORDER BY m.sort_key, m.id",
            (meeting_id,),
        )
    )


def given_by_roll(reader: Reader, uid: str) -> tuple[tuple[int, str], ...]:
    """Whom the roll of a meeting has given points that still stand or wait, and by which rule."""
    return tuple(
        (row[0], row[1])
        for row in reader.rows(
            "SELECT DISTINCT member_id, rule FROM point_entry WHERE cause_kind = 'attendance' AND cause_uid = ? "
            "AND cause_uid <> '' AND reverses_id IS NULL ORDER BY id",
            (uid,),
        )
    )
