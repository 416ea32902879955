"""Registers and targets on the wall: a bar a line, the wanted share marked on it, counts beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.present.bigtext import PLAIN, Face, draw_line
from tui.present.canvas import Canvas, Deck
from tui.present.lines import EMPTY, Block, at_height, beside, centred, stacked, words
from tui.present.scene_numbers import heading
from tui.present.wrap import cut
from tui.strings import display as said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.views.scene_view import ShareRow, SharesView
    from tui.present.bigtext import Run

LEAST_BAR = 12
"""A bar that is shorter than so many cells tells nothing."""
MOST_PAGES = 3
"""Beyond so many pages of large letters the terminal's own letters are used."""


def shares(view: SharesView, canvas: Canvas) -> Deck:
    """Every row with its bar, in large letters where few pages take them."""
    head = heading(view.title, canvas, canvas.rows // 4)
    if not view.rows:
        text = centred(words(said.NO_REQUIREMENTS, "dim"), canvas.columns)
        block = at_height(stacked((head, text), 1), canvas.rows)
        return Deck(1, lambda _page, _now: block)
    inner = replace(canvas, rows=max(1, canvas.rows - len(head) - 1))
    face = next((one for one in canvas.texts if _fits(view.rows, one, inner)), PLAIN)
    on_page = _on_page(face, inner)
    pages = -(-len(view.rows) // on_page)

    def body(page: int) -> Block:
        rows = view.rows[page * on_page : (page + 1) * on_page]
        return at_height(stacked((head, _drawn(rows, view.rows, face, inner)), 1), canvas.rows, top=True)

    return Deck(pages, lambda page, _now: body(page))


def _on_page(face: Face, canvas: Canvas) -> int:
    gap = 1 if face != PLAIN else 0
    return max(1, (canvas.rows - 1 + gap) // (face.height + gap))


def _fits(rows: Sequence[ShareRow], face: Face, canvas: Canvas) -> bool:
    label, number = _widths(rows, face)
    is_narrow = label + number + LEAST_BAR + 4 <= canvas.columns
    return is_narrow and -(-len(rows) // _on_page(face, canvas)) <= MOST_PAGES


def _widths(rows: Sequence[ShareRow], face: Face) -> tuple[int, int]:
    space = 2 if face == PLAIN else face.width(" ")
    return max(face.width(row.name) for row in rows) + space, max(
        face.width(_count(row)) for row in rows
    ) + space


def _drawn(rows: Sequence[ShareRow], everything: Sequence[ShareRow], face: Face, canvas: Canvas) -> Block:
    label, number = _widths(everything, face)
    label = min(label, canvas.columns - number - LEAST_BAR - 4)
    room = max(1, canvas.columns - label - number - 6)
    blocks = []
    for row in rows:
        name = cut(row.name, label - 2) if face == PLAIN else row.name
        tone = "warn" if row.late else "text"
        parts = (
            (EMPTY,),
            draw_line(name, face, "text"),
            (_bar(row, room),) * face.height,
            draw_line(_count(row), face, tone),
        )
        blocks.append(beside(parts, (2, label, room + 2, number)))
    return stacked(blocks, 1 if face != PLAIN else 0)


def _bar(row: ShareRow, room: int) -> tuple[Run, ...]:
    """What is done, blue; the wanted share is an orange stroke on it."""
    filled = room * row.done // row.total if row.total else 0
    if not row.goal:
        return ((" " * filled, "on-good"), (" " * (room - filled), "")) if filled else ((" " * room, ""),)
    mark = min(room - 1, max(0, room * row.goal // 100 - 1))
    before, after = min(filled, mark), max(0, filled - mark - 1)
    runs = (
        (" " * before, "on-good"),
        (" " * (mark - before), ""),
        (" ", "on-warn"),
        (" " * after, "on-good"),
        (" " * (room - mark - 1 - after), ""),
    )
    return tuple(run for run in runs if run[0])


def _count(row: ShareRow) -> str:
    if row.goal:
        return said.GOAL.format(done=row.done, total=row.total, goal=row.goal)
    text = f"{row.done}/{row.total}"
    return text + (said.LATE.format(count=row.late) if row.late else "")
