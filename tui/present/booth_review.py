"""The whole ballot for its voter to check. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.grades import UNGRADED_NAME
from tui.present.booth import (
    GAP,
    MARGIN,
    MOST_LABEL,
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
    mark_name,
    problem_numbers,
)
from tui.present.lines import EMPTY
from tui.present.wrap import wrap_cjk
from tui.strings import booth as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.booth.hand import Hand
    from tui.present.bigtext import Line, Run
    from tui.present.lines import Block


def review(slip: Slip, hand: Hand, area: Area, notice: Notice, page: int) -> Block:
    """The whole ballot, in as few pages as it takes."""
    shown = review_pages(slip, hand, area)
    page = min(page, len(shown) - 1)
    right = words.PAGE.format(page=page + 1, pages=len(shown)) if len(shown) > 1 else ""
    said_below = foot(notice if notice.text else review_notice(hand, len(shown)), area.columns, 2)
    key_page = words.REVIEW_PAGE if len(shown) > 1 else ""
    room = area.rows - 2 - len(said_below)
    body = (*shown[page], *(EMPTY,) * room)[:room]
    return (
        head(slip, f"{slip.booth}  {words.REVIEW}", right, area.columns),
        *body,
        *said_below,
        keys_line(words.REVIEW_KEYS.format(page=key_page), area.columns),
    )


def review_notice(hand: Hand, pages: int) -> Notice:
    """What the voter should know before casting."""
    # Of a 推荐 only the chosen are marked; leaving the others is no oversight.
    missing = 0 if hand.form.most_chosen else hand.wanted - hand.marked
    text = words.REVIEW_BLANKS.format(count=missing, blank=hand.form.blank_name) if missing else ""
    more = words.REVIEW_MORE.format(pages=pages) if pages > 1 else ""
    return Notice(f"{more}{text}{words.REVIEW_READY}", is_alert=bool(missing))


def review_pages(slip: Slip, hand: Hand, area: Area) -> list[Block]:
    """The pages of the ballot: targets side by side where a target is short, then what was written."""
    entries = [_entry(slip, hand, row) for row in range(hand.targets)]
    written = _written(slip, hand, area.columns)
    height = max(1, area.rows - 5)
    width = max((sum(cells(text) for text, _ in entry) for entry in entries), default=0) + 2 * GAP
    across = max(1, (area.columns - MARGIN) // max(1, width))
    lines: list[Line] = []
    if across == 1 and any(len(entry) > _SHORT for entry in entries):
        lines = [line for entry in entries for line in _broken(entry, area.columns)]
    else:
        down = -(-len(entries) // across)
        down = min(max(down, 1), height)
        each = down * across
        for start in range(0, len(entries), each):
            block = entries[start : start + each]
            lines += [_beside(block[row::down], width) for row in range(min(down, len(block)))]
    lines += written
    return [tuple(lines[at : at + height]) for at in range(0, len(lines), height)] or [()]


_SHORT = 4
"""Pieces of an entry with one judgement and nothing else."""


def _entry(slip: Slip, hand: Hand, row: int) -> Line:
    """One target with all its judgements: order and label first."""
    longest = max((cells(label) for label in slip.labels), default=0)
    pieces: list[Run] = [
        (fitted(str(row + 1), ORDER_CELLS, is_right=True) + " " * GAP, "note"),
        (fitted(slip.labels[row], min(longest, MOST_LABEL)) + " " * GAP, ""),
    ]
    parts = slip.form.parts
    for index, part in enumerate(parts):
        cell = row * len(parts) + index
        is_unmarked, is_last = cell in hand.unmarked, index == len(parts) - 1
        name = UNGRADED_NAME if is_unmarked else mark_name(part, hand.marks[cell] or 0, slip.form.blank_name)
        if part.name:
            pieces.append((f"{part.name} ", "note"))
        width = max(map(cells, (*part.scale.names, slip.form.blank_name)))
        pieces.append(
            (fitted(name, max(width, cells(UNGRADED_NAME) if hand.unmarked and is_last else 0)), "mark")
        )
        if len(parts) > 1:
            pieces.append((" " * GAP, ""))
    if numbers := problem_numbers(hand, row):
        pieces += [(f"  {words.PROBLEMS} ", "note"), (f"{numbers}", "mark")]
    return tuple(pieces)


def _beside(entries: Sequence[Line], width: int) -> Line:
    pieces: list[Run] = [(" ", "")]
    for entry in entries:
        pieces += [*entry, (" " * (width - sum(cells(text) for text, _ in entry)), "")]
    return tuple(pieces)


def _broken(entry: Line, columns: int) -> list[Line]:
    """A long entry over several lines, those after the first indented."""
    indent = MARGIN + ORDER_CELLS + GAP
    lines: list[list[Run]] = [[(" " * MARGIN, "")]]
    used = MARGIN
    pieces = list(entry)
    for at, (text, role) in enumerate(pieces):
        follows = pieces[at + 1][0] if role == "note" and at + 1 < len(pieces) and at else ""
        if used + cells(text) + cells(follows) > columns and used > indent:
            lines.append([(" " * indent, "")])
            used = indent
        lines[-1].append((text, role))
        used += cells(text)
    return [tuple(line) for line in lines]


def _written(slip: Slip, hand: Hand, columns: int) -> list[Line]:
    lines: list[Line] = []
    form = slip.form
    for line in range(form.write_ins + bool(form.text_bytes)):
        text = " ".join(hand.written(line).split())
        if not text:
            continue
        name = line_name(slip, line)
        for at, piece in enumerate(wrap_cjk(text, columns - MARGIN - cells(name) - GAP - 1, measure=cells)):
            head = name if not at else " " * cells(name)
            lines.append(((" ", ""), (head + " " * GAP, "note"), (piece, "mark")))
    return lines
