"""A scene of the stage on a screen: the wall, a preview of it, the laptop's own screen in one-screen mode."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from db.book import utc_now
from db.views.scene_view import (
    BarsView,
    CommentaryView,
    MessageView,
    MovementView,
    PointsView,
    SceneView,
    WaitingView,
)
from tui.present.canvas import Canvas, Deck
from tui.present.scene import deck, draw_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Resize

    from tui.present.bigtext import Line
    from tui.present.scene import Page

ROLES = ("title", "text", "dim", "good", "warn", "bar", "track")


class Scene(Widget):
    """Draws a `SceneView`. Equal views are not drawn twice; of another one only the lines that differ are painted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"scene--{role}" for role in ROLES}

    DEFAULT_CSS = """
    Scene {
        width: 1fr; height: 1fr; background: $background; color: $foreground;
        & > .scene--title { color: $foreground; text-style: bold; }
        & > .scene--text { color: $foreground; }
        & > .scene--dim { color: $text-muted; }
        & > .scene--good { color: $success; text-style: bold; }
        & > .scene--warn { color: $warning; text-style: bold; }
        & > .scene--track { color: $border-blurred 60%; }
        & > .scene--bar { color: $text-muted; background: $panel; }
        &.-cover {
            background: #a81c1c; color: #ffe9b8;
            & > .scene--title { color: #ffe14d; }
            & > .scene--text { color: #ffe9b8; }
            & > .scene--dim { color: #ffd9a0; }
        }
        &.-blank { background: #000000; }
    }
    """

    def __init__(
        self,
        *,
        half_blocks: bool = False,
        is_wide: bool = False,
        clock: Callable[[], datetime] = utc_now,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """`half_blocks` only where the terminal is known to draw ambiguous glyphs narrow, `is_wide` where wide."""
        super().__init__(id=id, classes=classes)
        self._is_wide = is_wide
        self._half_blocks = half_blocks
        self._clock = clock
        self._view: SceneView = WaitingView()
        self._latest: tuple[int, ...] = ()
        self._page = 0
        self._is_held = False
        self._minute: datetime | None = None
        self._deck: Deck | None = None
        self._lines: Page = ()
        self._strips: dict[Line, Strip] = {}
        self._styles_by_role: dict[str, Style] = {}

    @property
    def view(self) -> SceneView:
        """What is shown."""
        return self._view

    @property
    def pages(self) -> int:
        """How many pages the scene has here."""
        return self._laid_out().pages

    @property
    def page(self) -> int:
        """Which of them is shown, from 0."""
        return self._page % self.pages

    @property
    def is_held(self) -> bool:
        """Whether pages stay until turned by hand."""
        return self._is_held

    def show(self, view: SceneView) -> None:
        """Show another view; an equal one changes nothing."""
        old = self._view
        if view == old:
            return
        self._view = view
        self._latest = _moved(old, view)
        if _subject(view) != _subject(old):
            self._page = 0
            self._is_held = False
        self._deck = None
        self._redraw()

    def tick(self) -> None:
        """Let the clocks go on; a scene without a running clock changes with the minute only."""
        minute = self._clock().replace(second=0, microsecond=0)
        if self._laid_out().ticks or minute != self._minute:
            self._minute = minute
            self._redraw()

    def turn(self, step: int = 1) -> None:
        """Turn the page; from the last one comes the first."""
        self._page = (self._page + step) % self.pages
        self._redraw()

    def hold(self) -> None:
        """Keep the page until the next call, or let pages turn again."""
        self._is_held = not self._is_held
        self._redraw()

    def on_resize(self, event: Resize) -> None:
        """Lay the scene out anew for the new size."""
        del event
        self._deck = None
        self._forget()
        self._redraw()

    def notify_style_update(self) -> None:
        """A new theme or ground colours everything anew."""
        super().notify_style_update()
        self._forget()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        if not self._lines:
            self._lines = self._drawn()
        line = self._lines[y] if y < len(self._lines) else ()
        strip = self._strips.get(line)
        if strip is None:
            if len(self._strips) > 2000:
                self._strips.clear()
            strip = self._strips[line] = self._strip(line)
        return strip

    def _forget(self) -> None:
        self._strips.clear()
        self._styles_by_role.clear()

    @property
    def _canvas(self) -> Canvas:
        return Canvas(max(1, self.size.width), max(1, self.size.height), self._half_blocks)

    def _laid_out(self) -> Deck:
        if self._deck is None:
            self._deck = deck(self._view, self._canvas, self._latest)
            self.set_class(self._deck.backdrop == "cover", "-cover")
            self.set_class(self._deck.backdrop == "blank", "-blank")
        return self._deck

    def _drawn(self) -> Page:
        return draw_page(self._laid_out(), self._canvas, self._page, self._clock(), is_held=self._is_held)

    def _redraw(self) -> None:
        """Paint the lines that differ from those on the screen."""
        if not self.size:
            return
        old, self._lines = self._lines, self._drawn()
        if len(old) != len(self._lines):
            self.refresh()
            return
        width = self.size.width
        changed = [
            y for y, (before, after) in enumerate(zip(old, self._lines, strict=True)) if before != after
        ]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _strip(self, line: Line) -> Strip:
        base = self._style("")
        # The dot within a name is the one ambiguous glyph that stands in columns.
        shown = ((text.replace("·", "."), role) if self._is_wide else (text, role) for text, role in line)
        segments = [Segment(text, self._style(role)) for text, role in shown]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _style(self, role: str) -> Style:
        style = self._styles_by_role.get(role)
        if style is None:
            style = self._styles_by_role[role] = self._make_style(role)
        return style

    def _make_style(self, role: str) -> Style:
        if not role:
            return self.rich_style
        if role.startswith("on-"):
            ink = self.get_component_rich_style(f"scene--{role[3:]}")
            return Style(color=self.rich_style.bgcolor, bgcolor=ink.color, bold=True)
        return self.get_component_rich_style(f"scene--{role}")


def _subject(view: SceneView) -> tuple[object, ...]:
    """What a scene is about: another one begins at its first page, the same one stays where it was turned to."""
    if isinstance(view, PointsView):
        return type(view), view.by_group
    if isinstance(view, BarsView):
        return type(view), view.by_month
    if isinstance(view, CommentaryView):
        return type(view), view.commentator, view.target
    if isinstance(view, MessageView):
        return type(view), view.text
    return type(view), view.meeting


def _moved(old: SceneView, new: SceneView) -> tuple[int, ...]:
    """Keys of the rows whose total is another than before, where both views list points of one kind."""
    if isinstance(old, MovementView) and isinstance(new, MovementView):
        known = {row.key: row.tenths for row in old.rows}
        return tuple(row.key for row in new.rows if known.get(row.key, 0) != row.tenths)
    if not isinstance(old, PointsView) or not isinstance(new, PointsView) or old.by_group != new.by_group:
        return ()
    before = {row.key: row.tenths for row in old.rows}
    return tuple(row.key for row in new.rows if before.get(row.key, row.tenths) != row.tenths)
