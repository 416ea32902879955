"""The console as a Textual app."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.calm_app import CalmApp
from tui.console.shell import Shell
from tui.strings import console as words

if TYPE_CHECKING:
    from textual.driver import Driver

    from db.book import Book
    from db.config import Config

STYLES = Path(__file__).parent.parent / "styles"


class ConsoleApp(CalmApp[str]):
    """The secretary's console over one open book."""

    CSS_PATH = [STYLES / "base.tcss", STYLES / "console.tcss"]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False
    TITLE = words.APP_TITLE
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "cover", show=False, priority=True)]

    def __init__(
        self, book: Book, config: Config, *, start: str = "home", driver_class: type[Driver] | None = None
    ) -> None:
        super().__init__(config.look, driver_class=driver_class)
        self.book = book
        self.config = config
        self._start = start

    def on_mount(self) -> None:
        """Show the frame."""
        self.leave_when_told()
        self.push_screen(Shell(self.book, self.config, start=self._start))

    def action_cover(self) -> None:
        """Hide whatever is on the screen, a dialog too."""
        from tui.console.cover import Cover

        if not isinstance(self.screen, Cover):
            self.push_screen(Cover())

    async def action_quit(self) -> None:
        """ctrl+q asks first, and not on top of another question."""
        if isinstance(self.screen, Shell):
            self.screen.quit_asking()

    def action_help_quit(self) -> None:
        """ctrl+c copies in fields and elsewhere does nothing: nobody leaves a meeting by accident."""
