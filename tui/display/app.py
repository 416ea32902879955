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

from db.book import utc_now
from db.views.scene import live_scene
from db.views.scene_view import WaitingView
from tui.calm_app import CalmApp
from tui.followed_book import RETRY_SECONDS, FollowedBook
from tui.strings import display as said
from tui.widgets.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.driver import Driver
    from textual.events import Key

    from db.book import Reader
    from db.config import Config

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
        self.followed = FollowedBook(path, read=self._show, lost=self._wait)
        self.wall = Wall(compatible=config.look.compatible, clock=clock)

    def on_mount(self) -> None:
        """Show the wall, look for the book."""
        self.push_screen(self.wall)
        self.set_interval(TICK_SECONDS, self.wall.tick)
        self.set_interval(RETRY_SECONDS, self.followed.look_after)
        self.call_after_refresh(self.followed.look_after)

    def on_unmount(self) -> None:
        """Let the book go."""
        self.followed.close()

    def _show(self, reader: Reader) -> None:
        """Show what is on stage now."""
        self.wall.scene.show(live_scene(reader))

    def _wait(self, is_other_version: bool) -> None:
        text = said.WAITING_VERSION if is_other_version else said.WAITING
        self.wall.scene.show(WaitingView(text=text))

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
