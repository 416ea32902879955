"""The right side: what the room sees, and what comes next, each as a small picture of the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.rules.stage import SCENES
from db.views.stage import stage
from tui.calm_app import after_first_frame
from tui.strings import console as words
from tui.strings import room as said

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.views.stage import Stage
    from tui.console.pane import Desk
    from tui.widgets.scene import Scene


BOTH = 24
"""Lines from which both pictures stand in the panel; with fewer, what comes next is told in words alone."""


class RoomPanel(Vertical):
    """What is live on the wall and what is next."""

    DEFAULT_CSS = """
    RoomPanel Static { height: 1; }
    RoomPanel Scene { height: 10; margin: 0 0 1 0; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="room-panel")
        self.desk = desk
        self._shown: Stage | None = None
        self._pictures: tuple[Scene, Scene] | None = None
        self._is_due = False

    def compose(self) -> ComposeResult:
        """A heading and two lines; the pictures come after the first frame."""
        yield Static(Content(words.ROOM_TITLE), classes="panel-title")
        self._shown = stage(self.desk.book)
        live, following = _told(self._shown)
        yield Static(live, id="room-live")
        yield Static(following, id="room-next")

    def on_mount(self) -> None:
        """The pictures are drawn soon, and what runs on the wall runs in them."""
        self._draw_soon()
        self.set_interval(1.0, self._tick)

    def reload(self) -> None:
        """Read the stage again; the pictures follow after the next paint, so that no key waits for them."""
        now = stage(self.desk.book)
        if now != self._shown:
            self._shown = now
            for line, text in zip(("#room-live", "#room-next"), _told(now), strict=True):
                self.query_one(line, Static).update(text, layout=False)
        self._draw_soon()

    def _draw_soon(self) -> None:
        if not self._is_due:
            self._is_due = True
            if self._pictures is None:
                # The first ones load the wall's drawing: not before the first frame has gone out.
                after_first_frame(self, self.draw_pictures)
            else:
                self.call_after_refresh(self.draw_pictures)

    async def draw_pictures(self) -> None:
        """Read both scenes and draw what changed; while the panel is hidden nothing is read."""
        self._is_due = False
        if not self.display or not self.size:
            return
        if self._pictures is None:
            from tui.widgets.scene import Scene

            clock = self.desk.book.clock
            self._pictures = (Scene(clock=clock), Scene(clock=clock))
            await self.mount(self._pictures[0], after="#room-live")
            await self.mount(self._pictures[1], after="#room-next")
        from db.views.scene import live_scene, next_scene

        following = next_scene(self.desk.book) if self.size.height >= BOTH else None
        self._pictures[0].show(live_scene(self.desk.book))
        self._pictures[1].display = following is not None
        if following is not None:
            self._pictures[1].show(following)

    def on_resize(self) -> None:
        """Opened as an overlay, or grown: the pictures are drawn if they were not."""
        self._draw_soon()

    def _tick(self) -> None:
        if self._pictures is not None and self.display:
            self._pictures[0].tick()


def _told(now: Stage) -> tuple[Content, Content]:
    """What is live and what is next, in words."""
    live = SCENES["blank"] if now.is_blank else SCENES[now.live.kind]
    following = SCENES[now.next.kind] if now.next else said.PANEL_NOTHING
    return Content(said.PANEL_LIVE.format(scene=live)), Content(said.PANEL_NEXT.format(scene=following))
