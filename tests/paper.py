"""A ballot on paper, played through: cheap locks, decks of slips, a poll opened, filled and counted."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from db import sealing
from db.acts import ballots, cleaning, counting, poll_drafts, poll_locks, polls
from db.rules.ballot import VOID_ROW, Ballot, RowTotals
from db.sealing import Cost, Sealer
from db.views import polls as views
from tests import sample

if TYPE_CHECKING:
    from db.book import Book
    from db.rules.tally import Tally

CHEAP = Cost(ops=1, memory=8192)
CODES = ("123456789012", "210987654321")


def choose_roles(book: Book, meeting: int, scrutineer: str = "史文", teller: str = "冯军") -> None:
    """One 监票人 and one 计票人."""
    with book.quiet() as db:
        for role, name in (("scrutineer", scrutineer), ("teller", teller)):
            db.execute(
                "INSERT INTO meeting_role (meeting_id, role, name) VALUES (?, ?, ?)", (meeting, role, name)
            )


def draft(book: Book, meeting: int, channel: str = "slips") -> int:
    """A draft that may open: everybody present, roles chosen."""
    sample.all_present(book, meeting)
    choose_roles(book, meeting)
    return poll_drafts.draft_appraisal(book, meeting, channel=channel)


def open_now(book: Book, poll: int) -> Sealer:
    """Open a draft and unlock typing in."""
    lock = sealing.new_lock(CODES, CHEAP)
    polls.open_poll(book, poll, lock, question=views.question_print(book, poll))
    return unlock(book, poll)


def unlock(book: Book, poll: int) -> Sealer:
    """What a process does that types ballots in."""
    lock, context = poll_locks.context_of(book, poll)
    return sealing.unlock_sealer(lock, context, CODES)


def hand_out(book: Book, poll: int, count: int) -> None:
    """Slips go out and all come back."""
    polls.record_issued(book, poll, count)
    polls.count_slips(book, poll, count, count)


def deck(count: int, rows: int, seed: int = 1) -> list[Ballot]:
    """Slips marked by chance, with blank rows, spoilt rows and void slips among them."""
    chance = random.Random(seed)
    marks = (0, 1, 1, 1, 2, 2, 3, 4, VOID_ROW)
    return [Ballot(tuple(chance.choices(marks, k=rows)), is_void=chance.random() < 0.1) for _ in range(count)]


def enter(book: Book, poll: int, sealer: Sealer, slips: list[Ballot]) -> None:
    """Type a stack of slips in."""
    for number, slip in enumerate(slips, 1):
        ballots.enter_slip(book, poll, sealer, number, slip)


def enter_totals(book: Book, poll: int, sealer: Sealer, result: Tally) -> None:
    """Type the tellers' totals in."""
    for row, count in enumerate(result.rows):
        totals = RowTotals(result.valid, result.void, count.grades, count.blank, count.void_rows)
        ballots.enter_totals(book, poll, sealer, row, totals)


def unsealed(book: Book, poll: int) -> Tally:
    """Unseal a closed poll whose slips were typed in once."""
    result = counting.unseal(counting.work_of(book, poll), CODES).result
    assert result is not None
    return result


def count(book: Book, poll: int) -> Tally:
    """Close, unseal, keep the counts, wipe."""
    polls.close_poll(book, poll)
    result = unsealed(book, poll)
    counting.store_count(book, poll, result)
    cleaning.finish_cleaning(book, poll)
    return result


def whole_poll(book: Book, meeting: int, slips: list[Ballot]) -> int:
    """Everything from draft to count; returns the poll."""
    poll = draft(book, meeting)
    sealer = open_now(book, poll)
    hand_out(book, poll, len(slips))
    enter(book, poll, sealer, slips)
    count(book, poll)
    return poll
