"""What the room is told before the codes are drawn: everything that the poll opens with, and what speaks against it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui.widgets.dialogs import Confirm

TEXT_HEIGHT = "50vh"


class Preflight(Confirm):
    """A long question: the arrows scroll what is to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,right", "app.focus_next", show=False),
        Binding("up", "scroll_text(-1)", show=False),
        Binding("down", "scroll_text(1)", show=False),
        Binding("pageup", "scroll_text(-8)", show=False),
        Binding("pagedown", "scroll_text(8)", show=False),
    ]

    def on_mount(self) -> None:
        """Keep the whole buttons on a screen of 24 lines, however long the text."""
        super().on_mount()
        self.query_one(VerticalScroll).styles.max_height = TEXT_HEIGHT

    def action_scroll_text(self, lines: int) -> None:
        """Scroll what is to be read."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
