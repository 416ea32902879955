"""Meetings and their checklists in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.rules.meeting import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database


def insert(db: Database, row: Mapping[str, Any]) -> int:
    """Add a meeting; it takes the next number. Returns its id."""
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM meeting").fetchone()[0]
    return int(db.table("meeting").insert({**row, "number": number}).last_pk)  # type: ignore[arg-type]


def update(db: Database, meeting_id: int, row: Mapping[str, Any]) -> None:
    """Change fields of one meeting."""
    db.table("meeting").update(meeting_id, dict(row))


def state(db: Database, meeting_id: int) -> State | None:
    """Where a meeting stands, or None if there is no such meeting."""
    row = db.execute("SELECT state FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    return State(row[0]) if row else None


def is_final(db: Database, meeting_id: int) -> bool:
    """Whether the minutes of a meeting are final."""
    row = db.execute("SELECT state = 'final' FROM minutes WHERE meeting_id = ?", (meeting_id,)).fetchone()
    return bool(row and row[0])


def running_title(db: Database) -> str:
    """The title of the meeting that is going on, or an empty string."""
    row = db.execute("SELECT title FROM meeting WHERE state = 'running'").fetchone()
    return str(row[0]) if row else ""


def open_poll_title(db: Database, meeting_id: int) -> str:
    """The title of a poll of this meeting that is not yet counted, or an empty string."""
    row = db.execute(
        "SELECT title FROM poll WHERE meeting_id = ? AND state IN ('open', 'closed', 'settling')",
        (meeting_id,),
    ).fetchone()
    return str(row[0]) if row else ""


def is_used(db: Database, meeting_id: int) -> bool:
    """Whether anything was recorded at a meeting, so that it can no longer be taken back."""
    sql = "SELECT EXISTS (SELECT 1 FROM attendance WHERE meeting_id = :m AND status != 'unmarked')" + "".join(
        f" OR EXISTS (SELECT 1 FROM {table} WHERE meeting_id = :m)"
        for table in ("observer", "remark", "commentary", "poll", "point_entry", "correction", "minutes")
    )
    return bool(db.execute(sql, {"m": meeting_id}).fetchone()[0])


def delete(db: Database, meeting_id: int) -> None:
    """Take back a meeting at which nothing was recorded."""
    for table in ("checklist_item", "agenda_item", "attendance", "speaking_order"):
        db.execute(f"DELETE FROM {table} WHERE meeting_id = ?", (meeting_id,))
    db.execute("DELETE FROM meeting WHERE id = ?", (meeting_id,))


def insert_checklist(db: Database, meeting_id: int, lines: list[dict[str, Any]]) -> None:
    """Add the lines of the checklist, in order."""
    db.table("checklist_item").insert_all(
        [{"meeting_id": meeting_id, "position": position, **line} for position, line in enumerate(lines)]
    )


def checklist_line(db: Database, line_id: int) -> tuple[int, int | None, int] | None:
    """The meeting, count and need of one line."""
    row = db.execute(
        "SELECT meeting_id, count, needed FROM checklist_item WHERE id = ?", (line_id,)
    ).fetchone()
    return (int(row[0]), row[1], int(row[2])) if row else None


def update_checklist(db: Database, line_id: int, row: Mapping[str, Any]) -> None:
    """Change one line of the checklist."""
    db.table("checklist_item").update(line_id, dict(row))
