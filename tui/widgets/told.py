"""A few sentences that repaint only when they change."""

from __future__ import annotations

from textual.widgets import Static

from tui.widgets.han_content import HanContent


class Told(Static):
    """Text without markup; telling the same again costs nothing."""

    DEFAULT_CSS = "Told { height: auto; }"

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(HanContent(text), id=id, classes=classes)
        self._told = text

    @property
    def text(self) -> str:
        """What is told now."""
        return self._told

    def tell(self, text: str, *, layout: bool = True) -> None:
        """Show a text; without `layout` its height is taken to stay as it is, which spares a key press the layout."""
        if text != self._told:
            self._told = text
            self.update(HanContent(text), layout=layout)
