"""Putting lines of runs together: padding, centring, side by side, one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tui.present.bigtext import BigText, Line, Run, draw, line_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Block = tuple[Line, ...]
"""Lines one above the other."""
EMPTY: Line = ()


def words(text: str, role: str = "") -> Block:
    """One line of plain letters."""
    return (((text, role),),)


def indent(line: Line, cells: int) -> Line:
    """The line moved to the right."""
    return ((" " * cells, ""), *line) if cells > 0 and line else line


def centred(block: Iterable[Line], columns: int) -> Block:
    """Each line in the middle of the width."""
    return tuple(indent(line, (columns - line_width(line)) // 2) for line in block)


def centred_together(block: Block, columns: int) -> Block:
    """The block in the middle of the width, its lines as they stand to one another."""
    widest = max(map(line_width, block), default=0)
    return tuple(indent(line, (columns - widest) // 2) for line in block)


def big(drawing: BigText, role: str, columns: int) -> Block:
    """Big text, each of its lines of text centred."""
    return centred(draw(drawing, role), columns)


def padded(line: Line, columns: int) -> Line:
    """The line filled up with blanks."""
    missing = columns - line_width(line)
    return (*line, (" " * missing, "")) if missing > 0 else line


def beside(blocks: Sequence[Block], columns: Sequence[int]) -> Block:
    """Blocks side by side, each given its width, aligned at the top."""
    height = max(map(len, blocks), default=0)
    joined: list[Line] = []
    for row in range(height):
        line: list[Run] = []
        for block, width in zip(blocks, columns, strict=True):
            line.extend(padded(block[row] if row < len(block) else EMPTY, width))
        joined.append(tuple(line))
    return tuple(joined)


def at_height(block: Block, rows: int, *, top: bool = False) -> Block:
    """The block in the middle of some rows, or at their top; what does not fit is cut off at the bottom."""
    above = 0 if top else max(0, (rows - len(block)) // 2)
    filled = (*(EMPTY,) * above, *block, *(EMPTY,) * rows)
    return filled[:rows]


def stacked(blocks: Iterable[Block], gap: int) -> Block:
    """Blocks one above the other; empty ones leave no gap."""
    lines: list[Line] = []
    for block in blocks:
        if lines and block:
            lines.extend((EMPTY,) * gap)
        lines.extend(block)
    return tuple(lines)


def clipped(line: Line, columns: int) -> Line:
    """The line in at most so many cells, never half a character."""
    if line_width(line) <= columns:
        return line
    kept: list[Run] = []
    left = columns
    for text, role in line:
        width = cell_len(text)
        kept.append((text if width <= left else set_cell_size(text, left), role))
        left -= min(width, left)
        if not left:
            break
    return tuple(kept)


def ends(left: Line, right: Line, columns: int) -> Line:
    """One line with something at either end; the right end gives way last."""
    room = columns - line_width(right)
    return (*padded(clipped(left, room), room), *right) if room > 0 else clipped(right, columns)
