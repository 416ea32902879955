"""The other points scenes: bars by category and month, what moved in the meeting, the last gains."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from db.rules.ledger import format_tenths
from tui.present.bigtext import PLAIN, Face, draw_line
from tui.present.canvas import Canvas, Deck
from tui.present.lines import EMPTY, Block, at_height, beside, centred, stacked, words
from tui.present.scene_numbers import heading
from tui.present.scene_points import Looks, space, table_deck
from tui.present.wrap import cut
from tui.strings import display as said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.views.scene_view import BarsView, LatestRow, LatestView, MovementView, PointsRow

LEAST_BAR = 12
"""A bar that is shorter than so many cells tells nothing."""
LEAST_GAINS = 3
"""Fewer in large letters are no list."""
MOST_EXTRA = 5
"""A bar is higher than its letters by so many rows at most."""


def movement(view: MovementView, canvas: Canvas, latest: Sequence[int] = ()) -> Deck:
    """Names with what each gained or lost since the meeting began."""
    looks = Looks(said.MOVEMENT, said.NO_MOVEMENT, has_sign=True)
    return table_deck(view.rows, looks, canvas, latest)


def bars(view: BarsView, canvas: Canvas) -> Deck:
    """A bar a category or month, all of one scale on tracks of one length; what took points away is orange."""
    title = (said.BY_MONTH if view.by_month else said.BY_CATEGORY).format(year=view.year)
    head = heading(title, canvas, canvas.rows // 4)
    if not any(row.tenths for row in view.rows):
        block = at_height(
            stacked((head, centred(words(said.NO_POINTS, "dim"), canvas.columns)), 1), canvas.rows
        )
        return Deck(1, lambda _page, _now: block)
    room = canvas.rows - len(head) - 1
    drawn = stacked((head, at_height(_bars(view.rows, replace(canvas, rows=room)), room, top=True)), 1)
    block = at_height(drawn, canvas.rows, top=True)
    return Deck(1, lambda _page, _now: block)


def _bars(rows: Sequence[PointsRow], canvas: Canvas) -> Block:
    """Every row as high as the room allows, so that the bars are seen from the back row even beside plain letters.

    Where no line is left between rows, a bar gives one of its own, so that it stays apart from the next.
    """
    face = _face(rows, canvas)
    gap = 1 if len(rows) * (face.height + 1) <= canvas.rows + 1 else 0
    high = min(max(face.height, (canvas.rows + gap) // len(rows) - gap), face.height + MOST_EXTRA)
    label = max(face.width(row.name) for row in rows) + space(face)
    number = max(face.width(format_tenths(row.tenths, sign=True)) for row in rows) + space(face)
    room = max(1, canvas.columns - label - number - 4)
    most = max(abs(row.tenths) for row in rows)
    blocks = []
    for row in rows:
        role = "warn" if row.tenths < 0 else "good"
        long = max(1, abs(row.tenths) * room // most) if row.tenths else 0
        runs = ((" " * long, f"on-{role}"), (" " * (room - long), "on-track"))
        bar: Block = (tuple(run for run in runs if run[0]),) * (high if gap or high == 1 else high - 1)
        shown = draw_line(format_tenths(row.tenths, sign=True), face, role) if row.tenths else ()
        parts = ((EMPTY,), at_height(draw_line(row.name, face, "text"), high), bar, at_height(shown, high))
        blocks.append(beside(parts, (2, label, room + space(face), number)))
    return stacked(blocks, gap)


def _face(rows: Sequence[PointsRow], canvas: Canvas) -> Face:
    """Large letters where every row then has its line and a bar to speak of."""
    for face in canvas.texts:
        widest = max(face.width(row.name) + face.width(format_tenths(row.tenths, sign=True)) for row in rows)
        is_narrow = widest + 3 * space(face) + LEAST_BAR + 4 <= canvas.columns
        if is_narrow and len(rows) * face.height <= canvas.rows:
            return face
    return PLAIN


def latest_gains(view: LatestView, canvas: Canvas) -> Deck:
    """The last gains, the newest first: who, how many, and for what."""
    head = heading(said.LATEST_GAINS, canvas, canvas.rows // 4)
    if not view.rows:
        block = at_height(
            stacked((head, centred(words(said.NO_POINTS, "dim"), canvas.columns)), 1), canvas.rows
        )
        return Deck(1, lambda _page, _now: block)
    room = canvas.rows - len(head) - 1
    face = next((one for one in canvas.texts if _gains_fit(view.rows, one, canvas.columns, room)), PLAIN)
    step = face.height + (1 if face != PLAIN or len(view.rows) * 2 <= room else 0)
    shown = view.rows[: max(1, (room + 1) // step)]
    lines = [_gain(row, face, canvas.columns, is_first=place == 0) for place, row in enumerate(shown)]
    block = at_height(stacked((head, stacked(lines, step - face.height)), 1), canvas.rows, top=True)
    return Deck(1, lambda _page, _now: block)


def _gains_fit(rows: Sequence[LatestRow], face: Face, columns: int, room: int) -> bool:
    """Whether at least three gains stand in large letters with some of the reason."""
    count = (room + 1) // (face.height + 1)
    widest = max(face.width(f"{row.name} {format_tenths(row.tenths, sign=True)} ") for row in rows[:count])
    return count >= LEAST_GAINS and widest + face.width("参加学习") <= columns


def _gain(row: LatestRow, face: Face, columns: int, *, is_first: bool) -> Block:
    role = "good" if is_first else "text"
    number = format_tenths(row.tenths, sign=True)
    if face == PLAIN:
        left = f"  {set_cell_size(cut(row.name, 16), 18)}{number:>6}  "
        return (((left, role), (cut(row.reason, max(4, columns - cell_len(left) - 2)), "dim")),)
    left_width = face.width(f"{row.name} {number} ")
    reason = row.reason
    while reason and left_width + face.width(reason) > columns - 4:
        reason = reason[:-1]
    parts = (
        (EMPTY,),
        draw_line(row.name, face, role),
        draw_line(number, face, "title"),
        draw_line(reason, face, "dim"),
    )
    return beside(parts, (2, face.width(f"{row.name} "), face.width(f"{number} "), face.width(reason)))
