"""投影: a process of its own that only reads, shows what is on stage and never gives up.

Started before there is a book it waits; on a book of another version it waits; whatever goes wrong while reading, it says
so quietly and tries again.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from db.book import open_reader
from db.errors import BookError
from db.views.scene import live_scene
from db.views.scene_view import WaitingView
from tui.calm_app import CalmApp
from tui.strings import display as said
from tui.watch import Watch
from tui.widgets.scene import Scene, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.driver import Driver
    from textual.events import Key

    from db.book import Reader
    from db.config import Config

RETRY_SECONDS = 0.5
"""How often a missing or unreadable book is tried again, and how often its file is looked after."""
TICK_SECONDS = 0.5
"""How often clocks are looked at: twice a second, so that none is skipped."""
PAGE_SECONDS = 8.0
"""How long a page stands."""
STYLES = Path(__file__).parent.parent / "styles"


class Wall(Screen[None]):
    """The one screen: a scene, and a line that asks before leaving."""

    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = None
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,pageup", "turn(-1)", show=False),
        Binding("right,pagedown", "turn(1)", show=False),
        Binding("space", "hold", show=False),
    ]

    def __init__(self, *, compatible: str, clock: Callable[[], datetime]) -> None:
        """`compatible` as in the configuration: `off` where ambiguous glyphs are known to be narrow, `on` where wide."""
        super().__init__()
        self.scene = Scene(half_blocks=compatible == "off", is_wide=compatible == "on", clock=clock)
        self._turned_at = time.monotonic()

    def compose(self) -> ComposeResult:
        """The scene and, over its last row, the question."""
        yield self.scene
        yield Static(said.QUIT, id="quit", markup=False)

    def action_turn(self, step: int) -> None:
        """Turn the page by hand."""
        self._turned_at = time.monotonic()
        self.scene.turn(step)

    def action_hold(self) -> None:
        """Let the page stand, or go on."""
        self._turned_at = time.monotonic()
        self.scene.hold()

    def tick(self) -> None:
        """A moment has passed: clocks go on, pages turn."""
        scene = self.scene
        if scene.pages > 1 and not scene.is_held and time.monotonic() - self._turned_at >= PAGE_SECONDS:
            self.action_turn(1)
        else:
            scene.tick()

    @property
    def is_asking(self) -> bool:
        """Whether the question stands."""
        return self.has_class("-asking")

    def ask(self, *, on: bool) -> None:
        """Put the question, or take it away."""
        self.set_class(on, "-asking")

    def on_key(self, event: Key) -> None:
        """Any key but ctrl+q takes the question away."""
        if event.key not in ("ctrl+q", "ctrl+c"):
            self.ask(on=False)


class DisplayApp(CalmApp[None]):
    """What the room sees of the book at a path, which need not be there yet."""

    CSS_PATH = [STYLES / "base.tcss", STYLES / "display.tcss"]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False
    TITLE = "评议台 投影"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit_asking", show=False, priority=True),
        Binding("ctrl+c", "quit_asking", show=False, priority=True),
    ]

    def __init__(
        self,
        path: Path,
        config: Config,
        *,
        clock: Callable[[], datetime] = utc_now,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(config.look, driver_class=driver_class)
        self.path = path
        self.config = config
        self._reader: Reader | None = None
        self._file: tuple[int, int] | None = None
        self._watch: Watch | None = None
        self.wall = Wall(compatible=config.look.compatible, clock=clock)

    def on_mount(self) -> None:
        """Show the wall, look for the book."""
        self.push_screen(self.wall)
        self.set_interval(TICK_SECONDS, self.wall.tick)
        self.set_interval(RETRY_SECONDS, self.look_after)
        self.call_after_refresh(self.look_after)

    def on_unmount(self) -> None:
        """Let the book go."""
        self._close()

    def look_after(self) -> None:
        """Open the book if there is one; let it go if its file is another one by now."""
        if self._reader is not None and self._file != _identity(self.path):
            self._wait(said.WAITING)
        if self._reader is None:
            self._open()

    def _open(self) -> None:
        """Open the book; while that cannot be done the wall waits, and no error ends it."""
        try:
            self._file = _identity(self.path)
            self._reader = open_reader(self.path)
            self._watch = Watch(self._reader.version, self.read)
            self._watch.failed = self._failed
            self._watch.start()
            self.wall.scene.show(live_scene(self._reader))
        except Exception as error:
            self._failed(error)

    def read(self) -> None:
        """Show what is on stage now; on any error let the book go and try again later."""
        if self._reader is None:
            return
        try:
            self.wall.scene.show(live_scene(self._reader))
        except Exception as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        is_version = isinstance(error, BookError) and error.title == "版本不同"
        self._wait(said.WAITING_VERSION if is_version else said.WAITING)

    def _wait(self, text: str) -> None:
        self._close()
        self.wall.scene.show(WaitingView(text=text))

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        if self._reader is not None:
            self._reader.close()
        self._watch = self._reader = None

    def action_quit_asking(self) -> None:
        """Ask; the second time, leave."""
        if self.wall.is_asking:
            self.exit()
        else:
            self.wall.ask(on=True)

    async def action_quit(self) -> None:
        """Never without asking."""
        self.action_quit_asking()

    def action_help_quit(self) -> None:
        """Textual's English hint is not for a wall."""

    def get_system_commands(self, screen: Screen[Any]) -> Any:
        """None: a wall has no palette."""
        del screen
        return iter(())


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
