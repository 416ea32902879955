"""A ballot being filled in, a page of targets at a time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.grades import UNGRADED_NAME
from tui.present.booth import (
    GAP,
    LEAST_LABEL,
    LEAST_PART,
    MARGIN,
    MOST_LABEL,
    ORDER_CELLS,
    PROBLEM_CELLS,
    Area,
    Notice,
    Slip,
    cells,
    fitted,
    foot,
    head,
    keys_line,
    line_name,
    mark_name,
    part_cells,
    problem_numbers,
)
from tui.present.lines import EMPTY
from tui.strings import booth as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.booth.hand import Hand
    from tui.present.bigtext import Line, Run
    from tui.present.lines import Block


@dataclass(frozen=True)
class Table:
    """The columns of the ballot as they fit a width: the judgements shown are those around the cursor."""

    label: int
    parts: tuple[int, ...]
    widths: tuple[int, ...]
    has_problems: bool
    line: int


def table(slip: Slip, hand: Hand, columns: int) -> Table:
    """Lay the columns out."""
    form = slip.form
    wanted = [max(LEAST_PART, part_cells(part, form.blank_name)) for part in form.parts]
    if hand.unmarked:
        wanted[-1] = max(wanted[-1], cells(UNGRADED_NAME))
    has_problems = bool(form.problems)
    room = columns - 2 * MARGIN - ORDER_CELLS - GAP - (PROBLEM_CELLS + GAP) * has_problems
    longest = max((cells(label) for label in slip.labels), default=0)
    label = max(LEAST_LABEL, min(MOST_LABEL, longest, room - sum(wanted) - GAP * len(wanted)))
    line = max(LEAST_PART, columns - 2 * MARGIN - ORDER_CELLS - 2 * GAP - label)
    shown: list[int] = []
    left = room - label
    first = min(hand.column, len(wanted) - 1)
    start = _window(wanted, first, left)
    for index in range(start, len(wanted)):
        if left < wanted[index] + GAP:
            break
        left -= wanted[index] + GAP
        shown.append(index)
    return Table(label, tuple(shown), tuple(wanted[index] for index in shown), has_problems, line)


def _window(wanted: Sequence[int], at: int, room: int) -> int:
    """The first judgement shown, so that the one under the cursor is among them."""
    start = 0
    while start < at and sum(wanted[start : at + 1]) + GAP * (at + 1 - start) > room:
        start += 1
    return start


def rows_a_page(area: Area) -> int:
    """How many lines of the ballot fit one page."""
    return max(1, area.rows - 6)


def pages_of(hand: Hand, area: Area) -> int:
    """How many pages the ballot has."""
    return max(1, -(-hand.rows // rows_a_page(area)))


def marking(slip: Slip, hand: Hand, area: Area, notice: Notice) -> Block:
    """A page of targets: what the digits mean above, what is under the cursor below."""
    columns, height = area.columns, rows_a_page(area)
    laid = table(slip, hand, columns)
    page = hand.row // height
    pages = pages_of(hand, area)
    body = [_row(slip, hand, row, laid) for row in range(page * height, min(hand.rows, (page + 1) * height))]
    said = notice if notice.text else Notice(_current(slip, hand))
    said_below = foot(said, columns, 2)
    key_page = words.KEY_PAGE if pages > 1 else ""
    key_move = words.KEY_PROBLEMS if slip.form.problems else words.KEY_MOVE
    lines = (
        head(slip, f"{slip.booth}  {slip.title}", _progress(hand, page, pages), columns),
        ((" ", ""), (fitted(legend(hand), columns - MARGIN), "legend")),
        _header(slip, laid),
        *body,
        *(EMPTY,) * (height - len(body)),
    )
    room = area.rows - 1
    return (
        *lines[: room - len(said_below)],
        *said_below[:room],
        keys_line(words.KEYS.format(move=key_move, page=key_page), columns),
    )


def _progress(hand: Hand, page: int, pages: int) -> str:
    most = hand.form.most_chosen
    shown = [words.CHOSEN.format(done=hand.chosen, most=most)] if most else []
    shown.append(words.MARKED.format(done=hand.marked, all=hand.wanted))
    parts = len(hand.form.parts)
    if parts > 1:
        shown.append(words.PART.format(part=min(hand.column + 1, parts), parts=parts))
    if pages > 1:
        shown.append(words.PAGE.format(page=page + 1, pages=pages))
    return "  ".join(shown)


def legend(hand: Hand) -> str:
    """What each digit means where the cursor stands."""
    if hand.line is not None:
        return words.LINE_LEGEND
    if hand.is_at_problems:
        return words.PROBLEMS_LEGEND
    cell = hand.cell
    if cell is None:
        return words.NOTHING_TO_MARK
    part = hand.form.part_of(cell)
    name = words.PART_LEGEND.format(part=part.name) if part.name else ""
    digits = "  ".join(f"{digit} {grade}" for digit, grade in enumerate(part.scale.names, 1))
    return f"{name}{digits}  0 {hand.form.blank_name}"


def _header(slip: Slip, laid: Table) -> Line:
    only = slip.form.scale.names[0] if slip.form.most_chosen else words.MARK
    names = [slip.form.parts[index].name or only for index in laid.parts]
    shown = [fitted(words.ORDER, ORDER_CELLS), fitted(slip.heading, laid.label)]
    shown += [fitted(name, width) for name, width in zip(names, laid.widths, strict=True)]
    if laid.has_problems:
        shown.append(fitted(words.PROBLEMS, PROBLEM_CELLS))
    return ((" " + (" " * GAP).join(shown), "head"),)


def _row(slip: Slip, hand: Hand, row: int, laid: Table) -> Line:
    """One line; each cell is a piece of its own, so that no piece holds two of them."""
    if row >= hand.targets:
        return _line_row(slip, hand, row, laid)
    is_here = row == hand.row
    role = "row" if is_here else ""
    pieces: list[Run] = [
        (" ", role),
        (fitted(str(row + 1), ORDER_CELLS, is_right=True), role),
        (" " * GAP, role),
    ]
    pieces.append((fitted(slip.labels[row], laid.label), role))
    for index, width in zip(laid.parts, laid.widths, strict=True):
        cell, part = row * len(slip.form.parts) + index, slip.form.parts[index]
        cell_role = "cursor" if is_here and hand.column == index else role
        if cell in hand.unmarked:
            text, cell_role = UNGRADED_NAME, cell_role or "note"
        else:
            text = mark_name(part, hand.marks[cell], slip.form.blank_name)
        pieces += [(" " * GAP, role), (fitted(text, width), cell_role)]
    if laid.has_problems:
        at = "cursor" if is_here and hand.is_at_problems else role
        pieces += [(" " * GAP, role), (fitted(problem_numbers(hand, row), PROBLEM_CELLS), at)]
    return tuple(pieces)


def _line_row(slip: Slip, hand: Hand, row: int, laid: Table) -> Line:
    is_here = row == hand.row
    line = row - hand.targets
    return (
        (" " * (MARGIN + ORDER_CELLS + GAP), ""),
        (fitted(line_name(slip, line), laid.label), "row" if is_here else "note"),
        (" " * GAP, ""),
        (fitted(hand.written(line), laid.line), "cursor" if is_here else ""),
    )


def _current(slip: Slip, hand: Hand) -> str:
    """The whole label of the line under the cursor, which its column may have cut."""
    if hand.row >= hand.targets:
        return line_name(slip, hand.row - hand.targets)
    return f"{hand.row + 1} {slip.labels[hand.row]}"
