"""One slip while it is typed in: a pure state that every key turns into the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from db.rules.ballot import BLANK, VOID_ROW, Ballot, BallotForm, is_over_chosen

ONE_DIGIT: Final = 9
"""Problems up to this many are named by one digit; of more, every number takes two (01, 12)."""


@dataclass(frozen=True, repr=False)
class SlipState:
    """What is typed so far of one slip.

    Attributes:
        form: What the slip asks.
        marks: A mark a cell, target by target; None where nothing was typed yet.
        typed: How many cells are typed.
        cursor: The cell that the next key marks.
        is_void: The whole slip is void.
        unmarked: Cells with nothing to mark on the paper (不定等次): 弃权 from the beginning, passed over.
        problems: A bit mask a target; empty where the form lists none.
        others: Names written in.
        text: What the voter wrote.
        last: The target that the last key marked; None once the cursor was moved by hand.
        naming: The target whose problems are being named, or None.
        tens: The first digit of a number of two that is half typed.
    """

    form: BallotForm
    marks: tuple[int | None, ...]
    typed: int = 0
    cursor: int = 0
    is_void: bool = False
    unmarked: frozenset[int] = frozenset()
    problems: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    text: str = ""
    last: int | None = None
    naming: int | None = None
    tens: int | None = None

    def __repr__(self) -> str:
        return f"<SlipState of {len(self.marks)} cells>"

    @property
    def target(self) -> int:
        """The target under the cursor."""
        return self.form.target_of(self.cursor)

    @property
    def wanted(self) -> int:
        """How many cells are to be typed."""
        return len(self.marks) - len(self.unmarked)

    @property
    def first_gap(self) -> int | None:
        """The first cell that is not typed yet, or None; a void slip has none, nor has one that only chooses."""
        if self.is_void or self.form.most_chosen:
            return None
        return next((cell for cell, mark in enumerate(self.marks) if mark is None), None)

    @property
    def is_touched(self) -> bool:
        """Whether anything is typed that leaving would lose."""
        return self.is_void or self.typed > 0 or any(self.problems) or bool(self.others or self.text)

    @property
    def chosen(self) -> int:
        """Of 推荐, how many are chosen, names written in among them."""
        return sum(mark not in (None, BLANK, VOID_ROW) for mark in self.marks) + len(self.others)

    @property
    def is_over(self) -> bool:
        """Whether more are chosen than may be: such a slip is void, and sealed as it is."""
        return not self.is_void and is_over_chosen(self.ballot_so_far(), self.form)

    def ballot(self) -> Ballot:
        """The slip as typed; whom a slip of 推荐 does not choose need not be typed.

        Raises:
            ValueError: a cell is not typed yet.
        """
        if self.first_gap is not None:
            raise ValueError("a cell is not typed yet")
        return self.ballot_so_far()

    def ballot_so_far(self) -> Ballot:
        """The slip with every cell that is not typed yet left blank."""
        if self.is_void:
            problems = (0,) * len(self.problems)
            return Ballot((BLANK,) * len(self.marks), is_void=True, problems=problems)
        marks = tuple(BLANK if mark is None else mark for mark in self.marks)
        return Ballot(marks, problems=self.problems, others=self.others, text=self.text)


def new_slip(form: BallotForm, targets: int, unmarked: frozenset[int] = frozenset()) -> SlipState:
    """A slip on which nothing is typed, the cursor on the first cell that can be."""
    cells = range(form.cells(targets))
    marks = tuple(BLANK if cell in unmarked else None for cell in cells)
    first = next((cell for cell, mark in enumerate(marks) if mark is None), 0)
    problems = (0,) * targets if form.problems else ()
    return SlipState(form, marks, cursor=first, unmarked=unmarked, problems=problems)


def moved(slip: SlipState, cell: int) -> SlipState:
    """The cursor on another cell; naming problems ends."""
    cell = max(0, min(len(slip.marks) - 1, cell))
    return replace(slip, cursor=cell, last=None, naming=None, tens=None)


def moved_to_target(slip: SlipState, target: int) -> SlipState:
    """The cursor on another target, in the same column."""
    parts = len(slip.form.parts)
    target = max(0, min(len(slip.marks) // parts - 1, target))
    return moved(slip, target * parts + slip.cursor % parts)


def typed_digit(slip: SlipState, number: int) -> SlipState | None:
    """A digit marks the cell and moves on; None where it has no such grade, or the slip is void."""
    if slip.naming is not None:
        return _named_digit(slip, number)
    grades = len(slip.form.part_of(slip.cursor).scale.grades)
    if not (number == BLANK or 1 <= number <= grades):
        return None
    return _marked(slip, number)


def void_row(slip: SlipState) -> SlipState | None:
    """The row does not count; moves on. None on a void slip, or where there is nothing to mark."""
    return _marked(slip, VOID_ROW) if slip.naming is None else None


def called(slip: SlipState, target: int) -> SlipState | None:
    """The name of a target is called: it is chosen. None where it is chosen already, or the slip is void."""
    cell = target * len(slip.form.parts)
    if not 0 <= cell < len(slip.marks) or slip.marks[cell] not in (None, BLANK):
        return None
    marked = _marked(replace(slip, cursor=cell), 1)
    return None if marked is None else replace(marked, cursor=cell)


def _marked(slip: SlipState, mark: int) -> SlipState | None:
    target, at = slip.target, slip.cursor
    if slip.is_void or not slip.marks or at in slip.unmarked:
        return None
    return replace(
        slip,
        marks=(*slip.marks[:at], mark, *slip.marks[at + 1 :]),
        typed=slip.typed + (slip.marks[at] is None),
        cursor=_below(slip, at),
        last=target,
    )


def _below(slip: SlipState, cell: int) -> int:
    cells = range(cell + 1, len(slip.marks))
    return next((at for at in cells if at not in slip.unmarked), cell)


def toggled_void(slip: SlipState) -> SlipState:
    """The whole slip void, or standing again with what was typed."""
    return replace(slip, is_void=not slip.is_void, naming=None, tens=None)


def undone(slip: SlipState) -> SlipState:
    """Take back: a void slip stands again, problems being named go; else the cell under the cursor, or the one before."""
    if slip.is_void:
        return toggled_void(slip)
    if slip.naming is not None:
        return replace(slip, problems=_with(slip.problems, slip.naming, 0), tens=None)
    cell = slip.cursor
    if cell in slip.unmarked or slip.marks[cell] is None:
        above = range(cell - 1, -1, -1)
        cell = next((at for at in above if at not in slip.unmarked), cell)
    if cell in slip.unmarked:
        return slip
    marks = (*slip.marks[:cell], None, *slip.marks[cell + 1 :])
    typed = slip.typed - (slip.marks[cell] is not None)
    return replace(slip, marks=marks, typed=typed, cursor=cell, last=None)


def rest_blank(slip: SlipState) -> SlipState:
    """Every cell not typed yet is 弃权."""
    marks = tuple(BLANK if mark is None else mark for mark in slip.marks)
    return replace(slip, marks=marks, typed=slip.wanted, cursor=len(marks) - 1, naming=None, tens=None)


def with_notes(slip: SlipState, others: tuple[str, ...], text: str) -> SlipState:
    """What is written on the slip beside its marks; names in no order, so that two entries of them are alike."""
    return replace(slip, others=tuple(sorted(others)), text=text)


# Problems (存在问题)


def naming(slip: SlipState) -> SlipState | None:
    """Name problems of the target marked last, or of the one under the cursor; named once more, go on with the marks.

    None where the form lists none, or the slip is void.
    """
    if slip.naming is not None:
        return named(slip)
    target = slip.target if slip.last is None else slip.last
    if not slip.problems or slip.is_void:
        return None
    return replace(slip, naming=target)


def named(slip: SlipState) -> SlipState:
    """The problems of a target are named; the marks go on where they were. A digit left alone is the number itself."""
    whole = _toggled(slip, slip.tens) if slip.tens else slip
    return replace(whole, naming=None, tens=None)


def _named_digit(slip: SlipState, number: int) -> SlipState:
    listed = len(slip.form.problems)
    if listed > ONE_DIGIT:
        if slip.tens is None and number * 10 <= listed:
            return replace(slip, tens=number)
        # A digit with which no number of two begins is the number itself.
        number += (slip.tens or 0) * 10
    return _toggled(slip, number)


def _toggled(slip: SlipState, number: int) -> SlipState:
    if slip.naming is None or not 1 <= number <= len(slip.form.problems):
        return replace(slip, tens=None)
    mask = slip.problems[slip.naming] ^ 1 << number - 1
    return replace(slip, problems=_with(slip.problems, slip.naming, mask), tens=None)


def _with(masks: tuple[int, ...], target: int, mask: int) -> tuple[int, ...]:
    return (*masks[:target], mask, *masks[target + 1 :])
