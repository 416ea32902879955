"""The right side: what the room sees, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.rules.stage import SCENES
from db.views.stage import stage
from tui.strings import console as words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.views.stage import Stage
    from tui.console.pane import Desk


class RoomPanel(Vertical):
    """What is live on the wall and what is next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="room-panel")
        self.desk = desk
        self._shown: Stage | None = None

    def compose(self) -> ComposeResult:
        """A heading and two lines."""
        yield Static(Content(words.ROOM_TITLE), classes="panel-title")
        yield Static("", id="room-live")
        yield Static("", id="room-next")

    def on_mount(self) -> None:
        """Read for the first time."""
        self.reload()

    def reload(self) -> None:
        """Read the stage again."""
        now = stage(self.desk.book)
        if now == self._shown:
            return
        self._shown = now
        live = SCENES["blank"] if now.is_blank else SCENES[now.live.kind]
        self.query_one("#room-live", Static).update(Content(f"正在放映：{live}"))
        following = SCENES[now.next.kind] if now.next else "（未备播）"
        self.query_one("#room-next", Static).update(Content(f"备播：{following}"))
