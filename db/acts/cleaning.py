"""After the boxes are destroyed the file is wiped, and four facts are recorded. A crash in between is resumed at start."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.booth_seats import sweep
from db.errors import BookError, Refused
from db.store import poll_boxes, poll_log
from db.store import polls as store

if TYPE_CHECKING:
    from db.book import Book


@dataclass(frozen=True)
class Facts:
    """What was found after the boxes were destroyed.

    Attributes:
        boxes_left: Boxes still in the book: 0.
        wal_bytes: Bytes in the write-ahead log: 0.
        secure_delete: 1 when deleted content is overwritten.
        backups: Copies that were made while the poll was open: 0.
    """

    boxes_left: int
    wal_bytes: int
    secure_delete: int
    backups: int


def finish_cleaning(book: Book, poll_id: int) -> Facts | None:
    """Wipe what the boxes left in the files, and record the four facts.

    None when that has to wait: another program is reading or writing, or the disk takes nothing. The count is kept by
    then, so that this is a state to resume and no refusal.

    Raises:
        Refused: the poll still needs its boxes.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state not in ("counted", "void"):
        raise Refused("投票还没有计票，不能清理。")
    if not _truncate_log(book):
        return None
    facts = Facts(
        boxes_left=poll_boxes.box_count(book, poll_id),
        wal_bytes=_log_bytes(book),
        secure_delete=int(book.value("PRAGMA secure_delete")),
        backups=poll_log.backups_while_open(book, poll_id),
    )
    try:
        with book.write("poll.cleaned") as writing:
            store.update(writing.db, poll_id, cleaned=1, facts=json.dumps(vars(facts)))
            writing.about(poll=poll_id)
            writing.digest_of(vars(facts))
    except BookError:
        return None
    sweep(book.path)
    return facts


def resume_cleaning(book: Book) -> tuple[int, ...]:
    """Finish what a crash interrupted, at start; returns the polls that still have to wait."""
    sweep(book.path)
    waiting = store.polls_not_cleaned(book)
    return tuple(poll_id for poll_id in waiting if finish_cleaning(book, poll_id) is None)


def _truncate_log(book: Book) -> bool:
    try:
        busy, _, _ = book.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
    except sqlite3.OperationalError:
        return False
    return not busy


def _log_bytes(book: Book) -> int:
    log = book.path.with_name(book.path.name + "-wal")
    return log.stat().st_size if log.exists() else 0
