"""The 列席 in SQL, with their comings and goings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.remarks import guest_name

if TYPE_CHECKING:
    from sqlite_utils import Database

Movements = tuple[tuple[str, str], ...]
"""Comings and goings as (kind, stored moment), in order of time."""


@dataclass(frozen=True)
class StoredObserver:
    """A 列席 person as stored; enough to put him back."""

    meeting_id: int
    name: str
    unit: str
    post: str
    in_room: bool
    movements: Movements = ()


def observer(db: Database, observer_id: int) -> StoredObserver | None:
    """One 列席 person."""
    sql = "SELECT meeting_id, name, unit, post, in_room FROM observer WHERE id = ?"
    row = db.execute(sql, (observer_id,)).fetchone()
    if row is None:
        return None
    sql = "SELECT kind, at FROM observer_movement WHERE observer_id = ? ORDER BY at, id"
    moves = db.execute(sql, (observer_id,)).fetchall()
    meeting_id, name, unit, post, in_room = row
    return StoredObserver(meeting_id, name, unit, post, bool(in_room), tuple(map(tuple, moves)))


def put(db: Database, one: StoredObserver, observer_id: int | None = None) -> int:
    """Write a 列席 person: a new one, or under an id whatever stands there. Returns the id."""
    row = db.execute(
        "INSERT INTO observer (id, meeting_id, name, unit, post, in_room) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit, post = excluded.post, "
        "in_room = excluded.in_room RETURNING id",
        (observer_id, one.meeting_id, one.name, one.unit, one.post, int(one.in_room)),
    ).fetchone()
    number = int(row[0])
    db.execute("DELETE FROM observer_movement WHERE observer_id = ?", (number,))
    for kind, at in one.movements:
        sql = "INSERT INTO observer_movement (observer_id, kind, at) VALUES (?, ?, ?)"
        db.execute(sql, (number, kind, at))
    return number


def carry_name(db: Database, observer_id: int, before: StoredObserver, after: StoredObserver) -> None:
    """Let what is recorded under a 列席 person's name follow him; what a namesake may have said stays as it is."""
    sql = "SELECT unit || post FROM observer WHERE meeting_id = ? AND id <> ? AND name = ?"
    namesakes = [
        str(row[0]) for row in db.execute(sql, (before.meeting_id, observer_id, before.name)).fetchall()
    ]
    posts = (before.unit + before.post, after.unit + after.post)
    if not namesakes or (posts[0] and posts[0] not in namesakes):
        _rename_speaker(db, before.meeting_id, _as_speaker(before), _as_speaker(after))
    if not namesakes:
        _rename_speaker(db, before.meeting_id, before.name, after.name)
        db.execute(
            "UPDATE commentary SET commentator = ?, "
            "commentator_post = iif(commentator_post = ?, ?, commentator_post) "
            "WHERE meeting_id = ? AND commentator_id IS NULL AND commentator = ?",
            (after.name, *posts, before.meeting_id, before.name),
        )


def _as_speaker(one: StoredObserver) -> str:
    return guest_name(one.name, one.unit, one.post)


def _rename_speaker(db: Database, meeting_id: int, old: str, new: str) -> None:
    sql = "UPDATE remark SET speaker = ? WHERE meeting_id = ? AND speaker_id IS NULL AND speaker = ?"
    db.execute(sql, (new, meeting_id, old))


def delete(db: Database, observer_id: int) -> None:
    """Take a 列席 person off."""
    db.execute("DELETE FROM observer WHERE id = ?", (observer_id,))
