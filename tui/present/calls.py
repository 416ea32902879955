"""正 for each name while slips are called out: columns and rows of the tellers' screen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.rules.ballot import BLANK
from db.rules.grades import UNGRADED_NAME
from tui.present.slips import label_cells, mark_name
from tui.present.strokes import fitted
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
    """Cells of the name and of each column of strokes, and whether 弃权 has one."""

    name: int
    strokes: int
    has_blank: bool


def layout(form: BallotForm, width: int, label: int) -> CallLayout:
    """Lay the strokes out: as wide as there is room for beside the longest label, of so many cells."""
    has_blank = not form.most_chosen
    most = max(len(part.scale.grades) for part in form.parts) + has_blank
    name = label_cells(label, width)
    left = width - 3 - KEY_CELLS - name - MARK_CELLS - 3 * GAP
    return CallLayout(name, max(4, (left + GAP) // most - GAP), has_blank)


def columns(form: BallotForm, shape: CallLayout, subject: str) -> tuple[Column, ...]:
    """Key, name, this slip's mark, a column of strokes a grade."""
    scales = {part.scale.names for part in form.parts}
    most = max(map(len, scales))
    names = scales.pop() if len(scales) == 1 else tuple(map(str, range(1, most + 1)))
    strokes = (*names, *((form.blank_name,) if shape.has_blank else ()))
    return (
        Column(words.CALL_KEY, KEY_CELLS, is_right=True),
        Column(subject, shape.name),
        Column(words.CALL_MARK, MARK_CELLS),
        *(Column(name, shape.strokes) for name in strokes),
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
