"""A few big words on a screen."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.present.bigtext import BigText as Drawing
from tui.present.bigtext import Line, draw, faces, fit, line_width


class BigText(Widget):
    """Text in the largest letters that its area takes, centred; the terminal's own bold letters where none fit.

    The letters take the widget's text colour. Set ``half_blocks`` only where the terminal draws ambiguous glyphs narrow.
    """

    DEFAULT_CSS: ClassVar[str] = """
    BigText { width: 1fr; height: 1fr; }
    """

    text: reactive[str] = reactive("")
    half_blocks: reactive[bool] = reactive(False)

    def __init__(
        self,
        text: str = "",
        *,
        half_blocks: bool = False,
        largest: int = 6,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._largest = largest
        self._drawn: tuple[Line, ...] = ()
        self._drawn_for: tuple[str, Size, bool] | None = None
        self.set_reactive(BigText.text, text)
        self.set_reactive(BigText.half_blocks, half_blocks)

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        lines = self._lines()
        row = y - (self.size.height - len(lines)) // 2
        colours = self.rich_style
        if not 0 <= row < len(lines):
            return Strip.blank(self.size.width, colours)
        ink = Style(bgcolor=colours.color)
        left = max(0, (self.size.width - line_width(lines[row])) // 2)
        segments = [Segment(" " * left, colours)]
        for text, role in lines[row]:
            segments.append(
                Segment(text, ink if role.startswith("on-") else colours + Style(bold=bool(role)))
            )
        return Strip(segments).adjust_cell_length(self.size.width, colours)

    def _lines(self) -> tuple[Line, ...]:
        drawn_for = (self.text, self.size, self.half_blocks)
        if self._drawn_for != drawn_for:
            self._drawn = draw(self._fit(), "ink")
            self._drawn_for = drawn_for
        return self._drawn

    def _fit(self) -> Drawing:
        width, height = self.size
        return fit(self.text, width, height, faces(half_blocks=self.half_blocks, largest=self._largest))
