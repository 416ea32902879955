"""One line of rich text that knows when it need not be painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text


class Line(Widget):
    """One line of rich text that repaints only when it changes."""

    DEFAULT_CSS = "Line { height: 1; width: 100%; }"

    def __init__(self, make: Callable[[int], Text], id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._make = make
        self._shown: tuple[int, Text] | None = None

    def redraw(self) -> None:
        """Repaint if the text is another."""
        text = self._make(self.size.width)
        if self._shown != (self.size.width, text):
            self.refresh()

    def render(self) -> Text:
        """The text for the present width."""
        text = self._make(self.size.width)
        self._shown = (self.size.width, text)
        return text
