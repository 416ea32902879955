"""One slip while it is typed in: a pure state that every key turns into the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.rules.ballot import BLANK, VOID_ROW, Ballot


@dataclass(frozen=True, repr=False)
class SlipState:
    """The marks typed so far; None where a row was not typed yet.

    Attributes:
        marks: A mark a row, in the order of the slip.
        grades: How many grades the scale has.
        cursor: The row that the next key marks.
        is_void: The whole slip is void.
        unmarked: Rows with nothing to mark on the paper (不定等次): 弃权 from the beginning, passed over by the cursor.
    """

    marks: tuple[int | None, ...]
    grades: int
    cursor: int = 0
    is_void: bool = False
    unmarked: frozenset[int] = frozenset()

    def __repr__(self) -> str:
        return f"<SlipState of {len(self.marks)} rows>"

    @property
    def typed(self) -> int:
        """How many rows are typed."""
        return sum(mark is not None for mark in self.marks) - len(self.unmarked)

    @property
    def wanted(self) -> int:
        """How many rows are to be typed."""
        return len(self.marks) - len(self.unmarked)

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
            return Ballot((BLANK,) * len(self.marks), is_void=True)
        marks = tuple(mark for mark in self.marks if mark is not None)
        if len(marks) != len(self.marks):
            raise ValueError("a row is not typed yet")
        return Ballot(marks)


def new_slip(rows: int, grades: int, unmarked: frozenset[int] = frozenset()) -> SlipState:
    """A slip on which nothing is typed, the cursor on the first row that can be."""
    marks = tuple(BLANK if row in unmarked else None for row in range(rows))
    first = next((row for row, mark in enumerate(marks) if mark is None), 0)
    return SlipState(marks, grades, first, unmarked=unmarked)


def moved(slip: SlipState, row: int) -> SlipState:
    """The cursor on another row."""
    return replace(slip, cursor=max(0, min(len(slip.marks) - 1, row)))


def typed_digit(slip: SlipState, number: int) -> SlipState | None:
    """A digit marks the row and moves on; None where the scale or the row has no such grade, or the slip is void."""
    if not (number == BLANK or 1 <= number <= slip.grades):
        return None
    return _marked(slip, number)


def void_row(slip: SlipState) -> SlipState | None:
    """The row does not count; moves on. None on a void slip or a row with nothing to mark."""
    return _marked(slip, VOID_ROW)


def _marked(slip: SlipState, mark: int) -> SlipState | None:
    if slip.is_void or slip.cursor in slip.unmarked:
        return None
    marks = (*slip.marks[: slip.cursor], mark, *slip.marks[slip.cursor + 1 :])
    below = (row for row in range(slip.cursor + 1, len(marks)) if row not in slip.unmarked)
    return replace(slip, marks=marks, cursor=next(below, slip.cursor))


def toggled_void(slip: SlipState) -> SlipState:
    """The whole slip void, or standing again with what was typed."""
    return replace(slip, is_void=not slip.is_void)


def undone(slip: SlipState) -> SlipState:
    """Take back: a void slip stands again; else the row under the cursor is cleared, or the one before it."""
    if slip.is_void:
        return toggled_void(slip)
    row = slip.cursor
    if row in slip.unmarked or slip.marks[row] is None:
        row = next((above for above in range(row - 1, -1, -1) if above not in slip.unmarked), row)
    if row in slip.unmarked:
        return slip
    marks = (*slip.marks[:row], None, *slip.marks[row + 1 :])
    return replace(slip, marks=marks, cursor=row)


def rest_blank(slip: SlipState) -> SlipState:
    """Every row not typed yet is 弃权."""
    marks = tuple(BLANK if mark is None else mark for mark in slip.marks)
    return replace(slip, marks=marks, cursor=len(marks) - 1)
