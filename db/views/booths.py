"""Booths as the teller and the booths themselves see them: who is admitted is nowhere, only how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store import poll_boxes
from db.store import polls as store

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Booth:
    """One place to vote at.

    Attributes:
        number: From 1.
        is_busy: Whether a voter was admitted there and has not cast.
        is_recalled: Whether its process is asked to say that its voter left without casting.
    """

    number: int
    is_busy: bool
    is_recalled: bool = False


@dataclass(frozen=True)
class Door:
    """A poll with booths as everybody may see it.

    Attributes:
        is_open: Whether ballots are taken.
        electorate: 实到参加投票.
        admitted: 入场, those taken back left out.
        cast: 已投.
        booths: By number.
    """

    is_open: bool
    electorate: int
    admitted: int
    cast: int
    booths: tuple[Booth, ...]

    @property
    def busy(self) -> int:
        """How many booths somebody is at."""
        return sum(booth.is_busy for booth in self.booths)

    @property
    def outstanding(self) -> int:
        """How many were admitted whose ballot is not in the box."""
        return self.admitted - self.cast

    @property
    def is_done(self) -> bool:
        """Whether everybody has cast."""
        return self.cast == self.admitted == self.electorate

    def booth(self, number: int) -> Booth | None:
        """One booth, or None."""
        return next((booth for booth in self.booths if booth.number == number), None)


def door(reader: Reader, poll_id: int) -> Door:
    """How many went in, how many cast, and which booths are free: one moment's figures."""
    with reader.snapshot():
        record = store.poll(reader, poll_id)
        if record is None:
            return Door(False, 0, 0, 0, ())
        rows = reader.rows(
            "SELECT number, is_busy, is_recalled FROM booth WHERE poll_id = ? ORDER BY number", (poll_id,)
        )
        return Door(
            is_open=record.state == "open",
            electorate=record.electorate,
            admitted=record.admissions - record.withdrawn,
            cast=poll_boxes.box_count(reader, poll_id),
            booths=tuple(
                Booth(number, bool(is_busy), bool(is_recalled)) for number, is_busy, is_recalled in rows
            ),
        )
