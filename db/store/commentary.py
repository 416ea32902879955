"""领导点评 in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.commentary import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database


@dataclass(frozen=True)
class Record:
    """One commentary as stored."""

    id: int
    meeting_id: int
    commentator_id: int | None
    commentator: str
    commentator_post: str
    member_id: int | None
    manner: str
    results: str
    problems: str
    direction: str
    state: State


def record(db: Database, commentary_id: int) -> Record | None:
    """One commentary, or None."""
    row = db.execute(
        "SELECT id, meeting_id, commentator_id, commentator, commentator_post, member_id, manner, results, "
        "problems, direction, state FROM commentary WHERE id = ?",
        (commentary_id,),
    ).fetchone()
    return Record(*(*row[:10], State(row[10]))) if row else None


def insert(db: Database, row: Mapping[str, Any]) -> int:
    """Add a commentary. Returns its id."""
    return int(db.table("commentary").insert(dict(row)).last_pk)  # type: ignore[arg-type]


def update(db: Database, commentary_id: int, row: Mapping[str, Any]) -> None:
    """Change fields of one commentary."""
    db.table("commentary").update(commentary_id, dict(row))


def save_texts(db: Database, commentary_id: int, texts: tuple[str, str, str], saved_at: str) -> None:
    """Keep the three texts as typed."""
    db.execute(
        "UPDATE commentary SET results = ?, problems = ?, direction = ?, saved_at = ? WHERE id = ?",
        (*texts, saved_at, commentary_id),
    )


def delete(db: Database, commentary_id: int) -> None:
    """Drop a draft in which nothing was ever written."""
    db.execute("DELETE FROM commentary WHERE id = ?", (commentary_id,))


def person(db: Database, member_id: int) -> tuple[str, str] | None:
    """Name and post of a member, or None."""
    row = db.execute("SELECT name, post FROM member WHERE id = ?", (member_id,)).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def chair(db: Database, meeting_id: int) -> int | None:
    """Who chairs a meeting."""
    row = db.execute("SELECT chair_id FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    return row[0] if row else None
