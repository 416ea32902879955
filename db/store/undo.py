"""Steps that can be taken back, in SQL: one row a step, the last one first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

LIMIT = 100
"""Steps kept a meeting and place."""

LAST = (
    "SELECT u.id, u.meeting_id, u.place, u.name, u.ref, u.data, "
    "CASE WHEN m.mark <> '' THEN m.name || '（' || m.mark || '）' ELSE m.name END "
    "FROM undo_step u LEFT JOIN member m ON u.place = 'rollcall' AND m.id = u.ref "
    "WHERE u.meeting_id = ? AND u.place = ? ORDER BY u.id DESC LIMIT 1"
)


@dataclass(frozen=True)
class Step:
    """One act as it can be taken back.

    Attributes:
        id: Its number.
        meeting_id: The meeting.
        place: rollcall, agenda, remarks or commentary.
        name: What was done, as people are told.
        ref: The member, remark or commentary that it was done to.
        data: How things stood before, and what else the way back needs.
    """

    id: int
    meeting_id: int
    place: str
    name: str
    ref: int | None
    data: dict[str, Any]


def step_of(row: tuple[Any, ...]) -> Step:
    """A row of `LAST`; a step of the roll call begins with the member's name."""
    step_id, meeting_id, place, name, ref, data, who = row
    return Step(step_id, meeting_id, place, f"{who} {name}" if who else name, ref, json.loads(data))


def keep(
    db: Database, meeting_id: int, place: str, name: str, data: Mapping[str, Any], *, ref: int | None = None
) -> None:
    """Add a step; the oldest beyond `LIMIT` goes. Plain statements: this is on the path of a key press."""
    db.execute(
        "INSERT INTO undo_step (meeting_id, place, name, ref, data) VALUES (?, ?, ?, ?, ?)",
        (meeting_id, place, name, ref, json.dumps(data, ensure_ascii=False)),
    )
    db.execute(
        "DELETE FROM undo_step WHERE meeting_id = ? AND place = ? AND id <= (SELECT id FROM undo_step "
        "WHERE meeting_id = ? AND place = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (meeting_id, place, meeting_id, place, LIMIT),
    )


def last(db: Database, meeting_id: int, place: str) -> Step | None:
    """The step that is taken back next."""
    row = db.execute(LAST, (meeting_id, place)).fetchone()
    return step_of(row) if row else None


def drop(db: Database, step_id: int) -> None:
    """Forget a step."""
    db.execute("DELETE FROM undo_step WHERE id = ?", (step_id,))


def forget(db: Database, place: str, ref: int) -> None:
    """Forget every step done to a thing that is gone; its number may be given to another one."""
    db.execute("DELETE FROM undo_step WHERE place = ? AND ref = ?", (place, ref))
