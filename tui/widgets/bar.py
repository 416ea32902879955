"""A line or two of text above or below a list; repaints itself alone."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget


class Bar(Widget):
    """Text of fixed height that never moves what is around it."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; padding: 0 1; }
    Bar.-title { text-style: bold; color: $text-primary; }
    Bar.-note { color: $text-muted; }
    Bar.-alert { background: $warning; color: auto; text-style: bold; }
    Bar.-code { text-style: bold; height: 3; padding: 1 2; color: $text-warning; }
    Bar.-complaint, Bar.-notice { height: 2; }
    Bar.-number { height: 2; padding: 1 1 0 1; }
    """

    def __init__(self, text: str | Text = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._text = Text(text) if isinstance(text, str) else text

    def show(self, text: str | Text) -> None:
        """Show another text."""
        wanted = Text(text) if isinstance(text, str) else text
        if wanted != self._text:
            self._text = wanted
            self.refresh()

    def render(self) -> Text:
        """The text."""
        return self._text
