"""What is private where the room sees this screen: text being written stands covered, a secret waits until it is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.views.stage import stage
from tui.strings import console as words
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from db.book import Reader

UNCOVER = "uncover"
"""The act that shows the text or covers it again."""


def disconnect_first(title: str, text: str) -> Confirm:
    """The question that comes before a secret is shown; yes once the projector no longer shows this screen."""
    return Confirm(title, text, yes="已断开", no="返回", is_dangerous=True)


class Covering:
    """Remembers for one editor whether its text was uncovered; each text begins covered."""

    def __init__(self, book: Reader) -> None:
        self._book = book
        self._is_uncovered = False

    @property
    def is_seen(self) -> bool:
        """Whether the room sees this very screen."""
        return stage(self._book).room_sees_laptop

    @property
    def is_covered(self) -> bool:
        """Whether the text stands covered now."""
        return self.is_seen and not self._is_uncovered

    @property
    def why_not(self) -> str:
        """Why there is nothing to uncover or cover."""
        return "" if self.is_seen else words.PROSE_APART

    def begin(self) -> None:
        """Another text."""
        self._is_uncovered = False

    def turn(self) -> None:
        """Show the text, or cover it again."""
        self._is_uncovered = not self._is_uncovered

    def hint(self, keys: str) -> str:
        """What the keys do, with what the room sees before it."""
        if not self.is_seen:
            return keys
        return f"{words.PROSE_COVERED if self.is_covered else words.PROSE_SEEN}  {keys}"
