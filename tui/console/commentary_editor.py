"""Three boxes of one commentary beside the facts of its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from db.acts.commentary import Texts
from db.rules.commentary import State
from db.rules.moments import clock_text
from tui.present.commentary import facts_text
from tui.strings import commentary as words
from tui.widgets.han_content import HanContent
from tui.widgets.prose_field import ProseField

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

    from db.views.commentary import CommentaryRow

WIDE = 90
"""Cells from which the facts stand beside the boxes, not below them."""


class CommentaryEditor(Vertical):
    """A title, the boxes, the facts; knows nothing of the book, the pane saves what it holds."""

    DEFAULT_CSS = """
    CommentaryEditor {
        height: 1fr;
        & #commentary-title { height: auto; max-height: 2; text-style: bold; color: $text-primary; }
        & #commentary-desk { height: 1fr; layout: vertical; }
        & #commentary-boxes { height: 1fr; }
        & #commentary-facts { height: auto; max-height: 25%; background: $panel; color: $text-muted; padding: 0 1;
            scrollbar-size-vertical: 1; }
        & ProseField { height: 1fr; min-height: 4; }
        &.-wide #commentary-desk { layout: horizontal; }
        &.-wide #commentary-boxes { width: 1fr; }
        &.-wide #commentary-facts { width: 34; height: 1fr; max-height: 100%; margin: 0 0 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._facts: list[str] = []
        self._boxes = {
            name: ProseField(label, placeholder=words.PLACEHOLDERS[name], is_compact=True)
            for name, label in words.BOXES.items()
        }

    def compose(self) -> ComposeResult:
        """The title over boxes and facts."""
        yield Static("", id="commentary-title", markup=False)
        with Horizontal(id="commentary-desk"):
            with Vertical(id="commentary-boxes"):
                yield from self._boxes.values()
            with VerticalScroll(id="commentary-facts", can_focus=False):
                yield Static("", markup=False)

    @property
    def texts(self) -> Texts:
        """What stands in the boxes."""
        return Texts(**{name: box.text for name, box in self._boxes.items()})

    @property
    def is_saved(self) -> bool:
        """Whether every box shows what was last acknowledged."""
        return all(box.prose.is_saved for box in self._boxes.values())

    def load(self, row: CommentaryRow, facts: list[str], *, is_frozen: bool = False) -> None:
        """Show a commentary; a released one, and one of a record that is `is_frozen`, takes no text."""
        for name, box in self._boxes.items():
            text = getattr(row, name)
            box.load(text, row.id, clock_text(row.saved_at) if text else "")
            box.prose.read_only = is_frozen or row.state is State.RELEASED
        self._facts = facts
        self._show_facts()

    def clear(self) -> None:
        """Show nothing."""
        for box in self._boxes.values():
            box.prose.read_only = False
            box.load("")

    def cover(self, *, is_covered: bool) -> None:
        """Cover what stands in the boxes, or show it."""
        for box in self._boxes.values():
            box.prose.cover(is_covered=is_covered)

    def set_title(self, title: str) -> None:
        """Say who comments on whom."""
        self.query_one("#commentary-title", Static).update(HanContent(title))

    def mark_saved(self, texts: Texts, key: int, saved_at: str) -> None:
        """Say 已存 in every box that holds something or was emptied."""
        for name, box in self._boxes.items():
            text = getattr(texts, name)
            if text or not box.prose.is_saved:
                box.mark_saved(text, key, saved_at)

    def mark_failed(self, key: int, reason: str) -> None:
        """Say why in every box that waits to be saved."""
        for box in self._boxes.values():
            if not box.prose.is_saved:
                box.mark_failed(key, reason)

    def focus_first(self) -> None:
        """Put the cursor into the first box."""
        self._boxes["results"].focus_prose()

    def on_resize(self, event: Resize) -> None:
        """The facts go beside the boxes where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._show_facts()

    def _show_facts(self) -> None:
        text = facts_text(self._facts, is_wide=self.has_class("-wide"))
        self.query_one("#commentary-facts Static", Static).update(HanContent(text))
