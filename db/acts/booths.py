"""The booth: who may sit down, and the ballot that goes into the box.

The book counts how many were admitted and whether somebody is at a booth; who, never. Casting writes one box and nothing
else, so that what follows (the booth is free again) is a step of its own that a crash may cut off: then nobody is
admitted until the number of boxes tells whether that ballot is in. Whoever walks away from a booth at work is counted as
withdrawn by that booth itself, which knows, so that the number tells nonetheless.
"""

from __future__ import annotations

import secrets
import sqlite3
from typing import TYPE_CHECKING

from db.acts.ballots import NOT_OF_THE_FORM
from db.acts.poll_locks import assert_durable
from db.acts.poll_states import wanted
from db.errors import Refused
from db.rules.ballot import fits_form
from db.rules.ballot_bytes import encode_ballot
from db.rules.broken_booths import Finding, finding
from db.sealing import PLACE_BYTES
from db.store import poll_boxes
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlite_utils import Database

    from db.book import Book
    from db.rules.ballot import Ballot
    from db.sealing import Sealer

NOT_CAST = "现在不能投票，这张票没有投入，仍在您手里。请告诉计票人。"

IMPOSSIBLE = "入场和已投的数目不合理，簿册可能被改动过，不能断定票是否投入。请作废，重新投票。"

UNDECIDED = "几位投票人看见的，与票箱里的票数不符，不能断定谁的票已经投入。请再当面问一次；还是不符的，只能作废，重新投票。"


def add_booth(book: Book, poll_id: int) -> int:
    """Set up a booth for an open poll; returns its number, from 1.

    Raises:
        Refused: the poll is not open, or has no booths.
    """
    _open(book, poll_id)
    assert_durable(book)
    with book.write("booth.added") as writing:
        number = poll_boxes.add_booth(writing.db, poll_id)
        writing.about(poll=poll_id, booth=number)
    return number


def admit(book: Book, poll_id: int, number: int) -> None:
    """Let the next voter sit down at a booth.

    Raises:
        Refused: somebody is there, everybody who may vote has been admitted, or the last ballot is still in doubt.
    """
    with book.quiet() as db:
        record = _open(book, poll_id)
        if _busy(book, poll_id, number):
            raise Refused(f"{number}号投票台还有人，请等他投完。")
        admitted = record.admissions - record.withdrawn
        if admitted >= record.electorate:
            raise Refused(f"实到参加投票的{record.electorate}人都已入场，不能再放人。")
        if record.returned is not None:
            raise Refused("监票人已经核对投票人数，不能再放人。")
        store.update(db, poll_id, admissions=record.admissions + 1)
        poll_boxes.set_busy(db, poll_id, number, is_busy=True)


def withdraw(book: Book, poll_id: int, number: int) -> bool:
    """Take an admission back: the voter left the booth without casting.

    Returns:
        Whether it is taken back. False where a ballot came in of a booth that is not free yet or broke off, be it this
        one: then the process behind the booth is asked, which knows (`hand_back`, `leave`). A voter may have gone whose
        ballot was said to have failed and is in the box: his booth would else be free for nobody.

    Raises:
        Refused: nobody is at the booth.
    """
    with book.quiet() as db:
        record = _open(book, poll_id)
        if not _busy(book, poll_id, number):
            raise Refused(f"{number}号投票台没有人。")
        is_certain = _outstanding(book, record) == len(poll_boxes.busy_booths(book, poll_id))
        if is_certain:
            _take_back(db, record, number)
        else:
            poll_boxes.recall(db, poll_id, number)
    return is_certain


def hand_back(book: Book, poll_id: int, sealer: Sealer, number: int, place: bytes) -> bool:
    """A booth says of itself that its voter left without casting; only its own process may.

    Args:
        book: The book.
        poll_id: An open poll.
        sealer: The booth's.
        number: The booth.
        place: Its voter's: a cast that was said to have failed may have reached the disk.

    Returns:
        Whether the admission is taken back; False where the ballot is in the box.

    Raises:
        Refused: nobody is at the booth, or the poll is not open.
    """
    with book.quiet() as db:
        record = _open(book, poll_id)
        if not _busy(book, poll_id, number):
            raise Refused(f"{number}号投票台没有人。")
        if poll_boxes.has_box(book, sealer.key(place)):
            poll_boxes.set_busy(db, poll_id, number, is_busy=False)
            return False
        _take_back(db, record, number)
    return True


