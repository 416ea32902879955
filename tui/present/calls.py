"""正 for each name while slips are called out: columns and rows of the tellers' screen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from db.rules.ballot import BLANK
from db.rules.grades import UNGRADED_NAME
from tui.present.slip_columns import LEAST_LABEL, SLACK
from tui.present.slips import mark_name
from tui.present.strokes import fitted, strokes
from tui.strings import ballot_entry as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections import Counter

    from db.rules.ballot import BallotForm, Part

KEY_CELLS: Final = 4
MARK_CELLS: Final = 8


@dataclass(frozen=True)
class CallLayout:
    """Cells of the name and of each column of strokes, whether 弃权 has one, and whether the heads are names or keys."""

    name: int
    strokes: int
    has_blank: bool
    is_named: bool = True


def layout(form: BallotForm, width: int, label: int, total: int) -> CallLayout:
    """Lay the lines out: the name gets what it needs, as far as the strokes of so many slips leave it room.

    Args:
        form: What the slip asks.
        width: The cells of the list.
        label: The cells of the longest label.
        total: How many slips came back.
    """
    has_blank = not form.most_chosen
    most = max(len(part.scale.grades) for part in form.parts) + has_blank
    room = width - SLACK - KEY_CELLS - MARK_CELLS - 2 * GAP
    name = max(LEAST_LABEL, min(label, room - most * (_least(total) + GAP)))
    cells = max(4, (room - name) // most - GAP)
    return CallLayout(name, cells, has_blank, all(cell_len(head) <= cells for head in _names(form)))


def _least(total: int) -> int:
    """The cells in which any number of votes can be told by strokes: 正止 of nine, 5正止 of twenty-nine."""
    return max(4, cell_len(strokes(total)) if total < 10 else cell_len(f"{total // 5}") + 4)


def _names(form: BallotForm) -> tuple[str, ...]:
    """The grades of every judgement, where all have the same; else none."""
    scales = {part.scale.names for part in form.parts}
    return (*scales.pop(), form.blank_name) if len(scales) == 1 else ()


def calls_names(form: BallotForm) -> bool:
    """Whether a key calls a name; else rows are called, and a key is a grade."""
    return form.most_chosen > 0 and len(form.parts) == 1


def columns(form: BallotForm, shape: CallLayout, subject: str) -> tuple[Column, ...]:
    """Key or number, name, this slip's mark, a column of strokes a grade: under its name, or the key that the legend explains."""
    names = _names(form)[:-1]
    most = max(len(part.scale.grades) for part in form.parts)
    blank = form.blank_name
    if not (names and shape.is_named):
        names, blank = tuple(map(str, range(1, most + 1))), str(BLANK)
    heads = (*names, *((blank,) if shape.has_blank else ()))
    return (
        Column(words.CALL_KEY if calls_names(form) else words.NUMBER, KEY_CELLS, is_right=True),
        Column(subject, shape.name),
        Column(words.CALL_MARK, MARK_CELLS),
        *(Column(head, shape.strokes) for head in heads),
    )


@dataclass(frozen=True)
class CallLine:
    """One line of the tellers' screen.

    Attributes:
        cell: Its place.
        key: What calls it.
        label: Whom or what it is about, with the judgement where there are several.
        part: The judgement.
        mark: What is called of it on the slip in hand.
        is_unmarked: There is nothing to mark on it.
    """

    cell: int
    key: str
    label: str
    part: Part
    mark: int | None
    is_unmarked: bool = False

    def __repr__(self) -> str:
        return f"<CallLine {self.cell}>"


def row(
    form: BallotForm, line: CallLine, counts: Counter[int], shape: CallLayout, *, is_covered: bool
) -> Row:
    """A line with its strokes, those of the slip in hand among them; where the room looks on, without."""
    digits = [*range(1, len(line.part.scale.grades) + 1)]
    most = max(len(part.scale.grades) for part in form.parts)
    drawn = ["" if is_covered else fitted(counts[digit], shape.strokes) for digit in digits]
    drawn += [""] * (most - len(digits))
    if shape.has_blank:
        drawn.append("" if is_covered else fitted(counts[BLANK], shape.strokes))
    mark = mark_name(form, line.part, line.mark, is_covered=is_covered)
    if line.is_unmarked:
        return Row(str(line.cell), (line.key, line.label, UNGRADED_NAME), "muted")
    return Row(str(line.cell), (line.key, line.label, mark, *drawn))
