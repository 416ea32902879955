"""Registers in SQL: entries by id and their writes, who owes, who is excused. Plain statements: a tick is a key press."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.requirements import Owner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from db.book import Reader

PRINT_DIGITS = 16
"""Digits of a scheme's fingerprint that a record keeps."""


@dataclass(frozen=True)
class StoredEntry:
    """One entry as the acts need to know it."""

    id: int
    uid: str
    requirement: str
    owner: Owner
    day: str
    counts_on: str
    amount: int
    said: Mapping[str, str]
    is_withdrawn: bool


@dataclass(frozen=True)
class Person:
    """One member as the acts need to know him."""

    id: int
    name: str
    kind: str
    posts: str
    has_left: bool


def person(reader: Reader, member_id: int) -> Person | None:
    """One member, or None."""
    row = reader.one(
        "SELECT id, name, kind, post || '、' || job, left_at IS NOT NULL FROM member WHERE id = ?",
        (member_id,),
    )
    return Person(row[0], row[1], row[2], row[3], bool(row[4])) if row else None


def organisation_kind(reader: Reader, organisation_id: int) -> str | None:
    """The kind of an organisation that is open, or None."""
    found = reader.value(
        "SELECT kind FROM organisation WHERE id = ? AND closed_at IS NULL", (organisation_id,)
    )
    return None if found is None else str(found)


def entry(reader: Reader, entry_id: int) -> StoredEntry | None:
    """One entry, or None."""
    row = reader.one(
        "SELECT id, uid, requirement, member_id, organisation_id, day, counts_on, amount, said, "
        "withdrawn_at IS NOT NULL FROM register_entry WHERE id = ?",
        (entry_id,),
    )
    if row is None:
        return None
    number, uid, requirement, member, organisation, day, counts_on, amount, said, withdrawn = row
    owner = Owner(member, organisation)
    return StoredEntry(
        number, uid, requirement, owner, day, counts_on, amount, json.loads(said), bool(withdrawn)
    )


def insert(db: Database, row: Mapping[str, Any]) -> tuple[int, str]:
    """Append an entry; returns its id and uid."""
    return _insert(db, "register_entry", row)


def update(db: Database, entry_id: int, *, day: str, counts_on: str, amount: int, said: str, at: str) -> None:
    """Change what an entry says."""
    db.execute(
        "UPDATE register_entry SET day = ?, counts_on = ?, amount = ?, said = ?, edited_at = ? WHERE id = ?",
        (day, counts_on, amount, said, at, entry_id),
    )


def withdraw(db: Database, entry_id: int, *, why: str, at: str) -> None:
    """Take an entry back."""
    db.execute(
        "UPDATE register_entry SET withdrawn_at = ?, withdrawn_why = ? WHERE id = ?", (at, why, entry_id)
    )


def insert_excuse(db: Database, row: Mapping[str, Any]) -> int:
    """Excuse somebody; returns the id."""
    return _insert(db, "requirement_excuse", row)[0]


def excuse(reader: Reader, excuse_id: int) -> tuple[int, str, str, bool] | None:
    """Member, first day, last day of an excuse, and whether it was ended."""
    row = reader.one(
        "SELECT member_id, begins, ends, ended_at IS NOT NULL FROM requirement_excuse WHERE id = ?",
        (excuse_id,),
    )
    return (int(row[0]), str(row[1]), str(row[2]), bool(row[3])) if row else None


def end_excuse(db: Database, excuse_id: int, *, ends: str, at: str) -> None:
    """End an excuse on a day."""
    db.execute("UPDATE requirement_excuse SET ends = ?, ended_at = ? WHERE id = ?", (ends, at, excuse_id))


def _insert(db: Database, table: str, row: Mapping[str, Any]) -> tuple[int, str]:
    full = {"uid": secrets.token_hex(16), **row}
    marks = ", ".join("?" for _ in full)
    cursor = db.execute(f"INSERT INTO {table} ({', '.join(full)}) VALUES ({marks})", tuple(full.values()))
    return int(cursor.lastrowid or 0), str(full["uid"])
