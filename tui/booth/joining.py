"""Taking a place among the booths of a poll: one whose process is gone, or else a new one; and which broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.booths import add_booth
from db.booth_seats import BoothSeat, is_taken, sweep, take
from db.errors import BookError
from db.views.booths import door

if TYPE_CHECKING:
    from db.book import Book

TRIES = 5
"""The teller's screen looks at a place by trying it, which may come between once."""


def join(book: Book, poll_id: int) -> tuple[int, BoothSeat]:
    """Take a place; returns its number and what holds it.

    A booth at which somebody was admitted when its process ended is left to the teller, who finds out whether that
    ballot is in.

    Raises:
        Refused: the poll is not open, or has no booths.
        BookError: the book cannot be written.
    """
    sweep(book.path)
    for booth in door(book, poll_id).booths:
        seat = None if booth.is_busy else take(book.path, poll_id, booth.number)
        if seat is not None:
            return booth.number, seat
    number = add_booth(book, poll_id)
    for _ in range(TRIES):
        seat = take(book.path, poll_id, number)
        if seat is not None:
            return number, seat
    raise BookError(f"“{book.path.parent}”里不能占住投票台的位置。请再试一次。", title="不能写入")


def broken_off(book: Book, poll_id: int) -> tuple[int, ...]:
    """The booths at which somebody was when their process ended; until they are settled nobody is admitted."""
    return tuple(
        booth.number
        for booth in door(book, poll_id).booths
        if booth.is_busy and not is_taken(book.path, poll_id, booth.number)
    )
