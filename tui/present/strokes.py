"""正: votes called out as the tellers write them, stroke by stroke.

The glyphs are ordinary characters of the basic Han block, two cells wide in every terminal and present in every
Chinese font. The tally marks of Unicode (U+1D372) are in almost none.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

PARTIAL: Final = ("", "一", "丅", "下", "止")
"""正 after no stroke, one, two, three and four."""

WHOLE: Final = "正"


def strokes(count: int) -> str:
    """So many votes as strokes: a whole 正 for every five."""
    return WHOLE * (count // 5) + PARTIAL[count % 5]


def fitted(count: int, width: int) -> str:
    """So many votes in a column: strokes and their number, strokes alone, or the number of whole ones with the last.

    Args:
        count: The votes.
        width: The cells that there are; the number itself is never cut.
    """
    if not count:
        return ""
    drawn = strokes(count)
    short = f"{count // 5}{WHOLE}{PARTIAL[count % 5]}"
    return next((text for text in (f"{drawn} {count}", drawn, short) if cell_len(text) <= width), str(count))
