"""The line above the keys: what was done, or why something was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.told import Told

if TYPE_CHECKING:
    from db.errors import PingyiError


class NoticeLine(Told):
    """Tells of the last act until the next one; a refusal stays until a key."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self._is_old = False

    def tell_done(self, text: str) -> None:
        """Tell what was done."""
        self._tell(text, is_refusal=False)

    def tell_refusal(self, error: PingyiError) -> None:
        """Tell why something was not done."""
        self._tell(f"{error.title}：{error.message}", is_refusal=True)

    def _tell(self, text: str, *, is_refusal: bool) -> None:
        self.set_class(is_refusal, "-refusal")
        self.tell(text)
        self._is_old = False
        self.screen.call_later(self._age)

    def _age(self) -> None:
        self._is_old = bool(self.text)

    def forget_old(self) -> None:
        """What was told of an earlier act must not seem to be told of this one."""
        if self._is_old:
            self.tell_done("")

    def forget_refusal(self) -> None:
        """A key was pressed."""
        if self.has_class("-refusal"):
            self.tell_done("")
