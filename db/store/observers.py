"""The 列席 in SQL, with their comings and goings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def delete(db: Database, observer_id: int) -> None:
    """Take a 列席 person off."""
    db.execute("DELETE FROM observer WHERE id = ?", (observer_id,))
