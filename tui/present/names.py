"""Many names on a wall: as large as a few pages allow, in the order given, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.present.bigtext import PLAIN, Face, draw_line
from tui.present.lines import EMPTY, Block, beside, centred_together, stacked, words
from tui.present.wrap import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.present.canvas import Canvas

MOST_PAGES = 5
"""Beyond so many pages of large letters the terminal's own letters are used, which hold more on a page."""


def name_pages(title: str, names: Sequence[str], role: str, canvas: Canvas, rows: int) -> list[Block]:
    """Pages of names under a title, at least one, each at most so many rows high.

    Args:
        title: Said above the names, on every page.
        names: In the order in which they are read.
        role: The colour of the title.
        canvas: Where.
        rows: How high a page may be.
    """
    for face in (*canvas.texts, PLAIN):
        head = draw_line(title, face, role)
        if face.width(title) > canvas.columns:
            continue
        gap = 0 if face != PLAIN or rows < 12 else 1
        lines = _rows_of_names(names, face, canvas.columns - (4 if canvas.columns > 60 else 0))
        high = max(1, (rows - len(head) - gap) // (face.height + gap))
        if face != PLAIN and (len(lines) > high * MOST_PAGES or rows < 3 * face.height):
            continue
        return [
            centred_together(
                (*head, *(EMPTY,) * gap, *stacked(lines[start : start + high], gap)), canvas.columns
            )
            for start in range(0, max(1, len(lines)), high)
        ]
    return [words(cut(title, canvas.columns), role)]


def _rows_of_names(names: Sequence[str], face: Face, columns: int) -> list[Block]:
    """Rows of slots of one width; a name too long for one takes as many as it needs."""
    slot = (
        face.width("国国国国")
        if max(map(face.width, names), default=0) > face.width("国国国")
        else face.width("国国国")
    )
    slot = min(slot + face.width("国"), columns)
    across = max(1, columns // slot)
    lines: list[Block] = []
    row: list[tuple[str, int]] = []
    taken = 0
    for name in names:
        need = min(across, -(-(face.width(name) + face.width(" ")) // slot))
        if row and taken + need > across:
            lines.append(_row(row, face))
            row, taken = [], 0
        row.append((name, need * slot))
        taken += need
    return [*lines, _row(row, face)] if row else lines


def _row(row: Sequence[tuple[str, int]], face: Face) -> Block:
    blocks = []
    for name, width in row:
        shown = cut(name, width) if face == PLAIN else name
        blocks.append(draw_line(shown, face, "text"))
    return beside(blocks, [width for _, width in row])
