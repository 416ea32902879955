"""Votes as they are called out: what the slips called so far amount to, and which keys call a name. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.ballot import Ballot, BallotForm, InvalidScope, is_counted

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, repr=False)
class Called:
    """Slips called so far.

    Attributes:
        valid: 有效票 among them.
        void: 废票 among them.
        marks: How often each mark was called, a counter a cell.
        others: Votes for names written in.
    """

    valid: int
    void: int
    marks: tuple[Counter[int], ...]
    others: Counter[str]

    def __repr__(self) -> str:
        return f"<Called of {len(self.marks)} cells>"

    @property
    def votes(self) -> int:
        """Of 推荐, the votes of all together, names written in among them."""
        return sum(cell[1] for cell in self.marks) + sum(self.others.values())


def called(ballots: Iterable[Ballot], form: BallotForm, cells: int, scope: InvalidScope) -> Called:
    """Count the slips called so far; what is on a void one counts for nothing."""
    marks = tuple(Counter[int]() for _ in range(cells))
    others: Counter[str] = Counter()
    valid = void = 0
    for ballot in ballots:
        if not is_counted(ballot, form, scope):
            void += 1
            continue
        valid += 1
        others.update(set(ballot.others))
        for cell, mark in zip(marks, ballot.marks, strict=True):
            cell[mark] += 1
    return Called(valid, void, marks, others)


def keys_needed(first: int, count: int) -> int:
    """How many digits a number that begins with this one takes: as many as the longest, one less where none is so long.

    Args:
        first: The first digit.
        count: How many names there are, numbered from 1.
    """
    length = len(str(count))
    return length if length == 1 or first * 10 ** (length - 1) <= count else length - 1


def key_of(number: int, count: int) -> str:
    """The digits that call a name: one wherever no longer number begins so (of 26 names: 3 to 9), else with noughts."""
    length = len(str(count))
    short = str(number).zfill(max(1, length - 1))
    is_short = len(short) == length - 1 and keys_needed(int(short[0]), count) == len(short)
    return short if is_short else str(number).zfill(length)
