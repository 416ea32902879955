"""The tellers' totals as they are typed: the numbers of a row, what they must add up to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from db.rules.ballot import RowTotals
from db.rules.grades import UNGRADED_NAME
from tui.strings import ballot_entry as words
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import BallotForm
    from tui.console.ballot.totals_state import CellsState

ACTIVE: Final = Style(reverse=True, bold=True)
NUMBER_CELLS: Final = 6
"""A blank, a number, and two blanks behind it."""


def number_names(form: BallotForm, cell: int | None) -> tuple[str, ...]:
    """The numbers that a row asks for; of the slips as a whole where `cell` is None."""
    if cell is None:
        return (words.VALID, words.VOID)
    problems = range(1, len(form.problems) + 1) if has_problems(form, cell) else ()
    return (
        *form.part_of(cell).scale.names,
        form.blank_name,
        words.VOID_ROWS,
        *(f"{words.PROBLEMS}{number}" for number in problems),
    )


def has_problems(form: BallotForm, cell: int) -> bool:
    """Whether a row asks for the problems of its target: the first of each does, where the form lists any."""
    return bool(form.problems) and cell % len(form.parts) == 0


def lines_needed(form: BallotForm, width: int) -> int:
    """How many lines the numbers of the longest row take."""
    places = range(len(form.parts))
    return max(1 + sum(_breaks(number_names(form, place), width)) for place in places)


def _breaks(names: Sequence[str], width: int) -> tuple[bool, ...]:
    """Whether a line ends before each number, so that none is broken."""
    found, used = [], 0
    for name in names:
        wide = cell_len(name) + NUMBER_CELLS
        is_full = used > 0 and used + wide > width
        used = wide if is_full else used + wide
        found.append(is_full)
    return tuple(found)


def numbers(names: Sequence[str], cells: CellsState, width: int, *, is_covered: bool) -> Text:
    """The numbers of the row being typed, the one under the cursor standing out."""
    text = Text()
    for index, (name, cell, is_new_line) in enumerate(
        zip(names, cells.cells, _breaks(names, width), strict=True)
    ):
        shown = words.HIDDEN_NUMBER if is_covered and cell else cell  # its length would tell
        text.append(f"\n{name} " if is_new_line else f"{name} ")
        text.append(f"{shown or '_':>3}", ACTIVE if index == cells.at else Style())
        text.append("  ")
    return text


def line(cell: int, number: int, name: str, *, is_sealed: bool, is_unmarked: bool) -> Row:
    """One row of the list, with the number that its target has on the slip."""
    state_name = UNGRADED_NAME if is_unmarked else words.SEALED if is_sealed else ""
    return Row(str(cell), (str(number), name, state_name), "muted" if state_name else "")


def sum_of_slips(cells: CellsState, returned: int) -> str:
    """有效票 and 废票 together against 收回."""
    total = sum(cells.numbers)
    return words.SUM_SHOULD.format(sum=words.SUM, total=total, name="收回", wanted=returned)


def sum_of_row(
    form: BallotForm, cell: int, cells: CellsState, valid: int, votes: int | None, *, is_whole: bool = True
) -> str:
    """The sum of a row against 有效票; of 推荐 the votes of all so far; of a problem what it is and its limit.

    Args:
        form: What the slip asks.
        cell: The row.
        cells: What is typed.
        valid: 有效票.
        votes: Of 推荐, the votes of all rows so far; None where they are not shown.
        is_whole: Whether the votes of earlier sittings are among them.
    """
    counted = len(form.part_of(cell).scale.grades) + 2
    if cells.at >= counted:
        name = form.problems[cells.at - counted]
        return f"{name}：{words.SUM_PROBLEM.format(valid=valid)}"
    total = sum(cells.numbers[:counted])
    text = words.SUM_SHOULD.format(sum=words.SUM, total=total, name=words.VALID, wanted=valid)
    if votes is None:
        return text
    most = valid * form.most_chosen
    return f"{text}  {words.SUM_VOTES.format(votes=votes, most=most)}{'' if is_whole else words.SUM_SINCE}"


def totals_of(form: BallotForm, cell: int, cells: CellsState, valid: int, void: int) -> RowTotals:
    """The row as it is sealed."""
    grades = len(form.part_of(cell).scale.grades)
    found = cells.numbers
    return RowTotals(valid, void, found[:grades], found[grades], found[grades + 1], found[grades + 2 :])


def unmarked_totals(form: BallotForm, cell: int, valid: int, void: int) -> RowTotals:
    """The row of a target with nothing to mark: everybody left it blank."""
    grades = (0,) * len(form.part_of(cell).scale.grades)
    problems = (0,) * len(form.problems) if has_problems(form, cell) else ()
    return RowTotals(valid, void, grades, valid, 0, problems)


def problem_fault(form: BallotForm, totals: RowTotals) -> tuple[str, str] | None:
    """A problem named more often than there are valid slips: without a figure, and with."""
    for name, number in zip(form.problems, totals.problems):  # noqa: B905 - none but with a first cell
        if number > totals.valid:
            detail = words.SUM_PROBLEM_BAD.format(name=name, number=number, valid=totals.valid)
            return words.SUM_PROBLEM_BRIEF, detail
    return None


def help_text(form: BallotForm) -> str:
    """What the keys do with totals of this form."""
    more = ((bool(form.problems), words.TOTALS_HELP_PROBLEMS),)
    notes = ((bool(form.write_ins or form.text_bytes), words.TOTALS_HELP_NOTES),)
    return "\n".join([words.TOTALS_HELP, *(text for wanted, text in (*more, *notes) if wanted)])
