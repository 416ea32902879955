"""The points scene: names and totals in columns, as large as a few pages allow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from db.rules.ledger import format_tenths
from tui.present.bigtext import PLAIN, Face, draw_line
from tui.present.canvas import Canvas, Deck
from tui.present.lines import EMPTY, Block, at_height, beside, centred, centred_together, stacked, words
from tui.present.scene_numbers import heading
from tui.present.wrap import cut
from tui.strings import display as said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.views.scene_view import PointsRow, PointsView

MOST_PAGES = 6
"""Beyond so many pages of large letters the terminal's own letters are used."""
MOST_COLUMNS = 6
MOST_NAMED = 4
"""So many of those who moved last are named at the foot; of more, the number is told."""


@dataclass(frozen=True)
class Looks:
    """What stands above a table of names and numbers, what where there are none, and whether gains carry a plus."""

    title: str
    nothing: str
    has_sign: bool = False


def points(view: PointsView, canvas: Canvas, latest: Sequence[int] = ()) -> Deck:
    """Names and totals in columns; those that moved last are marked and named once more at the foot."""
    title = said.POINTS_BY_GROUP if view.by_group else said.POINTS_RANKED if view.is_ranked else said.POINTS
    return table_deck(view.rows, Looks(title.format(year=view.year), said.NO_MEMBERS), canvas, latest)


def table_deck(rows: tuple[PointsRow, ...], looks: Looks, canvas: Canvas, latest: Sequence[int] = ()) -> Deck:
    """Names and numbers in columns, as large as a few pages allow."""
    head = heading(looks.title, canvas, canvas.rows // 4)
    if not rows:
        block = at_height(
            stacked((head, centred(words(looks.nothing, "dim"), canvas.columns)), 1), canvas.rows
        )
        return Deck(1, lambda _page, _now: block)
    foot = _moved_last(rows, latest, canvas, has_sign=looks.has_sign)
    room = replace(canvas, rows=max(1, canvas.rows - len(head) - 2 - (0 if canvas.is_small else 1)))
    moved = frozenset(latest)
    table = _table(rows, room)

    def body(page: int, _now: datetime) -> Block:
        drawn = _points_page(table.pages[page], table.face, table.gap, room, moved, has_sign=looks.has_sign)
        return (*head, EMPTY, *at_height(drawn, room.rows, top=table.face == PLAIN), EMPTY, *foot)

    return Deck(len(table.pages), body)


def _moved_last(rows: Sequence[PointsRow], latest: Sequence[int], canvas: Canvas, *, has_sign: bool) -> Block:
    if not latest:
        return (EMPTY,)
    found = [row for row in rows if row.key in latest]
    told = "  ".join(f"{row.name} {format_tenths(row.tenths, sign=has_sign)}" for row in found[:MOST_NAMED])
    more = said.AND_OTHERS.format(count=len(found)) if len(found) > MOST_NAMED else ""
    told = cut(said.LATEST + told, canvas.columns - 2 - cell_len(more)) + more
    return centred(words(told, "good"), canvas.columns)


PointsPage = tuple[tuple["PointsRow", ...], ...]
"""Columns of rows."""


@dataclass(frozen=True)
class Table:
    """How a list of rows is set: its face, the blank rows between rows, its pages."""

    face: Face
    gap: int
    pages: tuple[PointsPage, ...]


def _table(rows: Sequence[PointsRow], canvas: Canvas) -> Table:
    """Large letters while they stay within a few pages, else plain ones, spaced out where one page holds them so."""
    for face in canvas.texts:
        pages = _pages(rows, face, canvas, 0, MOST_PAGES)
        if pages:
            return Table(face, 0, pages)
    spaced = _pages(rows, PLAIN, canvas, 1, 1)
    return Table(PLAIN, 1, spaced) if spaced else Table(PLAIN, 0, _pages(rows, PLAIN, canvas, 0, len(rows)))


def _pages(
    rows: Sequence[PointsRow], face: Face, canvas: Canvas, gap: int, most: int
) -> tuple[PointsPage, ...]:
    """The rows in columns on pages; nothing where that takes more than so many pages."""
    high = max(1, (canvas.rows + gap) // (face.height + gap))
    across = min(MOST_COLUMNS, max(1, canvas.columns // face.width("国100")))
    if len(rows) > most * high * across:
        return ()
    widths = tuple(_row_width(row, face) for row in rows)
    cuts = _paginate(widths, high, canvas.columns, most, is_plain=face == PLAIN)
    return tuple(tuple(tuple(rows[start:end]) for start, end in page) for page in cuts)


@lru_cache(maxsize=16)
def _paginate(
    widths: tuple[int, ...], high: int, room: int, most: int, *, is_plain: bool
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Fill page after page, each with as many columns as its rows leave room for.

    Returns:
        For each page the start and end of its columns; nothing where rows do not fit or pages are too many.
    """
    pages: list[tuple[tuple[int, int], ...]] = []
    start = 0
    while start < len(widths):
        if len(pages) == most:
            return ()
        for count in range(MOST_COLUMNS, 0, -1):
            end = min(len(widths), start + high * count)
            columns = tuple((at, min(at + high, end)) for at in range(start, end, high))
            if sum(max(widths[left:right]) for left, right in columns) < room:
                break
            if count == 1 and not is_plain:
                return ()
        pages.append(columns)
        start = end
    return tuple(pages)


@lru_cache(maxsize=2048)
def _row_width(row: PointsRow, face: Face) -> int:
    """Cells of name, number and the room around them."""
    return _name_width(row, face) + _number_width(row, face) + space(face)


def space(face: Face) -> int:
    """The cells between two words of a line."""
    return 2 if face == PLAIN else face.width(" ")


def _name_width(row: PointsRow, face: Face) -> int:
    rank = face.width(_rank(row)) if row.rank else 0
    return rank + face.width(row.name) + space(face)


def _rank(row: PointsRow) -> str:
    return f"{row.rank:>2} "


def _number_width(row: PointsRow, face: Face) -> int:
    return max(face.width(format_tenths(row.tenths)), face.width("100.5"))


def _points_page(
    columns: PointsPage, face: Face, gap: int, canvas: Canvas, moved: frozenset[int], *, has_sign: bool
) -> Block:
    needed = [max(_row_width(row, face) for row in column) for column in columns]
    spare = max(0, canvas.columns - sum(needed)) // (len(columns) + 1)
    spare = min(spare, 3 * face.width("国") if face != PLAIN else 12)
    blocks: list[Block] = []
    widths: list[int] = []
    for column, width in zip(columns, needed, strict=True):
        lines = [
            _points_row(row, face, width - space(face), moved=row.key in moved, has_sign=has_sign)
            for row in column
        ]
        blocks.append(stacked(lines, gap))
        widths.append(width + spare)
    return centred_together(beside(blocks, widths), canvas.columns)


@lru_cache(maxsize=2048)
def _points_row(row: PointsRow, face: Face, width: int, *, moved: bool, has_sign: bool) -> Block:
    number = format_tenths(row.tenths, sign=has_sign)
    role = "good" if moved else "text"
    rank = _rank(row) if row.rank else ""
    left = face.width(rank)
    right = face.width(number)
    if face == PLAIN:
        room = max(0, width - left - right)
        shown = ((rank, "dim"), (set_cell_size(cut(row.name, max(4, room - 1)), room), role))
        return ((*(run for run in shown if run[0]), (number, "good" if moved else "title")),)
    parts = (
        draw_line(rank, face, "dim") if rank else (),
        draw_line(row.name, face, role),
        draw_line(number, face, "good" if moved else "title"),
    )
    return beside(parts, (left, width - left - right, right))
