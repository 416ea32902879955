"""Ballots on paper go into the box: slip by slip, called out, or as the tellers' totals a row. Each is sealed and durable on return.

No event is written and no moment is kept: a cast leaves a box and nothing else. A slip has its place in the stack,
never a number on the paper; entering a place again replaces what was there.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from db.errors import Refused
from db.rules.ballot import fits_form
from db.rules.ballot_bytes import NoteTotals, encode_ballot, encode_note, encode_totals, notes_of_totals
from db.rules.poll_kinds import SLIP_CHANNELS
from db.rules.tally import RowCount, row_faults, validity_faults
from db.sealing import PLACE_BYTES
from db.store import poll_boxes
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.book import Book
    from db.rules.ballot import Ballot, RowTotals
    from db.sealing import Sealer
    from db.store.polls import PollRecord

NOT_OF_THE_FORM = "这张票与票样不符（行数、等次、编号或字数），没有存入。请重新填写。"
NOT_ADMITTED = "投票不在进行，或者票箱里的票已经够数，这张票没有存入。"


def slip_place(number: int, entry: int = 1) -> bytes:
    """The place of a slip in the stack, from 1, in the first entry or a later one."""
    return b"slip" + entry.to_bytes(4, "big") + number.to_bytes(8, "big")


def row_place(row: int, valid: int, void: int) -> bytes:
    """The place of a row of totals, from 0, counted on so many valid and void slips."""
    return b"row." + b"".join(number.to_bytes(4, "big") for number in (row, valid, void))


def note_place(kind: str, index: int, valid: int, void: int) -> bytes:
    """The place of a name written in (`o`) or a free text (`t`) of the totals, from 0."""
    return b"not" + kind.encode() + b"".join(number.to_bytes(4, "big") for number in (index, valid, void))


assert len(slip_place(1)) == len(row_place(0, 0, 0)) == len(note_place("o", 0, 0, 0)) == PLACE_BYTES  # noqa: S101


def enter_slip(
    book: Book, poll_id: int, sealer: Sealer, number: int, ballot: Ballot, *, entry: int = 1
) -> None:
    """Seal one slip and keep it; on return it survives a power cut.

    Args:
        book: The book.
        poll_id: An open poll whose slips come in one by one.
        sealer: Unlocked with both codes.
        number: The place in the stack, from 1.
        ballot: What is on the slip.
        entry: 2 where another person types the slips in again.

    Raises:
        Refused: the poll is not open, the box holds as many slips as came back, or the slip is none of the form.
        BookError: the disk is full or the book is locked; the slip is not in the box.
    """
    record = _open(book, poll_id)
    if not fits_form(ballot, record.form, len(store.targets(book, poll_id))):
        raise Refused(NOT_OF_THE_FORM)
    if record.channel not in SLIP_CHANNELS or not (
        1 <= entry <= record.entries and 1 <= number <= (record.returned or 0)
    ):
        raise Refused(NOT_ADMITTED)
    sealed = sealer.for_total(record.returned or 0).seal(
        slip_place(number, entry), encode_ballot(ballot, record.form)
    )
    _put(book, poll_id, sealed.key, sealed.box)


def entered_slips(book: Book, sealer: Sealer, count: int, *, entry: int = 1) -> tuple[int, ...]:
    """The places of the stack, from 1 to `count`, that are in the box."""
    every = range(1, count + 1)
    return tuple(n for n in every if poll_boxes.has_box(book, sealer.key(slip_place(n, entry))))


def enter_totals(book: Book, poll_id: int, sealer: Sealer, cell: int, totals: RowTotals) -> None:
    """Seal the tellers' counts of one cell and keep them.

    Raises:
        Refused: an identity does not hold, or rows were counted on other slips; nothing is kept.
        BookError: the disk is full or the book is locked; nothing is kept.
    """
    record = _open_totals(book, poll_id)
    form = record.form
    count = RowCount(totals.grades, totals.blank, totals.void_rows)
    labels = [target.label for target in store.targets(book, poll_id)]
    faults = [
        *validity_faults(totals.valid, totals.void, record.returned or 0),
        *row_faults(
            count,
            form.part_of(cell).scale,
            valid=totals.valid,
            row=cell,
            name=store.cell_label(record, labels, cell),
            scope=store.scope_of(record.rules),
            blank=form.blank_name,
        ),
    ]
    if faults:
        raise Refused(faults[0].brief, title="票数不平")
    if any(number > totals.valid for number in totals.problems):
        raise Refused("有问题被提到的次数多于有效票。请核对。", title="票数不平")
    _agree(book, poll_id, sealer, totals.valid, totals.void)
    sealed = sealer.for_total(record.returned or 0).seal(
        row_place(cell, totals.valid, totals.void), encode_totals(totals, form)
    )
    _put(book, poll_id, sealed.key, sealed.box)


def enter_notes(
    book: Book,
    poll_id: int,
    sealer: Sealer,
    others: Sequence[NoteTotals],
    texts: Sequence[NoteTotals],
    *,
    valid: int,
    void: int,
) -> None:
    """Seal the names written in and the free texts of the totals, all at once; an empty list is one too.

    Raises:
        Refused: more than there is room for, one is too long, or they were counted on other slips; nothing is kept.
        BookError: nothing is kept.
    """
    record = _open_totals(book, poll_id)
    _agree(book, poll_id, sealer, valid, void)
    sealer = sealer.for_total(record.returned or 0)
    sealed = []
    for kind, notes, room in zip(
        "ot", (others, texts), notes_of_totals(record.form, record.returned or 0), strict=True
    ):
        if len(notes) > room or any((note.valid, note.void) != (valid, void) for note in notes):
            raise Refused("另选或意见的条数过多，没有存入。", title="票数不平")
        full = [*notes, *[NoteTotals(valid, void, 0, "")] * (room - len(notes))]
        try:
            sealed += [
                sealer.seal(note_place(kind, index, valid, void), encode_note(note, record.form))
                for index, note in enumerate(full)
            ]
        except ValueError:
            raise Refused("有姓名或意见过长，没有存入。请缩短。") from None
    try:
        with book.quiet() as db:
            for one in sealed:
                poll_boxes.put_box(db, poll_id, one.key, one.box)
    except sqlite3.IntegrityError:
        raise Refused(NOT_ADMITTED) from None


def _agree(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> None:
    if not agrees_with_box(book, poll_id, sealer, valid, void):
        raise Refused("有效票、废票与先前封存各行时不同。请核对；要改有效票，须重录各行。", title="票数不平")


def entered_rows(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> tuple[int, ...]:
    """The rows of totals in the box that were counted on so many valid and void slips."""
    record = _open_totals(book, poll_id)
    cells = record.form.cells(len(store.targets(book, poll_id)))
    return tuple(
        cell for cell in range(cells) if poll_boxes.has_box(book, sealer.key(row_place(cell, valid, void)))
    )


def has_notes(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> bool:
    """Whether the names written in and the free texts of the totals are in the box, counted on these slips."""
    return _notes_in(book, poll_id, sealer, valid, void) > 0


def _notes_in(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> int:
    record = _open_totals(book, poll_id)
    rooms = notes_of_totals(record.form, record.returned or 0)
    places = [
        note_place(kind, i, valid, void) for kind, room in zip("ot", rooms, strict=True) for i in range(room)
    ]
    return sum(poll_boxes.has_box(book, sealer.key(place)) for place in places)


def agrees_with_box(book: Book, poll_id: int, sealer: Sealer, valid: int, void: int) -> bool:
    """Whether everything in the box was counted on so many valid and void slips."""
    found = len(entered_rows(book, poll_id, sealer, valid, void))
    found += _notes_in(book, poll_id, sealer, valid, void)
    return poll_boxes.box_count(book, poll_id) == found


def start_totals_again(book: Book, poll_id: int) -> None:
    """Take every row of totals out of the box, because 有效票 or 废票 changed.

    Raises:
        Refused: the poll is not open, or its slips come in one by one.
    """
    _open_totals(book, poll_id)
    with book.write("poll.totals_restarted") as writing:
        poll_boxes.delete_boxes(writing.db, poll_id)
        writing.about(poll=poll_id)


def _open(book: Book, poll_id: int) -> PollRecord:
    record = store.poll(book, poll_id)
    if record is None or record.state != "open" or record.returned is None:
        raise Refused(NOT_ADMITTED)
    return record


def _open_totals(book: Book, poll_id: int) -> PollRecord:
    record = _open(book, poll_id)
    if record.channel != "totals":
        raise Refused(NOT_ADMITTED)
    return record


def _put(book: Book, poll_id: int, key: bytes, box: bytes) -> None:
    try:
        with book.quiet() as db:
            poll_boxes.put_box(db, poll_id, key, box)
    except sqlite3.IntegrityError:
        raise Refused(NOT_ADMITTED) from None


def missing(entered: Iterable[int], count: int) -> tuple[int, ...]:
    """The places from 1 to `count` that are not entered yet."""
    have = set(entered)
    return tuple(number for number in range(1, count + 1) if number not in have)
