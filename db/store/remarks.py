"""Remarks and the order of speaking in SQL. Plain statements where text is saved while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.remarks import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database


@dataclass(frozen=True)
class Record:
    """One remark as stored."""

    id: int
    meeting_id: int
    kind: Kind
    speaker_id: int | None
    speaker: str
    about_id: int | None
    reader_id: int | None
    text: str
    state: str
    is_unsealed: bool


def record(db: Database, remark_id: int) -> Record | None:
    """One remark, or None."""
    row = db.execute(
        "SELECT id, meeting_id, kind, speaker_id, speaker, about_id, reader_id, text, state, is_unsealed "
        "FROM remark WHERE id = ?",
        (remark_id,),
    ).fetchone()
    return Record(*(row[0], row[1], Kind(row[2]), *row[3:9], bool(row[9]))) if row else None


def insert(db: Database, row: Mapping[str, Any]) -> int:
    """Add a remark behind all others of its meeting. Returns its id."""
    sql = "SELECT coalesce(max(position), 0) + 1 FROM remark WHERE meeting_id = ?"
    position = db.execute(sql, (row["meeting_id"],)).fetchone()[0]
    return int(db.table("remark").insert({**row, "position": position}).last_pk)  # type: ignore[arg-type]


def unfinished(db: Database, meeting_id: int, fields: Mapping[str, Any]) -> int | None:
    """The last draft of a meeting with these fields: kind, speaker, whom it is about, reader."""
    found = db.execute(
        "SELECT id FROM remark WHERE meeting_id = :meeting AND state = 'draft' AND kind = :kind "
        "AND speaker_id IS :speaker_id AND speaker = :speaker AND about_id IS :about_id AND reader_id IS :reader_id "
        "ORDER BY position DESC, id DESC LIMIT 1",
        {**fields, "meeting": meeting_id},
    ).fetchone()
    return int(found[0]) if found else None


def update(db: Database, remark_id: int, row: Mapping[str, Any]) -> None:
    """Change fields of one remark."""
    db.table("remark").update(remark_id, dict(row))


def save_text(db: Database, remark_id: int, text: str, saved_at: str) -> None:
    """Keep a text as typed; one that was finished waits for an event."""
    db.execute(
        "UPDATE remark SET text = ?1, saved_at = ?2, "
        "is_unsealed = (is_unsealed OR (state = 'spoken' AND text <> ?1)) WHERE id = ?3",
        (text, saved_at, remark_id),
    )


def set_state(db: Database, remark_id: int, state: str) -> None:
    """Draft, spoken or withdrawn; an event says so, so nothing waits."""
    db.execute("UPDATE remark SET state = ?, is_unsealed = 0 WHERE id = ?", (state, remark_id))


def delete(db: Database, remark_id: int) -> None:
    """Drop a draft in which nothing was ever written."""
    db.execute("DELETE FROM remark WHERE id = ?", (remark_id,))


def unsealed(db: Database, meeting_id: int) -> tuple[int, ...]:
    """Finished remarks whose text was changed since their last event."""
    sql = "SELECT id FROM remark WHERE meeting_id = ? AND state = 'spoken' AND is_unsealed = 1 ORDER BY id"
    return tuple(row[0] for row in db.execute(sql, (meeting_id,)).fetchall())


def empty_drafts(db: Database, meeting_id: int) -> tuple[int, ...]:
    """Drafts without text."""
    sql = "SELECT id FROM remark WHERE meeting_id = ? AND state = 'draft' AND trim(text, ' \n　') = '' ORDER BY id"
    return tuple(row[0] for row in db.execute(sql, (meeting_id,)).fetchall())


def item_for(db: Database, meeting_id: int, kinds: Sequence[str]) -> int | None:
    """The agenda item that a remark belongs to: the running one if it suits, else the first that does."""
    items = db.execute(
        "SELECT id, kind, state FROM agenda_item WHERE meeting_id = ? ORDER BY position, id", (meeting_id,)
    ).fetchall()
    running = next((item for item in items if item[2] in ("running", "paused")), None)
    if running is not None and (not kinds or running[1] in kinds):
        return int(running[0])
    found = next((item[0] for kind in kinds for item in items if item[1] == kind), None)
    return found if found is not None else (running[0] if running else None)


def set_order(db: Database, meeting_id: int, member_ids: Sequence[int]) -> None:
    """Replace the chosen order of speaking."""
    db.execute("DELETE FROM speaking_order WHERE meeting_id = ?", (meeting_id,))
    db.conn.executemany(
        "INSERT INTO speaking_order (meeting_id, member_id, position) VALUES (?, ?, ?)",
        [(meeting_id, member_id, position) for position, member_id in enumerate(member_ids)],
    )


def order(db: Database, meeting_id: int) -> tuple[int, ...]:
    """The chosen order of speaking; empty where 姓氏笔画 holds."""
    sql = "SELECT member_id FROM speaking_order WHERE meeting_id = ? ORDER BY position"
    return tuple(row[0] for row in db.execute(sql, (meeting_id,)).fetchall())
