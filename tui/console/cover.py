"""What lies over the console: the cover that hides it, and in one-screen mode the scene itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from db.acts import stage as acts
from db.views.scene import live_scene
from db.views.stage import stage
from tui.strings import room as words
from tui.widgets.scene import Scene

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from db.book import Book

PAGE_SECONDS = 8.0
"""How long a page stands."""
LOOK_SECONDS = 0.25
"""How often the scene in one-screen mode is read again."""


class Cover(Screen[None]):
    """Hides the console until Enter is pressed twice in a row; every other key means nothing."""

    AUTO_FOCUS = None
    DEFAULT_CSS = """
    Cover { background: $background; align: center middle; }
    Cover Static { width: 100%; height: auto; text-align: center; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pressed = 0

    def compose(self) -> ComposeResult:
        """Two quiet lines."""
        yield Static(Content(f"{words.COVERED}\n\n{words.COVERED_HINT}"))

    def on_key(self, event: Key) -> None:
        """Count Enter; nothing else reaches the console."""
        event.stop()
        event.prevent_default()
        self._pressed = self._pressed + 1 if event.key == "enter" else 0
        if self._pressed == 2:
            self.dismiss()


class OneScreen(Screen[None]):
    """The scene in full on the laptop, for a branch whose laptop is the wall; Escape goes back."""

    AUTO_FOCUS = None
    DEFAULT_CSS = "OneScreen { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("left,pageup", "turn(-1)", show=False),
        Binding("right,pagedown", "turn(1)", show=False),
        Binding("space", "hold", show=False),
        Binding("f5", "go_live", show=False),
        Binding("f8", "blank", show=False),
    ]

    def __init__(self, book: Book, *, half_blocks: bool, is_wide: bool = False) -> None:
        super().__init__()
        self._book = book
        self._scene = Scene(half_blocks=half_blocks, is_wide=is_wide, clock=book.clock)

    def compose(self) -> ComposeResult:
        """The scene and nothing else."""
        yield self._scene

    def on_mount(self) -> None:
        """Show what is live and follow it."""
        self._look()
        self.set_interval(LOOK_SECONDS, self._look)
        self.set_interval(PAGE_SECONDS, self.turn_unless_held)

    def _look(self) -> None:
        self._scene.show(live_scene(self._book))
        self._scene.tick()

    def turn_unless_held(self) -> None:
        """Turn to the next page, where there is one."""
        if self._scene.pages > 1 and not self._scene.is_held:
            self._scene.turn()

    def action_turn(self, step: int) -> None:
        """Turn the page."""
        self._scene.turn(step)

    def action_hold(self) -> None:
        """Keep the page, or go on."""
        self._scene.hold()

    def action_go_live(self) -> None:
        """Put the next scene live."""
        acts.go_live(self._book)
        self._look()

    def action_blank(self) -> None:
        """Blank the wall, or lift the blank."""
        acts.blank(self._book, on=not stage(self._book).is_blank)
        self._look()

    def action_leave(self) -> None:
        """Back to the console."""
        self.dismiss()
