"""Victim: types slips or totals in, or counts.

`slips enter BOOK POLL COUNT ROWS SEED`, `slips totals BOOK POLL COUNT ROWS SEED` or `slips count BOOK POLL`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from db.acts import ballots, cleaning, counting, polls
from db.book import Book, open_book
from db.rules.ballot import APPRAISAL_FORM, RowTotals
from db.rules.tally import tally
from tests import paper
from tests.kill import victim


def enter(book: Book, poll: int, count: int, rows: int, seed: int) -> None:
    """Go on with the stack where the last process was killed."""
    sealer = paper.unlock(book, poll)
    deck = paper.deck(count, rows, seed)
    victim.arm(book.conn)
    for number in ballots.missing(ballots.entered_slips(book, sealer, count), count):
        ballots.enter_slip(book, poll, sealer, number, deck[number - 1])
        victim.acknowledge(str(number))


def totals(book: Book, poll: int, count: int, rows: int, seed: int) -> None:
    """Go on with the rows of totals where the last process was killed."""
    sealer = paper.unlock(book, poll)
    result = tally(paper.deck(count, rows, seed), APPRAISAL_FORM, rows)
    victim.arm(book.conn)
    sealed = ballots.entered_rows(book, poll, sealer, result.valid, result.void)
    for row, cells in enumerate(result.rows):
        if row not in sealed:
            typed = RowTotals(result.valid, result.void, cells.grades, cells.blank, cells.void_rows)
            ballots.enter_totals(book, poll, sealer, row, typed)
            victim.acknowledge(str(row))


def count(book: Book, poll: int) -> None:
    """Close, count and clean up, from wherever the last process was killed."""
    victim.arm(book.conn)
    state = book.value("SELECT state FROM poll WHERE id = ?", (poll,))
    if state == "open":
        polls.close_poll(book, poll)
        victim.acknowledge("closed")
        state = "closed"
    if state == "closed":
        result = paper.unsealed(book, poll)
        counting.store_count(book, poll, result)
        victim.acknowledge("counted")
    cleaning.resume_cleaning(book)
    victim.acknowledge("cleaned")


def main(arguments: list[str]) -> None:
    """Do one of the three."""
    with open_book(Path(arguments[1])) as book:
        if arguments[0] == "enter":
            enter(book, *map(int, arguments[2:]))
        elif arguments[0] == "totals":
            totals(book, *map(int, arguments[2:]))
        else:
            count(book, int(arguments[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
