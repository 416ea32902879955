"""Agenda items in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.book import new_uid
from db.rules.agenda import Item, State
from db.rules.clock import Clock
from db.rules.moments import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

COLUMNS = (
    "id, uid, meeting_id, position, kind, title, planned_seconds, state, skip_reason, elapsed_ms, running_since, "
    "started_at, ended_at, note"
)


@dataclass(frozen=True)
class ItemRow:
    """One agenda item as stored."""

    id: int
    meeting_id: int
    title: str
    state: State
    skip_reason: str
    clock: Clock

    @property
    def rule(self) -> Item:
        """The item as the rules see it."""
        return Item(self.id, self.state, self.skip_reason)


SELECT = "SELECT id, meeting_id, title, state, skip_reason, planned_seconds, elapsed_ms, running_since FROM agenda_item "


def items(db: Database, meeting_id: int) -> list[ItemRow]:
    """The agenda of a meeting, in order."""
    sql = SELECT + "WHERE meeting_id = ? ORDER BY position, id"
    return [_item(row) for row in db.execute(sql, (meeting_id,)).fetchall()]


def item(db: Database, item_id: int) -> ItemRow | None:
    """One item by id."""
    row = db.execute(SELECT + "WHERE id = ?", (item_id,)).fetchone()
    return _item(row) if row else None


def insert(db: Database, meeting_id: int, position: int, *, kind: str, title: str, seconds: int) -> int:
    """Add an item at a position that is free, or that others will be moved from. Returns its id."""
    row = {
        "uid": new_uid(),
        "meeting_id": meeting_id,
        "position": position,
        "kind": kind,
        "title": title,
        "planned_seconds": seconds,
    }
    return int(db.table("agenda_item").insert(row).last_pk)  # type: ignore[arg-type]


def edit(db: Database, item_id: int, *, title: str, kind: str, seconds: int) -> None:
    """Change what an item is called, what it is about and how long it was planned."""
    db.execute(
        "UPDATE agenda_item SET title = ?, kind = ?, planned_seconds = ? WHERE id = ?",
        (title, kind, seconds, item_id),
    )


def delete(db: Database, item_id: int) -> None:
    """Take an item off the agenda."""
    db.execute("DELETE FROM agenda_item WHERE id = ?", (item_id,))


def set_order(db: Database, ids: Sequence[int]) -> None:
    """Number the items anew, in the order given."""
    for position, item_id in enumerate(ids):
        db.execute("UPDATE agenda_item SET position = ? WHERE id = ?", (position, item_id))


def set_state(
    db: Database,
    item_id: int,
    state: State,
    *,
    elapsed_ms: int,
    running_since: str | None = None,
    started_at: str | None = None,
    ended_at: str | None = None,
    skip_reason: str = "",
) -> None:
    """Set where an item stands; the first start stays what it was."""
    db.execute(
        "UPDATE agenda_item SET state = ?, elapsed_ms = ?, running_since = ?, "
        "started_at = coalesce(started_at, ?), ended_at = ?, skip_reason = ? WHERE id = ?",
        (state.value, elapsed_ms, running_since, started_at, ended_at, skip_reason, item_id),
    )


def set_note(db: Database, item_id: int, note: str) -> None:
    """Keep the prose of an item."""
    db.execute("UPDATE agenda_item SET note = ? WHERE id = ?", (note, item_id))


def snapshot(db: Database, meeting_id: int) -> tuple[tuple[Any, ...], ...]:
    """Every column of every item of a meeting, to be put back by `restore`."""
    sql = f"SELECT {COLUMNS} FROM agenda_item WHERE meeting_id = ? ORDER BY id"
    return tuple(db.execute(sql, (meeting_id,)).fetchall())


def restore(db: Database, meeting_id: int, rows: tuple[tuple[Any, ...], ...]) -> None:
    """Put the agenda back as it was; prose typed meanwhile stays."""
    names = COLUMNS.split(", ")
    notes = dict(
        db.execute("SELECT id, note FROM agenda_item WHERE meeting_id = ?", (meeting_id,)).fetchall()
    )
    kept = {row[0] for row in rows}
    for item_id in notes.keys() - kept:
        delete(db, item_id)
    # Nothing may run while the rows change places: at most one running item is allowed at any moment.
    db.execute(
        "UPDATE agenda_item SET state = 'waiting', running_since = NULL WHERE meeting_id = ? AND state = 'running'",
        (meeting_id,),
    )
    assignments = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    marks = ", ".join("?" * len(names))
    for row in rows:
        db.execute(
            f"INSERT INTO agenda_item ({COLUMNS}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {assignments}",
            (*row[:-1], notes.get(row[0], row[-1])),
        )


def _item(row: tuple[Any, ...]) -> ItemRow:
    item_id, meeting_id, title, state, skip_reason, planned, elapsed_ms, since = row
    clock = Clock(planned, elapsed_ms, moment(since) if since else None)
    return ItemRow(item_id, meeting_id, title, State(state), skip_reason, clock)
