"""整改清单 in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.rules.corrections import Correction, State, due_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database


def insert(db: Database, row: Mapping[str, Any]) -> int:
    """Add a correction. Returns its id."""
    return int(db.table("correction").insert(dict(row)).last_pk)  # type: ignore[arg-type]


def update(db: Database, correction_id: int, row: Mapping[str, Any]) -> None:
    """Change fields of a correction."""
    db.table("correction").update(correction_id, dict(row))


def delete(db: Database, correction_id: int) -> None:
    """Take a correction off the list."""
    db.execute("DELETE FROM correction WHERE id = ?", (correction_id,))


def rule(db: Database, correction_id: int) -> tuple[int | None, Correction] | None:
    """The meeting that laid a correction down, and the correction as the rules see it."""
    row = db.execute(
        "SELECT meeting_id, state, due FROM correction WHERE id = ?", (correction_id,)
    ).fetchone()
    return (row[0], Correction(State(row[1]), due_date(row[2]))) if row else None
