"""The base of every Textual app here: it crashes calmly."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segments
from rich.text import Text
from textual.app import App

from db.config import Look
from tui.crash import SORRY, report
from tui.theme import DARK, LIGHT
from tui.widgets.entry import EntryScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.message_pump import MessagePump
    from textual.theme import Theme

R = TypeVar("R")
PLAIN_LOOK = Look()

WRITE_SECONDS = 0.05
"""What a frame that was drawn gets to reach the terminal."""


def after_first_frame(pump: MessagePump, run: Callable[[], object]) -> None:
    """Do something that no first frame may wait for.

    A callback after the refresh is too early: the frame is still on its way to the terminal in another thread. With no
    terminal (tests, pictures) nobody waits, and it is done right after the refresh.
    """
    if pump.app.is_headless:
        pump.call_after_refresh(run)
    else:
        pump.call_after_refresh(pump.set_timer, WRITE_SECONDS, run)


@cache
def _plain() -> LineFilter:
    from tui.compatible import Plain

    return Plain()


class CalmApp(App[R]):
    """The base of every app here: an unhandled exception ends it with a sentence instead of a page of locals.

    Attributes:
        log_folder: Where the log is kept; None for no log.
        is_compatible: The terminal draws glyphs of ambiguous width two cells wide.
    """

    log_folder: Path | None = None

    def __init__(self, look: Look = PLAIN_LOOK, *, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.is_compatible = look.compatible == "on"
        self.set_class(self.is_compatible, "-compatible", update=False)
        self._wear(LIGHT if look.theme == "light" else DARK)

    def _wear(self, theme: Theme) -> None:
        """Take a look before anything is drawn; taken later, every style would be read again."""
        for known in (DARK, LIGHT):
            self.register_theme(known)
        self.set_reactive(App.theme, theme.name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def leave_when_told(self) -> None:
        """Leave as by the door, the screen wiped, when the window is closed or the session ends."""
        if not self.is_headless and sys.platform != "win32":
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self.leave_as_told)

    def leave_as_told(self) -> None:
        """What is done then: every screen that takes entries is told first."""
        for screen in self.screen_stack:
            if isinstance(screen, EntryScreen):
                screen.leave_as_told()
        self.exit()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes through on its way out; the compatible look leaves no ambiguous glyph."""
        filters = super().get_line_filters()
        return [*filters, _plain()] if self.is_compatible else filters

    def _handle_exception(self, error: Exception) -> None:
        """End the app; called by Textual with whatever nobody caught."""
        self._return_code = 1
        if self._exception is None:  # the first one is what Pilot raises again in a test
            self._exception = error
            self._exception_event.set()
            self._fatal_error()

    def _fatal_error(self) -> None:
        """Leave one sentence for the terminal, once the screen is restored."""
        error = self._exception
        sentence = SORRY if error is None else report(error, self.log_folder)
        if not self._exit_renderables:
            self._exit_renderables.append(Segments(self.console.render(Text(sentence), self.console.options)))
        self._close_messages_no_wait()
