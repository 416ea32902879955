"""The one widget of the booth: lines of cells, of which only those that differ are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cached_cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tui.present.booth import cells

if TYPE_CHECKING:
    from tui.present.bigtext import Line
    from tui.present.lines import Block

ROLES = ("title", "note", "head", "legend", "row", "cursor", "mark", "alert", "text")


class Paper(Widget):
    """Shows a page; keeps it only as long as it stands."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paper--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Paper {
        width: 100%; height: 100%; background: $background; color: $foreground;
        & > .paper--title { color: $text-primary; text-style: bold; }
        & > .paper--note { color: $text-muted; }
        & > .paper--head { color: $text-muted; text-style: bold; }
        & > .paper--legend { color: $text-warning; text-style: bold; }
        & > .paper--row { background: $block-cursor-blurred-background; color: $foreground; text-style: bold; }
        & > .paper--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
        }
        & > .paper--mark { color: $text-primary; text-style: bold; }
        & > .paper--alert { background: $warning; color: auto; text-style: bold; }
        & > .paper--text { color: $foreground; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._page: Block = ()
        self._styles_by_role: dict[str, Style] = {}

    def show(self, page: Block, cursor: tuple[int, int] | None = None) -> None:
        """Show another page; `cursor` is where an input method should open its window."""
        old, self._page = self._page, page
        if len(old) != len(page):
            self.refresh()
        else:
            for y, (before, after) in enumerate(zip(old, page, strict=True)):
                if before != after:
                    self.refresh(Region(0, y, self.size.width, 1))
        if cursor is not None:
            self.app.cursor_position = Offset(*cursor)

    def forget(self) -> None:
        """Keep nothing of what was drawn, nor let what measured it keep it."""
        self._page = ()
        self.refresh()
        cached_cell_len.cache_clear()
        Segment._split_cells.cache_clear()  # noqa: SLF001 - it remembers texts

    def notify_style_update(self) -> None:
        """A new theme colours every line anew."""
        super().notify_style_update()
        self._styles_by_role.clear()

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        base = self._style("")
        line: Line = self._page[y] if y < len(self._page) else ()
        segments = [Segment(text, self._style(role)) for text, role in line if text]
        used = sum(cells(segment.text) for segment in segments)
        if used < width:
            segments.append(Segment(" " * (width - used), base))
        return Strip(segments, max(used, width)).crop(0, width)

    def _style(self, role: str) -> Style:
        found = self._styles_by_role.get(role)
        if found is None:
            found = self._find_style(role)
            self._styles_by_role[role] = found
        return found

    def _find_style(self, role: str) -> Style:
        if not role:
            return self.rich_style
        if role.startswith("on-"):
            ink = self.get_component_rich_style(f"paper--{role[3:]}")
            return Style(bgcolor=ink.color)
        return self.get_component_rich_style(f"paper--{role}")
