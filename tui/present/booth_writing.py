"""What a ballot asks beside its marks: a text being written, problems being named; and how to vote. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size

from tui.present.booth import (
    GAP,
    MARGIN,
    ORDER_CELLS,
    Area,
    Notice,
    Slip,
    cells,
    fitted,
    foot,
    head,
    keys_line,
    line_name,
)
from tui.present.lines import EMPTY
from tui.present.wrap import wrap_cjk
from tui.strings import booth as words

if TYPE_CHECKING:
    from tui.booth.hand import Draft, Hand
    from tui.present.bigtext import Line
    from tui.present.lines import Block


def writing(slip: Slip, line: int, draft: Draft, area: Area, notice: Notice) -> tuple[Block, tuple[int, int]]:
    """A text being written, and where its cursor stands (for the input method's own window)."""
    width = area.columns - 2 * MARGIN - 1
    rows, (x, y) = _flowed(draft, width)
    body: list[Line] = []
    for number, text in enumerate(rows):
        if number != y:
            body.append(((" ", ""), (text, "")))
            continue
        before, at, after = _split(text, x)
        body.append(((" ", ""), (before, ""), (at or " ", "cursor"), (after, "")))
    height = max(1, area.rows - 5)
    first = max(0, y - height + 1)
    shown = body[first : first + height]
    left = words.WRITE_LEFT.format(count=draft.left // 3)
    title = words.WRITE_TITLE.format(what=line_name(slip, line))
    lines = (
        head(slip, f"{slip.booth}  {title}", left, area.columns),
        EMPTY,
        *shown,
        *(EMPTY,) * (height - len(shown)),
        *foot(notice, area.columns, 2),
        keys_line(words.WRITE_KEYS, area.columns),
    )
    return lines, (x + MARGIN, y - first + 2)


def _flowed(draft: Draft, width: int) -> tuple[list[str], tuple[int, int]]:
    """The text cut into lines, and the cell of the cursor: column and line."""
    lines, used, place = [""], 0, (0, 0)
    for at, character in enumerate(draft.text):
        size = get_character_cell_size(character)
        if used + size > width:
            lines.append("")
            used = 0
        if at == draft.at:
            place = (used, len(lines) - 1)
        lines[-1] += character
        used += size
    if draft.at == len(draft.text):
        place = (used, len(lines) - 1)
    return lines, place


def _split(text: str, cell: int) -> tuple[str, str, str]:
    """A line before the character in a cell, that character, and the rest."""
    used = 0
    for at, character in enumerate(text):
        if used >= cell:
            return text[:at], character, text[at + 1 :]
        used += get_character_cell_size(character)
    return text, "", ""


def naming(slip: Slip, hand: Hand, at: int, area: Area) -> Block:
    """The problems of the target under the cursor; those named are marked with a word."""
    title = words.PROBLEMS_TITLE.format(label=slip.labels[hand.row])
    mask = hand.problems[hand.row]
    width = area.columns - 2 * MARGIN - ORDER_CELLS - 2 * GAP - cells(words.CHOSEN_MARK)
    body: list[Line] = []
    for number, problem in enumerate(slip.form.problems):
        role = "cursor" if number == at else ""
        state = words.CHOSEN_MARK if mask >> number & 1 else ""
        text = fitted(problem, width)
        order = fitted(str(number + 1), ORDER_CELLS, is_right=True)
        body.append(((" ", ""), (order + " " * GAP + text, role), (" " * GAP, ""), (state, "mark")))
    room = max(1, area.rows - 3)
    first = max(0, at - room + 1)
    shown = body[first : first + room]
    return (
        head(slip, f"{slip.booth}  {title}", "", area.columns),
        EMPTY,
        *shown,
        *(EMPTY,) * (room - len(shown)),
        keys_line(words.PROBLEMS_KEYS, area.columns),
    )


def helping(slip: Slip, area: Area) -> Block:
    """How to vote."""
    form = slip.form
    text = words.HELP.format(blank=form.blank_name, seconds=slip.seconds)
    if form.most_chosen:
        text += "\n" + words.HELP_CHOSEN.format(most=form.most_chosen)
    lines = [line_name(slip, line) for line in range(form.write_ins + bool(form.text_bytes))]
    if lines:
        text += "\n" + words.HELP_LINES.format(what="、".join(lines))
    if form.problems:
        text += "\n" + words.HELP_PROBLEMS
    wrapped = wrap_cjk(text, min(area.columns, 100) - 2 * MARGIN)
    body: Block = tuple(((" " + line, ""),) for line in wrapped)
    room = max(1, area.rows - 3)
    return (
        head(slip, f"{slip.booth}  {words.HELP_TITLE}", "", area.columns),
        EMPTY,
        *(*body, *(EMPTY,) * room)[:room],
        keys_line(words.HELP_KEYS, area.columns),
    )
