"""One ballot: a mark on every row, or a slip that is void as a whole; and how each becomes bytes of fixed length.

A ballot never says whose it is. Its `repr` never says what it holds: a choice must not reach a log, a
notification or a crash screen.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

BLANK: Final = 0
"""The mark of a row left empty: 弃权."""

VOID_ROW: Final = 15
"""The mark of a row that names more than one grade, or none that can be read: the row does not count."""

MAX_GRADES: Final = 9
"""A grade is one digit, 1 to 9, best first; 0 is blank."""

InvalidScope = Literal["row", "ballot"]
"""What an over-marked row spoils: itself, or the whole slip."""


@dataclass(frozen=True)
class Grade:
    """One grade of a scale (等次).

    Attributes:
        code: What the book stores.
        name: What people read: 优秀.
        is_capped: Whether the share of members who may be given it is limited.
    """

    code: str
    name: str
    is_capped: bool = False


@dataclass(frozen=True)
class Scale:
    """The grades of a poll, best first; the digit of a grade is its place, from 1."""

    grades: tuple[Grade, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.grades) <= MAX_GRADES:
            raise ValueError("a scale has one to nine grades")
        if len({grade.code for grade in self.grades}) != len(self.grades):
            raise ValueError("two grades of a scale share a code")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the grades, best first."""
        return tuple(grade.name for grade in self.grades)


APPRAISAL_SCALE: Final = Scale(
    (
        Grade("excellent", "优秀", is_capped=True),
        Grade("qualified", "合格"),
        Grade("basic", "基本合格"),
        Grade("unqualified", "不合格"),
    )
)
"""优秀、合格、基本合格、不合格: the grades of the yearly notices since 2018."""


@dataclass(frozen=True, repr=False)
class Ballot:
    """The marks of one slip, a mark a row, in the order of the targets."""

    marks: tuple[int, ...]
    is_void: bool = False

    def __repr__(self) -> str:
        return f"<Ballot of {len(self.marks)} rows>"


@dataclass(frozen=True, repr=False)
class RowTotals:
    """What the tellers counted for one row, with the slips that they counted it on.

    Attributes:
        valid: Valid slips of the whole count (有效票).
        void: Void slips of the whole count (废票).
        grades: Votes for each grade, best first.
        blank: Rows left empty (弃权).
        void_rows: Rows that do not count (行废).
    """

    valid: int
    void: int
    grades: tuple[int, ...]
    blank: int
    void_rows: int

    def __repr__(self) -> str:
        return f"<RowTotals of {len(self.grades)} grades>"


def is_mark(value: int, scale: Scale) -> bool:
    """Tell whether a number is a mark of this scale."""
    return value in (BLANK, VOID_ROW) or 1 <= value <= len(scale.grades)


def is_counted(ballot: Ballot, scope: InvalidScope) -> bool:
    """Tell whether a slip is valid: not void itself, nor spoilt by a row where the rule says so."""
    return not ballot.is_void and (scope == "row" or VOID_ROW not in ballot.marks)


def ballot_bytes(rows: int) -> int:
    """Return how many bytes every ballot of a poll takes, whatever is on it."""
    return rows + 1


def encode_ballot(ballot: Ballot) -> bytes:
    """Write a ballot as bytes; a void slip hides its marks."""
    marks = bytes(len(ballot.marks)) if ballot.is_void else bytes(ballot.marks)
    return bytes((int(ballot.is_void),)) + marks


def decode_ballot(data: bytes, rows: int, scale: Scale) -> Ballot | None:
    """Read what `encode_ballot` wrote; None when it is not a ballot of this poll."""
    if len(data) != ballot_bytes(rows) or data[0] > 1:
        return None
    if not all(is_mark(value, scale) for value in data[1:]):
        return None
    return Ballot(tuple(data[1:]), is_void=bool(data[0]))


def totals_bytes(scale: Scale) -> int:
    """Return how many bytes the totals of a row take."""
    return 2 * (len(scale.grades) + 4)


def encode_totals(totals: RowTotals) -> bytes:
    """Write the totals of a row as bytes.

    Raises:
        ValueError: a count is negative or above 65535.
    """
    numbers = (totals.valid, totals.void, *totals.grades, totals.blank, totals.void_rows)
    if any(not 0 <= number <= 0xFFFF for number in numbers):
        raise ValueError("a count is out of range")
    return struct.pack(f">{len(numbers)}H", *numbers)


def decode_totals(data: bytes, scale: Scale) -> RowTotals | None:
    """Read what `encode_totals` wrote; None when it is not a row of this poll."""
    if len(data) != totals_bytes(scale):
        return None
    valid, void, *counts = struct.unpack(f">{len(data) // 2}H", data)
    return RowTotals(valid, void, tuple(counts[:-2]), counts[-2], counts[-1])


def blank_ballot(rows: int) -> Ballot:
    """Return the ballot of a slip on which nothing is marked."""
    return Ballot((BLANK,) * rows)


def with_mark(marks: Sequence[int], row: int, mark: int) -> tuple[int, ...]:
    """Return the marks with one row changed."""
    return (*marks[:row], mark, *marks[row + 1 :])
