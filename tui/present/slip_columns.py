"""How the columns of a slip share the width while it is typed in: no grade is ever cut. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui.present import fitting
from tui.strings import ballot_entry as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import BallotForm, Part

SLACK: Final = 3
"""Cells beside the columns: a margin each side and the scroll bar."""
NUMBER_CELLS: Final = 4
NAME_CELLS: Final = 20
"""What a name takes where one judgement stands beside it; longer lines of the branch's own get more."""
LEAST_LABEL: Final = 10
LABELS: Final = (32, 24, 16)
"""The most that names take beside several judgements, tried one after another; the first where there is plenty of room."""
PLENTY: Final = 100
MARK_CELLS: Final = 14
PROBLEM_CELLS: Final = (10, 6)
"""What the numbers of the problems take, and where it is tight."""
DIGIT_CELLS: Final = 2
"""What a judgement takes whose grades are shown by their digits."""


@dataclass(frozen=True)
class Layout:
    """Which judgements of a slip stand side by side, and how wide each is.

    Attributes:
        first: The first judgement in sight.
        parts: Cells of each judgement in sight.
        name: Cells of the name.
        problems: Cells of the problems; 0 where the form lists none.
        is_named: Grades are shown by name, else by digit.
    """

    first: int
    parts: tuple[int, ...]
    name: int
    problems: int
    is_named: bool = True

    @property
    def count(self) -> int:
        """How many judgements stand side by side."""
        return len(self.parts)


def layout(form: BallotForm, width: int, part: int, label: int) -> Layout:
    """Lay a slip out, the judgement at `part` in sight.

    Args:
        form: What the slip asks.
        width: The cells of the list.
        part: The judgement under the cursor.
        label: The cells of the longest label.
    """
    problems = PROBLEM_CELLS if form.problems else (0,)
    left = width - SLACK - NUMBER_CELLS - GAP
    if len(form.parts) == 1:
        most = left - MARK_CELLS - GAP - bool(form.problems) * (problems[0] + GAP)
        return Layout(0, (MARK_CELLS,), max(NAME_CELLS, min(label, most)), problems[0])
    names = [max(LEAST_LABEL, min(label, most)) for most in LABELS[width < PLENTY :]]
    short, plain = fitting.short_parts(form), tuple(one.name for one in form.parts)
    grades = tuple(_grade_cells(form, one) for one in form.parts)
    plans = [
        (name, problem, heads)
        for heads in (plain, short, ("",) * len(plain))
        for problem in problems
        for name in names
    ]
    for name, problem, heads in plans:
        room = left - name - bool(problem) * (problem + GAP)
        wanted = tuple(max(grade, cell_len(head)) for grade, head in zip(grades, heads, strict=True))
        if sum(wanted) + GAP * len(wanted) <= room:
            return Layout(0, wanted, name, problem)
    return _by_digit(left, len(plain), part, names[-1], problems[-1])


def _by_digit(left: int, parts: int, part: int, name: int, problem: int) -> Layout:
    """As many judgements side by side as there is room for their digits, page by page."""
    room = left - name - bool(problem) * (problem + GAP)
    together = max(1, min(parts, room // (DIGIT_CELLS + GAP)))
    cells = max(DIGIT_CELLS, room // together - GAP)
    first = part // together * together
    return Layout(first, (cells,) * min(together, parts - first), name, problem, is_named=False)


def _grade_cells(form: BallotForm, part: Part) -> int:
    return max(map(cell_len, (*part.scale.names, form.blank_name, words.VOID_SHORT, words.MARK_DONE)))


def columns(form: BallotForm, shape: Layout, subject: str) -> tuple[Column, ...]:
    """The columns of a slip; with one judgement a target, its mark in full."""
    found = [Column(words.NUMBER, NUMBER_CELLS, is_right=True), Column(subject, shape.name)]
    heads: Sequence[str] = (words.MARK,)
    if len(form.parts) > 1:
        heads = fitting.heads(form, shape.first, shape.parts)
    found += [Column(head, cells) for head, cells in zip(heads, shape.parts, strict=True)]
    if form.problems:
        found.append(Column(words.PROBLEMS, shape.problems))
    return tuple(found)
