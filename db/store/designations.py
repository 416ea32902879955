"""Designations and placements in SQL."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from db.book import Reader


@dataclass(frozen=True)
class StoredDesignation:
    """One designation as the acts need to know it."""

    id: int
    kind: str
    organisation_id: int
    name: str
    begins: str
    ends: str
    has_ended: bool


def designation(reader: Reader, designation_id: int) -> StoredDesignation | None:
    """One designation, or None."""
    row = reader.one(
        "SELECT id, kind, organisation_id, name, begins, ends, ended_on IS NOT NULL FROM designation WHERE id = ?",
        (designation_id,),
    )
    if row is None:
        return None
    number, kind, organisation, name, begins, ends, has_ended = row
    return StoredDesignation(number, kind, organisation, name, begins, ends, bool(has_ended))


def running(reader: Reader, organisation_id: int, kind: str) -> int:
    """How many of a kind a branch has that nobody has ended."""
    return int(
        reader.value(
            "SELECT count(*) FROM designation WHERE organisation_id = ? AND kind = ? AND ended_on IS NULL",
            (organisation_id, kind),
        )
    )


def held_by(
    reader: Reader, *, member_id: int | None = None, group_id: int | None = None
) -> tuple[StoredDesignation, ...]:
    """What a member or an organisation holds and nobody has ended, in the order in which it began."""
    return tuple(
        StoredDesignation(number, kind, organisation, name, begins, ends, has_ended=False)
        for number, kind, organisation, name, begins, ends in reader.rows(
            "SELECT id, kind, organisation_id, name, begins, ends FROM designation "
            "WHERE member_id IS ? AND group_id IS ? AND ended_on IS NULL ORDER BY begins, id",
            (member_id, group_id),
        )
    )


def is_held(reader: Reader, kind: str, name: str, member_id: int | None, group_id: int | None) -> bool:
    """Whether somebody holds a designation of that kind and name that nobody has ended."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM designation WHERE kind = ? AND name = ? AND member_id IS ? AND group_id IS ? "
            "AND ended_on IS NULL)",
            (kind, name, member_id, group_id),
        )
    )


def insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    """Append a row to `designation`, `designation_check` or `placement`; returns the id."""
    full = {"uid": secrets.token_hex(16), **row}
    marks = ", ".join("?" for _ in full)
    cursor = db.execute(f"INSERT INTO {table} ({', '.join(full)}) VALUES ({marks})", tuple(full.values()))
    return int(cursor.lastrowid or 0)


def is_standing(reader: Reader, placement_id: int) -> bool:
    """Whether a placement is there and nobody has taken it back."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM placement WHERE id = ? AND withdrawn_at IS NULL)", (placement_id,)
        )
    )


def withdraw_placement(db: Database, placement_id: int, *, why: str, at: str) -> None:
    """Take a placement back."""
    db.execute(
        "UPDATE placement SET withdrawn_at = ?, withdrawn_why = ? WHERE id = ?", (at, why, placement_id)
    )


def renew(db: Database, designation_id: int, ends: str) -> None:
    """Let a designation run until another day."""
    db.execute("UPDATE designation SET ends = ? WHERE id = ?", (ends, designation_id))


def end(db: Database, designation_id: int, *, on: str, why: str) -> None:
    """End a designation."""
    db.execute("UPDATE designation SET ended_on = ?, ended_why = ? WHERE id = ?", (on, why, designation_id))
