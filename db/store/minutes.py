"""The state of the minutes and their corrections in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.book import new_uid
from db.rules.minutes import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database


@dataclass(frozen=True)
class MinutesRecord:
    """How far the minutes of a meeting have come, with what the rules ask of the meeting."""

    state: State
    read_back_hash: str
    is_started: bool
    is_over: bool
    open_poll: str


def record(db: Database, meeting_id: int) -> MinutesRecord | None:
    """The minutes of a meeting, a draft where nothing was written of them; None where there is no meeting."""
    row = db.execute(
        "SELECT coalesce(n.state, 'draft'), coalesce(n.read_back_hash, ''), m.started_at IS NOT NULL, "
        "m.state IN ('adjourned', 'closed'), coalesce((SELECT title FROM poll WHERE meeting_id = m.id "
        "AND state IN ('open', 'closed', 'settling')), '') "
        "FROM meeting m LEFT JOIN minutes n ON n.meeting_id = m.id WHERE m.id = ?",
        (meeting_id,),
    ).fetchone()
    if row is None:
        return None
    state, read_back_hash, is_started, is_over, open_poll = row
    return MinutesRecord(State(state), read_back_hash, bool(is_started), bool(is_over), open_poll)


def save(db: Database, meeting_id: int, fields: Mapping[str, Any]) -> None:
    """Write fields of the minutes, which come to be with the first."""
    db.execute(
        "INSERT INTO minutes (meeting_id, uid) VALUES (?, ?) ON CONFLICT (meeting_id) DO NOTHING",
        (meeting_id, new_uid()),
    )
    db.table("minutes").update(meeting_id, dict(fields))


def add_note(db: Database, meeting_id: int, at: str, text: str) -> int:
    """Add a 更正说明; returns its id."""
    note = {"meeting_id": meeting_id, "at": at, "text": text}
    return int(db.table("minutes_note").insert(note).last_pk)  # type: ignore[arg-type]
