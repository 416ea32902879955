"""Long text to read: lines made for the width at hand, drawn as they come into sight, the place kept when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.events import Resize

LINE_MOST = 84
"""Cells of the longest line; longer ones are tiring to read aloud."""


@dataclass(frozen=True)
class PageLine:
    """One line as it stands on the page.

    Attributes:
        text: No wider than the page.
        tone: "", "title", "heading", "subheading" or "muted".
        lead: How many characters at its beginning are a label.
        block: Which block of the text it belongs to, by which the place is kept.
        runs: The text again in pieces, each with a tone of its own, where one line has several; a drawing.
    """

    text: str
    tone: str = ""
    lead: int = 0
    block: int = 0
    runs: tuple[tuple[str, str], ...] = ()


class Page(ScrollView, can_focus=True):
    """A text that is read, not edited."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title", "page--heading", "page--subheading", "page--muted", "page--label",
        "page--now", "page--rail", "page--bar", "page--bar-past", "page--today",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown,space", "page_down", show=False),
        Binding("home,ctrl+home", "scroll_home", show=False),
        Binding("end,ctrl+end", "scroll_end", show=False),
    ]
    DEFAULT_CSS = """
    Page {
        background: $surface; color: $foreground; height: 1fr; scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1;
        & > .page--title { color: $text-primary; text-style: bold; }
        & > .page--heading { color: $text-primary; text-style: bold; }
        & > .page--subheading { color: $text-secondary; }
        & > .page--muted { color: $text-muted; }
        & > .page--label { color: $text-secondary; }
        & > .page--now { color: $text-success; text-style: bold; }
        & > .page--rail { background: $panel; }
        & > .page--bar { background: $primary; }
        & > .page--bar-past { background: $primary-muted; }
        & > .page--today { background: $warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._make: Callable[[int], Sequence[PageLine]] = lambda _width: ()
        self._lines: tuple[PageLine, ...] = ()

    @property
    def lines(self) -> tuple[PageLine, ...]:
        """Every line for the present width."""
        return self._lines

    def show(self, make: Callable[[int], Sequence[PageLine]]) -> None:
        """Take another text; `make` gives its lines for a width. The place is kept where the block still stands."""
        self._make = make
        self._relay()

    def go_to(self, block: int) -> None:
        """Bring the first line of a block to the top."""
        place = next((index for index, line in enumerate(self._lines) if line.block >= block), 0)
        self.scroll_to(y=place, animate=False, force=True, immediate=True)

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew; what stood at the top stays there."""
        del event
        self._relay()

    def notify_style_update(self) -> None:
        """A new theme colours every line anew."""
        super().notify_style_update()
        self.refresh()

    def action_page_down(self) -> None:
        """A screenful on."""
        self.scroll_relative(y=max(1, self.size.height - 1), animate=False)

    def action_page_up(self) -> None:
        """A screenful back."""
        self.scroll_relative(y=-max(1, self.size.height - 1), animate=False)

    def action_scroll_up(self) -> None:
        """A line back."""
        self.scroll_relative(y=-1, animate=False)

    def action_scroll_down(self) -> None:
        """A line on."""
        self.scroll_relative(y=1, animate=False)

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.scroll_to(y=len(self._lines), animate=False, force=True)

    @property
    def _measure(self) -> int:
        return max(8, min(self.scrollable_content_region.width - 2, LINE_MOST))

    def _relay(self) -> None:
        top = round(self.scroll_offset.y)
        block = self._lines[top].block if 0 < top < len(self._lines) else 0
        self._lines = tuple(self._make(self._measure))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        if block:
            self.go_to(block)
        self.refresh()

    def _tone(self, tone: str, base: Style) -> Style:
        return self.get_component_rich_style(f"page--{tone}") if tone else base

    def render_line(self, y: int) -> Strip:
        """One line of the widget, as Textual's line API asks."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        index = y + self.scroll_offset.y
        if not 0 <= index < len(self._lines):
            return Strip([Segment(" " * width, base)], width)
        line = self._lines[index]
        style = self._tone(line.tone, base)
        left = max(1, (width - self._measure) // 2)
        segments = [Segment(" " * left, base)]
        if line.runs:
            segments += [Segment(text, self._tone(tone, base)) for text, tone in line.runs]
        elif line.lead:
            segments.append(Segment(line.text[: line.lead], self.get_component_rich_style("page--label")))
        if not line.runs:
            segments.append(Segment(line.text[line.lead :], style))
        used = left + cell_len(line.text)
        segments.append(Segment(" " * max(0, width - used), base))
        return Strip(segments, max(width, used)).crop(0, width)
