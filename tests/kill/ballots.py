"""Victim: votes in a booth, or settles two entries and counts.

`ballots vote BOOK POLL COUNT ROWS SEED`: voters of a deck sit down one after another, from wherever the last process was
killed. `ballots cast BOOK POLL BOOTH ROWS SEED`: casts at one booth. `ballots settle BOOK POLL COUNT ROWS SEED`: unseals, settles against the deck and counts.
"""

from __future__ import annotations

import sys
from pathlib import Path

from db.acts import booths, cleaning, counting, polls
from db.book import Book, open_book
from db.store import poll_boxes
from tests import paper
from tests.kill import victim

BOOTH = 1


def vote(book: Book, poll: int, count: int, rows: int, seed: int) -> None:
    """Vote the deck; how far it got is told by the box alone."""
    sealer = paper.unlock(book, poll)
    deck = paper.deck(count, rows, seed)
    victim.arm(book.conn)
    if poll_boxes.is_busy(book, poll, BOOTH):
        booths.settle_broken(book, poll, [BOOTH])
    while (cast := poll_boxes.box_count(book, poll)) < count:
        booths.admit(book, poll, BOOTH)
        booths.cast(book, poll, sealer, BOOTH, deck[cast])
        victim.acknowledge(str(cast + 1))
        booths.leave(book, poll, BOOTH)


def cast(book: Book, poll: int, number: int, rows: int, seed: int) -> None:
    """Cast the ballot of the voter who was admitted to a booth, and free it."""
    sealer = paper.unlock(book, poll)
    victim.arm(book.conn)
    booths.cast(book, poll, sealer, number, paper.deck(number, rows, seed)[-1])
    victim.acknowledge("cast")
    booths.leave(book, poll, number)


def settle(book: Book, poll: int, count: int, rows: int, seed: int) -> None:
    """Close, unseal, settle every difference as the paper says, count."""
    deck = paper.deck(count, rows, seed)
    victim.arm(book.conn)
    state = book.value("SELECT state FROM poll WHERE id = ?", (poll,))
    if state == "open":
        polls.close_poll(book, poll)
        victim.acknowledge("closed")
    if state != "counted":
        work = counting.work_of(book, poll)
        unsealed = counting.unseal(work, paper.CODES)
        counting.begin_settling(book, poll)
        victim.acknowledge("settling")
        for difference in unsealed.differences:
            counting.log_settled(book, poll, difference.slip)
        right = {difference.slip: deck[difference.slip - 1] for difference in unsealed.differences}
        counting.store_count(book, poll, counting.settled(work, unsealed, right))
        victim.acknowledge("counted")
    cleaning.resume_cleaning(book)
    victim.acknowledge("cleaned")


def main(arguments: list[str]) -> None:
    """Do one of the three."""
    work = {"vote": vote, "cast": cast, "settle": settle}[arguments[0]]
    with open_book(Path(arguments[1])) as book:
        work(book, *map(int, arguments[2:]))


if __name__ == "__main__":
    main(sys.argv[1:])
