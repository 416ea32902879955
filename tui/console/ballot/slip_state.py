"""One slip while it is typed in: a pure state that every key turns into the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.rules.ballot import BLANK, VOID_ROW, Ballot, blank_ballot


@dataclass(frozen=True, repr=False)
class SlipState:
    """The marks typed so far; None where a row was not typed yet.

    Attributes:
        marks: A mark a row, in the order of the slip.
        grades: How many grades the scale has.
        cursor: The row that the next key marks.
        is_void: The whole slip is void.
    """

    marks: tuple[int | None, ...]
    grades: int
    cursor: int = 0
    is_void: bool = False

    def __repr__(self) -> str:
        return f"<SlipState of {len(self.marks)} rows>"

    @property
    def typed(self) -> int:
        """How many rows are typed."""
        return sum(mark is not None for mark in self.marks)

    @property
    def first_gap(self) -> int | None:
        """The first row that is not typed yet, or None; a void slip has none."""
        if self.is_void:
            return None
        return next((row for row, mark in enumerate(self.marks) if mark is None), None)

    @property
    def is_touched(self) -> bool:
        """Whether anything is typed that leaving would lose."""
        return self.is_void or self.typed > 0

    def ballot(self) -> Ballot:
        """The slip as typed.

        Raises:
            ValueError: a row is not typed yet.
        """
        if self.is_void:
            return replace(blank_ballot(len(self.marks)), is_void=True)
        marks = tuple(mark for mark in self.marks if mark is not None)
        if len(marks) != len(self.marks):
            raise ValueError("a row is not typed yet")
        return Ballot(marks)


def new_slip(rows: int, grades: int) -> SlipState:
    """A slip on which nothing is typed."""
    return SlipState((None,) * rows, grades)


def moved(slip: SlipState, row: int) -> SlipState:
    """The cursor on another row."""
    return replace(slip, cursor=max(0, min(len(slip.marks) - 1, row)))


def typed_digit(slip: SlipState, number: int) -> SlipState | None:
    """A digit marks the row and moves on; None where the scale has no such grade, or the slip is void."""
    if slip.is_void or not (number == BLANK or 1 <= number <= slip.grades):
        return None
    return _marked(slip, number)


def void_row(slip: SlipState) -> SlipState | None:
    """The row does not count; moves on. None on a void slip."""
    return None if slip.is_void else _marked(slip, VOID_ROW)


def _marked(slip: SlipState, mark: int) -> SlipState:
    marks = (*slip.marks[: slip.cursor], mark, *slip.marks[slip.cursor + 1 :])
    return moved(replace(slip, marks=marks), slip.cursor + 1)


def toggled_void(slip: SlipState) -> SlipState:
    """The whole slip void, or standing again with what was typed."""
    return replace(slip, is_void=not slip.is_void)


def undone(slip: SlipState) -> SlipState:
    """Take back: a void slip stands again; else the row under the cursor is cleared, or the one before it."""
    if slip.is_void:
        return toggled_void(slip)
    row = slip.cursor if slip.marks[slip.cursor] is not None else max(0, slip.cursor - 1)
    marks = (*slip.marks[:row], None, *slip.marks[row + 1 :])
    return replace(slip, marks=marks, cursor=row)


def rest_blank(slip: SlipState) -> SlipState:
    """Every row not typed yet is 弃权."""
    marks = tuple(BLANK if mark is None else mark for mark in slip.marks)
    return replace(slip, marks=marks, cursor=len(marks) - 1)
