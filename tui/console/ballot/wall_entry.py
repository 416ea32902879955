"""Typing in at the console: the keys of the wall work as anywhere else, while every key goes through one queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import ScreenResultType

from db.errors import PingyiError
from tui.console import stage_keys
from tui.strings import ballot_entry as words
from tui.widgets.dialogs import Choice
from tui.widgets.entry import EntryScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.console.pane import Desk

Answer = TypeVar("Answer")


class WallEntry(EntryScreen[ScreenResultType]):
    """An entry screen of the console: F5 puts what was prepared on the wall, F8 blanks it."""

    KEYS: ClassVar[dict[str, str]] = {"f5": "go_live", "f8": "blank_wall"}
    WALL_CHOICES = (
        Choice("go_live", words.GO_LIVE, "F5"),
        Choice("blank_wall", words.BLANK_WALL, "F8"),
    )
    desk: Desk | None = None
    """Whose wall it is; without one the keys do nothing."""

    def action_go_live(self) -> None:
        """Show the room what was prepared."""
        self._press_wall(stage_keys.put_live)

    def action_blank_wall(self) -> None:
        """Blank the wall, or bring back what was on it."""
        self._press_wall(stage_keys.put_blank)

    def _press_wall(self, press: Callable[[Desk], str]) -> None:
        if self.desk is None:
            return
        try:
            self.tell(press(self.desk))
        except PingyiError as error:
            self.tell(f"{error.title}：{error.message}", is_alert=True)

    def tell(self, text: str, *, is_alert: bool = False) -> None:
        """Say what was done, or why it was not."""


async def ask_at(desk: Desk, screen: WallEntry[Answer]) -> Answer | None:
    """Put an entry screen whose wall is the desk's, and wait for its answer."""
    screen.desk = desk
    return await desk.ask(screen)
