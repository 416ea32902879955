"""What stands in a line of a list: how wide each column is, and a text in exactly so many cells."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

GAP = 2
"""Cells between two columns."""


def column_widths(wanted: Sequence[int], width: int) -> tuple[int, ...]:
    """Cells of each column: fixed ones as asked, the rest shared out; columns that do not fit are left out."""
    fixed = sum(wanted) + GAP * (len(wanted) - 1) + 2
    flexible = sum(1 for cells in wanted if not cells)
    share = max(4, (width - fixed) // flexible) if flexible else 0
    widths, left = [], width - 2
    for cells in wanted:
        given = min(cells or share, max(0, left))
        widths.append(given)
        left -= given + GAP
    return tuple(widths)


def without_colours(cell: str | Text) -> str | Text:
    """A cell as the line under the cursor has it: its own colours go, a bar stays a bar."""
    if isinstance(cell, str) or any(getattr(span.style, "reverse", None) for span in cell.spans):
        return cell
    return cell.plain


def fit(cell: str | Text, width: int, style: Style, *, is_right: bool = False) -> list[Segment]:
    """A cell's text in exactly `width` cells: one line, cut or padded, never half a character."""
    if isinstance(cell, str):
        text = " ".join(cell.split()) if "\n" in cell or "\t" in cell else cell
        length = cell_len(text)
        if length > width:
            text = set_cell_size(text, width)
        elif is_right:
            text = " " * (width - length) + text
        else:
            text += " " * (width - length)
        return [Segment(text, style)]
    rich_text = cell.copy()
    rich_text.truncate(width, overflow="crop")
    missing = width - rich_text.cell_len
    if missing > 0:
        rich_text = Text(" " * missing) + rich_text if is_right else rich_text + Text(" " * missing)
    pieces: list[Segment] = []
    plain = rich_text.plain
    borders = sorted({0, len(plain), *(edge for span in rich_text.spans for edge in (span.start, span.end))})
    for start, end in itertools.pairwise(borders):
        merged = style
        for span in rich_text.spans:
            if span.start <= start and end <= span.end and not isinstance(span.style, str):
                merged += span.style
        pieces.append(Segment(plain[start:end], merged))
    return pieces
