"""Where a scene is drawn, and a scene that has been laid out for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tui.present.bigtext import HALF_BLOCK, NARROW, Face, faces
from tui.present.lines import Block


@dataclass(frozen=True)
class Canvas:
    """Where a scene is drawn.

    Attributes:
        columns: Cells from left to right.
        rows: Cells from top to bottom.
        half_blocks: The terminal is known to draw ambiguous glyphs narrow.
    """

    columns: int
    rows: int
    half_blocks: bool = False

    @property
    def is_small(self) -> bool:
        """Whether there is room for a few plain words only: a preview, or a very small window."""
        return self.columns < 60 or self.rows < 16

    @property
    def titles(self) -> tuple[Face, ...]:
        """Faces for the one thing that everybody must read."""
        return () if self.is_small else faces(half_blocks=self.half_blocks)

    @property
    def headings(self) -> tuple[Face, ...]:
        """Faces for what names it."""
        if self.is_small:
            return ()
        return (HALF_BLOCK,) if self.half_blocks else (NARROW,)

    @property
    def texts(self) -> tuple[Face, ...]:
        """Faces for lists and running text."""
        return self.headings


@dataclass(frozen=True)
class Deck:
    """A scene ready to draw.

    Attributes:
        pages: How many pages it has, at least one.
        body: Draws one page for a moment.
        backdrop: Colours the ground: "", "cover" or "blank".
        ticks: Whether it changes with the second.
    """

    pages: int
    body: Callable[[int, datetime], Block]
    backdrop: str = ""
    ticks: bool = False
