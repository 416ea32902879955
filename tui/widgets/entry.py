"""What typing in fast asks of a screen: every key in the order in which it was pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen, ScreenResultType

from tui.keys import digit, plain
from tui.widgets.dialogs import Choice, Choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Key


class EntryScreen(ModalScreen[ScreenResultType]):
    """Takes every key itself, nothing having the focus.

    A binding runs in the app's queue and a digit in the screen's: pressed in quick succession, Enter would overtake the
    digits before it, or the digits of the next slip would overtake Enter.
    """

    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    EntryScreen > .entry { width: 100%; height: 100%; padding: 0 1; background: $background; }
    EntryScreen Rows > .rows--cursor-blurred {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    """
    KEYS: ClassVar[dict[str, str]] = {}
    """Plain key names and the `action_<name>` that each runs."""

    def on_key(self, event: Key) -> None:
        """A digit is typed; any other key does what `KEYS` says, or nothing."""
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:  # pressed while a dialog was coming up: no mark on the slip below
            return
        number = digit(event)
        if number is not None:
            self.take_digit(number)
            return
        self._do(self.KEYS.get(plain(event)))

    def offer(self, title: str, choices: Sequence[Choice]) -> None:
        """Put a numbered menu whose choices are names of actions, and run the one that is chosen."""
        self.app.push_screen(Choose(title, choices), self._do)

    def _do(self, action: str | None) -> None:
        if action is not None:
            getattr(self, f"action_{action}")()

    def take_digit(self, number: int) -> None:
        """A digit was typed."""

    def leave_as_told(self) -> None:
        """The window is closed, or the session ends."""
