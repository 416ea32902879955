"""Victim: calls the roll, or runs the agenda. `evening roll BOOK MEETING SEED` or `evening clock BOOK MEETING SECONDS`."""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from db.acts import agenda, rollcall
from db.book import Book, open_book
from db.rules.attendance import Direction, Status
from tests.kill import victim
from tests.sample import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = 3000
"""More than anybody waits for: the victim is always killed at work."""


def marks(members: list[int], seed: int) -> Iterator[tuple[int, Status]]:
    """What is called, in order; some are called twice."""
    choose = random.Random(seed)
    statuses = (Status.PRESENT, Status.LATE, Status.LEAVE, Status.ABSENT)
    for _ in range(STEPS):
        yield choose.choice(members), choose.choice(statuses)


def roll(book: Book, meeting: int, seed: int) -> None:
    """Call the roll; acknowledge each mark, and each early leaving that follows a late arrival."""
    members = [row[0] for row in book.rows("SELECT member_id FROM attendance ORDER BY member_id")]
    gone: set[int] = set()
    victim.arm(book.conn)
    for step, (member, status) in enumerate(marks(members, seed)):
        rollcall.mark(book, meeting, member, status, "出差")
        victim.acknowledge(f"{step} {member} {status.value}")
        if not status.came:
            gone.discard(member)
        if status is Status.LATE and member not in gone:
            gone.add(member)
            rollcall.move(book, meeting, member, Direction.LEFT)
            victim.acknowledge(f"{step} {member} left")


def clock(book: Book, meeting: int, seconds: int, moments: Clock) -> None:
    """Run the agenda, every item for so many seconds; acknowledge each start with the moment."""
    victim.arm(book.conn)
    while (item := agenda.next_item(book, meeting)) is not None:
        victim.acknowledge(f"{item} {book.now()}")
        moments.move(seconds)


def main(arguments: list[str]) -> None:
    """Do one of the two."""
    moments = Clock()
    moments.moment += timedelta(minutes=5)
    with open_book(Path(arguments[1]), clock=moments) as book:
        if arguments[0] == "roll":
            roll(book, *map(int, arguments[2:]))
        else:
            clock(book, int(arguments[2]), int(arguments[3]), moments)


if __name__ == "__main__":
    main(sys.argv[1:])
