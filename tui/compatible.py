"""The compatible look: for terminals that draw glyphs of ambiguous width two cells wide, every line leaves without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

HORIZONTAL = "─━┄┅┈┉╌╍═╴╶╸╺╼╾"
VERTICAL = "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
BOX = {chr(code): "+" for code in range(0x2500, 0x2580)}
BLOCKS = {chr(code): " " for code in range(0x2580, 0x25A0)}
MARKS = {
    "·": ".", "…": ".", "—": "-", "–": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "→": ">", "←": "<", "↑": "^",
    "↓": "v", "×": "x", "√": "v", "±": "~", "÷": "/", "°": "o", "•": ".", "●": "*", "○": "o", "◆": "*", "◇": "o",
    "■": "#", "□": "o", "▲": "^", "△": "^", "▼": "v", "▽": "v", "▶": ">", "◀": "<", "★": "*", "☆": "*", "※": "*",
    "≤": "<", "≥": ">", "≠": "#", "≈": "~", "∞": "8", "§": "S", "№": "#",
}  # fmt: skip
PLAIN = str.maketrans({
    **BOX, **BLOCKS, **dict.fromkeys(HORIZONTAL, "-"), **dict.fromkeys(VERTICAL, "|"), **MARKS,
})  # fmt: skip
"""One plain character for one ambiguous one, so that no column moves."""


class Plain(LineFilter):
    """Draws every ambiguous glyph as a plain character of one cell; what is stored stays as it was typed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Translate the text of one line."""
        del background
        return [
            segment
            if segment.control or segment.text.isascii()
            else segment._replace(text=segment.text.translate(PLAIN))
            for segment in segments
        ]
