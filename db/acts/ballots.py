"""Ballots on paper go into the box: slip by slip, or as the tellers' totals a row. Each is sealed and durable on return.

No event is written and no moment is kept: a cast leaves a box and nothing else. A slip has its place in the stack,
never a number on the paper; entering a place again replaces what was there.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from db.errors import Refused
from db.rules.ballot import encode_ballot, encode_totals
from db.rules.tally import RowCount, row_faults, validity_faults
from db.sealing import PLACE_BYTES
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.book import Book
    from db.rules.ballot import Ballot, RowTotals
    from db.sealing import Sealer
    from db.store.polls import PollRecord

NOT_ADMITTED = "测评不在进行，或者票箱里的票已经够数，这张票没有存入。"


def slip_place(number: int, entry: int = 1) -> bytes:
    """The place of a slip in the stack, from 1, in the first entry or a later one."""
    return b"slip" + entry.to_bytes(4, "big") + number.to_bytes(8, "big")


def row_place(row: int, valid: int, void: int) -> bytes:
    """The place of a row of totals, from 0, counted on so many valid and void slips."""
    return b"row." + b"".join(number.to_bytes(4, "big") for number in (row, valid, void))


assert len(slip_place(1)) == len(row_place(0, 0, 0)) == PLACE_BYTES  # noqa: S101


def enter_slip(book: Book, poll_id: int, sealer: Sealer, number: int, ballot: Ballot) -> None:
    """Seal one slip and keep it; on return it survives a power cut.

    Raises:
        Refused: the poll is not open, or the box holds as many slips as came back.
        BookError: the disk is full or the book is locked; the slip is not in the box.
    """
    sealed = _bound(book, poll_id, sealer).seal(slip_place(number), encode_ballot(ballot))
    _put(book, poll_id, sealed.key, sealed.box)


def entered_slips(book: Book, sealer: Sealer, count: int) -> tuple[int, ...]:
    """The places of the stack, from 1 to `count`, that are in the box."""
    return tuple(
        number for number in range(1, count + 1) if store.has_box(book, sealer.key(slip_place(number)))
    )


def enter_totals(book: Book, poll_id: int, sealer: Sealer, row: int, totals: RowTotals) -> None:
    """Seal the tellers' counts of one row and keep them.

    Raises:
        Refused: an identity does not hold, or rows were counted on other slips; nothing is kept.
        BookError: the disk is full or the book is locked; nothing is kept.
    """
    record = _open_totals(book, poll_id)
    count = RowCount(totals.grades, totals.blank, totals.void_rows)
    label = store.targets(book, poll_id)[row].label
    scope = store.scope_of(record.rules)
    faults = [
        *validity_faults(totals.valid, totals.void, record.returned or 0),
        *row_faults(count, record.scale, valid=totals.valid, row=row, name=label, scope=scope),
    ]
    if faults:
        raise Refused(faults[0].brief, title="票数不平")
    if not agrees_with_box(book, poll_id, sealer, totals.valid, totals.void):
        raise Refused("有效票、废票与先前封存各行时不同。请核对；要改有效票，须重录各行。", title="票数不平")
    sealed = _bound(book, poll_id, sealer).seal(
        row_place(row, totals.valid, totals.void), encode_totals(totals)
    )
    _put(book, poll_id, sealed.key, sealed.box)


def entered_rows(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> tuple[int, ...]:
    """The rows of totals in the box that were counted on so many valid and void slips."""
    rows = range(len(store.targets(book, poll_id)))
    return tuple(row for row in rows if store.has_box(book, sealer.key(row_place(row, valid, void))))


def agrees_with_box(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> bool:
    """Whether every row in the box was counted on so many valid and void slips."""
    return store.box_count(book, poll_id) == len(entered_rows(book, poll_id, sealer, valid, void))


def start_totals_again(book: Book, poll_id: int) -> None:
    """Take every row of totals out of the box, because 有效票 or 废票 changed.

    Raises:
        Refused: the poll is not open, or its slips come in one by one.
    """
    _open_totals(book, poll_id)
    with book.write("poll.totals_restarted") as writing:
        store.delete_boxes(writing.db, poll_id)
        writing.about(poll=poll_id)


def _open_totals(book: Book, poll_id: int) -> PollRecord:
    record = store.poll(book, poll_id)
    if record is None or record.state != "open" or record.channel != "totals" or record.returned is None:
        raise Refused(NOT_ADMITTED)
    return record


def _bound(book: Book, poll_id: int, sealer: Sealer) -> Sealer:
    """The sealer for as many slips as the scrutineer counted, which may be after it was unlocked."""
    return sealer.for_total(book.value("SELECT returned FROM poll WHERE id = ?", (poll_id,)) or 0)


def _put(book: Book, poll_id: int, key: bytes, box: bytes) -> None:
    try:
        with book.quiet() as db:
            store.put_box(db, poll_id, key, box)
    except sqlite3.IntegrityError:
        raise Refused(NOT_ADMITTED) from None


def missing(entered: Iterable[int], count: int) -> tuple[int, ...]:
    """The places from 1 to `count` that are not entered yet."""
    have = set(entered)
    return tuple(number for number in range(1, count + 1) if number not in have)
