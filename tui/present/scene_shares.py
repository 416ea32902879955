"""Registers and targets on the wall: a bar a line, the wanted share marked on it, counts beside.

In large letters the name and the count stand above the bar; where a name is too long for that, the count stands beside the
bar; plain letters have everything on one line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
    from tui.present.bigtext import Line, Run

LEAST_BAR = 12
"""A bar that is shorter than so many cells tells nothing."""
BAR_ROWS = 2
"""How high a bar under large letters is."""
MOST_PAGES = 6
"""Beyond so many pages of large letters the terminal's own letters are used."""
MOST_EXTRA = 3
"""A bar beside plain letters is higher than they by so many rows at most."""


@dataclass(frozen=True)
class _Looks:
    """How every row is drawn: how high it is with the gap below it, and the drawing."""

    height: int
    draw: Callable[[ShareRow], Block]


def shares(view: SharesView, canvas: Canvas) -> Deck:
    """Every row with its bar, in large letters where few pages take them."""
    head = heading(view.title, canvas, canvas.rows // 5)
    if not view.rows:
        text = centred(words(said.NO_REQUIREMENTS, "dim"), canvas.columns)
        block = at_height(stacked((head, text), 1), canvas.rows)
        return Deck(1, lambda _page, _now: block)
    inner = replace(canvas, rows=max(1, canvas.rows - len(head) - 2))
    looks = _looks(view.rows, canvas, inner)
    on_page = max(1, (inner.rows + 1) // looks.height)

    def body(page: int) -> Block:
        rows = view.rows[page * on_page : (page + 1) * on_page]
        drawn = stacked([at_height(looks.draw(row), looks.height, top=True) for row in rows], 0)
        return at_height(stacked((head, drawn), 1), canvas.rows, top=True)

    return Deck(-(-len(view.rows) // on_page), lambda page, _now: body(page))


def _looks(rows: Sequence[ShareRow], canvas: Canvas, inner: Canvas) -> _Looks:
    for face in canvas.texts:
        for looks in (_above(rows, face, inner), _two_lines(rows, face, inner)):
            if looks is not None and -(-len(rows) // max(1, (inner.rows + 1) // looks.height)) <= MOST_PAGES:
                return looks
    return _beside(rows, inner)


def _above(rows: Sequence[ShareRow], face: Face, canvas: Canvas) -> _Looks | None:
    """Name and count above the bar."""
    wide = canvas.columns - 4
    number = max(face.width(_count(row)) for row in rows)
    if max(face.width(row.name) for row in rows) + face.width(" ") + number > wide:
        return None

    def draw(row: ShareRow) -> Block:
        title = (draw_line(row.name, face, "text"), draw_line(_count(row), face, _tone(row)))
        line = beside(((EMPTY,), *title), (2, wide - number, number))
        return (*line, *(((" " * 2, ""), *_bar(row, wide)),) * BAR_ROWS)

    return _Looks(face.height + BAR_ROWS + 1, draw)


def _two_lines(rows: Sequence[ShareRow], face: Face, canvas: Canvas) -> _Looks | None:
    """The name above, the count beside the bar."""
    number = max(face.width(_count(row)) for row in rows)
    room = canvas.columns - number - face.width(" ") - 4
    if room < LEAST_BAR or max(face.width(row.name) for row in rows) > canvas.columns - 4:
        return None

    def draw(row: ShareRow) -> Block:
        name = beside(((EMPTY,), draw_line(row.name, face, "text")), (2, canvas.columns - 4))
        bar: Block = (_bar(row, room),) * face.height
        count = draw_line(_count(row), face, _tone(row))
        return (*name, *beside(((EMPTY,), bar, count), (2, room + face.width(" "), number)))

    return _Looks(2 * face.height + 1, draw)


def _beside(rows: Sequence[ShareRow], canvas: Canvas) -> _Looks:
    """Plain letters: name, bar and count on one line, as high as the room allows."""
    number = max(PLAIN.width(_count(row)) for row in rows)
    label = min(max(PLAIN.width(row.name) for row in rows) + 2, canvas.columns - number - LEAST_BAR - 4)
    room = max(1, canvas.columns - label - number - 6)
    height = max(1, min(MOST_EXTRA, canvas.rows // len(rows) - 1))

    def draw(row: ShareRow) -> Block:
        name = draw_line(cut(row.name, max(2, label - 2)), PLAIN, "text")
        count = draw_line(_count(row), PLAIN, _tone(row))
        parts = ((EMPTY,), at_height(name, height), (_bar(row, room),) * height, at_height(count, height))
        return beside(parts, (2, label, room + 2, number))

    return _Looks(height + (1 if height > 1 or (len(rows) * 2 <= canvas.rows + 1) else 0), draw)


def _tone(row: ShareRow) -> str:
    return "warn" if row.late else "title"


def _bar(row: ShareRow, room: int) -> Line:
    """What is done, blue, on a faint track of the whole; the wanted share is an orange stroke on it."""
    filled = room * row.done // row.total if row.total else 0
    mark = min(room - 1, max(0, room * row.goal // 100 - 1)) if row.goal else room
    after = max(0, filled - mark - 1)
    runs: tuple[Run, ...] = (
        (" " * min(filled, mark), "on-good"),
        (" " * (mark - min(filled, mark)), "on-track"),
        (" " if row.goal else "", "on-warn"),
        (" " * after, "on-good"),
        (" " * (room - mark - 1 - after if row.goal else 0), "on-track"),
    )
    return tuple(run for run in runs if run[0])


def _count(row: ShareRow) -> str:
    if row.goal and row.by:
        by = f"{row.by[:4]}年" + ("底" if row.by[5:] == "12-31" else f"{int(row.by[5:7])}月")
        return said.GOAL_BY.format(done=row.done, total=row.total, by=by, goal=row.goal)
    if row.goal:
        return said.GOAL.format(done=row.done, total=row.total, goal=row.goal)
    text = f"{row.done}/{row.total}"
    return text + (said.LATE.format(count=row.late) if row.late else "")
