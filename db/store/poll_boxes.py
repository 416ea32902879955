"""Boxes of polls and the booths that they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader


def boxes(reader: Reader, poll_id: int) -> tuple[tuple[bytes, bytes], ...]:
    """Every box of a poll, key and content, in the order of the random keys."""
    rows = reader.rows("SELECT key, box FROM poll_box WHERE poll_id = ? ORDER BY key", (poll_id,))
    return tuple((row[0], row[1]) for row in rows)


def box_count(reader: Reader, poll_id: int) -> int:
    """How many boxes a poll holds."""
    return int(reader.value("SELECT count(*) FROM poll_box WHERE poll_id = ?", (poll_id,)))


def has_box(reader: Reader, key: bytes) -> bool:
    """Whether a box is kept under a key."""
    return reader.one("SELECT 1 FROM poll_box WHERE key = ?", (key,)) is not None


def put_box(db: Database, poll_id: int, key: bytes, box: bytes) -> None:
    """Drop a box in, in the place of an earlier one under the same key; the trigger refuses one too many."""
    db.execute("DELETE FROM poll_box WHERE key = ? AND poll_id = ?", (key, poll_id))
    db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, ?, ?)", (key, poll_id, box))


def delete_boxes(db: Database, poll_id: int) -> None:
    """Destroy every box of a poll."""
    db.execute("DELETE FROM poll_box WHERE poll_id = ?", (poll_id,))


def is_busy(reader: Reader, poll_id: int, number: int) -> bool | None:
    """Whether somebody is at a booth; None where there is no such booth."""
    found = reader.value("SELECT is_busy FROM booth WHERE poll_id = ? AND number = ?", (poll_id, number))
    return None if found is None else bool(found)


def add_booth(db: Database, poll_id: int) -> int:
    """A new booth, idle; returns its number, from 1."""
    number = db.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM booth WHERE poll_id = ?", (poll_id,)
    ).fetchone()[0]
    db.execute("INSERT INTO booth (poll_id, number) VALUES (?, ?)", (poll_id, number))
    return int(number)


def busy_booths(reader: Reader, poll_id: int) -> frozenset[int]:
    """The booths that somebody is at."""
    rows = reader.rows("SELECT number FROM booth WHERE poll_id = ? AND is_busy", (poll_id,))
    return frozenset(row[0] for row in rows)


def set_busy(db: Database, poll_id: int, number: int, *, is_busy: bool) -> None:
    """Say whether somebody is at a booth; nobody is asked back there any more."""
    db.execute(
        "UPDATE booth SET is_busy = ?, is_recalled = 0 WHERE poll_id = ? AND number = ?",
        (int(is_busy), poll_id, number),
    )


def recall(db: Database, poll_id: int, number: int) -> None:
    """Ask the process behind a booth whether its voter has cast."""
    db.execute("UPDATE booth SET is_recalled = 1 WHERE poll_id = ? AND number = ?", (poll_id, number))


def set_idle(db: Database, poll_id: int) -> None:
    """Nobody is at any booth."""
    db.execute("UPDATE booth SET is_busy = 0, is_recalled = 0 WHERE poll_id = ?", (poll_id,))