def _take_back(db: Database, record: store.PollRecord, number: int) -> None:
    store.update(db, record.id, withdrawn=record.withdrawn + 1)
    poll_boxes.set_busy(db, record.id, number, is_busy=False)


def settle_broken(book: Book, poll_id: int, numbers: Collection[int], *, seen: int | None = None) -> int:
    """Free the booths that broke off with a voter, once the numbers tell what of theirs is in the box.

    Args:
        book: The book.
        poll_id: An open poll.
        numbers: The booths whose process is gone.
        seen: Where some of several ballots are in the box: how many of those voters saw that they had cast.

    Returns:
        How many of those voters have no ballot in the box and are to be admitted again.

    Raises:
        Refused: no booth broke off with a voter, a ballot in the box may be that of a voter at another one, what the
            voters saw is missing or does not agree with the box, or the numbers cannot be; nothing is changed.
    """
    with book.write("booth.settled") as writing:
        record = _open(book, poll_id)
        busy = poll_boxes.busy_booths(book, poll_id)
        broken, outstanding = busy.intersection(numbers), _outstanding(book, record)
        found = finding(len(broken), len(busy - broken), outstanding)
        if found is Finding.NOTHING:
            raise Refused("没有投票台在投票时中断，不用查。")
        if found is Finding.WAIT:
            raise Refused("其他投票台还有人。请等他投完，或者撤回，再查中断的投票台。")
        if found is Finding.IMPOSSIBLE:
            raise Refused(IMPOSSIBLE)
        again = min(outstanding, len(broken))  # whatever else is out belongs to voters at work
        if found is Finding.MIXED and seen != len(broken) - again:
            raise Refused(UNDECIDED)
        store.update(writing.db, poll_id, withdrawn=record.withdrawn + again)
        for number in broken:
            poll_boxes.set_busy(writing.db, poll_id, number, is_busy=False)
        writing.about(poll=poll_id, booths=len(broken), again=again)
    return again


def new_place() -> bytes:
    """A place in the box for one voter's ballot: random, so that it tells of no order."""
    return secrets.token_bytes(PLACE_BYTES)


def cast(
    book: Book, poll_id: int, sealer: Sealer, number: int, ballot: Ballot, *, place: bytes | None = None
) -> None:
    """Drop a ballot in; on return it survives a power cut, and nothing else was written.

    Args:
        book: The book.
        poll_id: An open poll.
        sealer: Unlocked with both codes.
        number: The booth.
        ballot: What is cast.
        place: Drawn once a voter, so that trying again after a fault never puts a second ballot in: a write that was
            said to have failed and yet reached the disk is replaced.

    Raises:
        Refused: nobody was admitted to this booth, the poll is not open, or the ballot is none of the form; it is not
            in the box.
        BookError: the disk is full or the book is locked; the ballot is not in the box.
    """
    record = _open(book, poll_id)
    assert_durable(book)
    if not fits_form(ballot, record.form, len(store.targets(book, poll_id))):
        raise Refused(NOT_OF_THE_FORM)
    sealed = sealer.seal(place or new_place(), encode_ballot(ballot, record.form))
    try:
        with book.quiet() as db:
            if not _busy(book, poll_id, number):
                raise Refused(NOT_CAST)
            poll_boxes.put_box(db, poll_id, sealed.key, sealed.box)
    except sqlite3.IntegrityError:
        raise Refused(NOT_CAST) from None


def leave(book: Book, poll_id: int, number: int) -> None:
    """The voter's ballot is in, and the booth is free again; it stays so where that was written before, unbeknown.

    Raises:
        Refused: the poll is not open, or no ballot came in for this booth.
    """
    with book.quiet() as db:
        record = _open(book, poll_id)
        busy = poll_boxes.busy_booths(book, poll_id)
        if number not in busy:
            return
        if _outstanding(book, record) >= len(busy):
            raise Refused("这个投票台的票还没有投入。")
        poll_boxes.set_busy(db, poll_id, number, is_busy=False)


def _outstanding(book: Book, record: store.PollRecord) -> int:
    """Ballots that were admitted and are not in the box."""
    return record.admissions - record.withdrawn - poll_boxes.box_count(book, record.id)


def _open(book: Book, poll_id: int) -> store.PollRecord:
    record = wanted(book, poll_id, "open")
    if record.channel != "booth":
        raise Refused("这次投票用纸票，没有投票台。")
    return record


def _busy(book: Book, poll_id: int, number: int) -> bool:
    found = poll_boxes.is_busy(book, poll_id, number)
    if found is None:
        raise Refused(f"没有{number}号投票台。")
    return found
