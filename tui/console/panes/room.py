"""投影: which scene the room sees, which comes next, how the projector is wired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from db.acts import stage as acts
from db.rules.stage import SCENES, SceneSpec
from db.views.scene import scene
from db.views.stage import Stage, stage
from db.words import ROOM
from tui.console.pane import ActSpec, Pane
from tui.strings import room as words
from tui.widgets.dialogs import Choice, Choose, Field, Form, Notice
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows
from tui.widgets.scene import Scene

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk


@dataclass(frozen=True)
class Offer:
    """One line of the list: a key, its Chinese name, the scene that it stands for."""

    key: str
    title: str
    spec: SceneSpec


OFFERS = tuple(
    offer
    for kind, title in SCENES.items()
    if kind != "blank"
    for offer in (
        Offer(kind, title, SceneSpec(kind)),
        *(
            [Offer("groups", words.POINTS_BY_GROUP, SceneSpec("points", {"by_group": 1}))]
            if kind == "points"
            else []
        ),
    )
)


def key_of(spec: SceneSpec) -> str:
    """The line of the list to which a scene belongs."""
    return "groups" if spec.kind == "points" and spec.ids.get("by_group") else spec.kind


class RoomPane(Pane):
    """The scenes as a list, what each would look like, the way the projector is wired."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("prepare", "备播此画面", "bbchm", help="F5 上屏"),
        ActSpec("show", "立即上屏", "ljsp"),
        ActSpec("message", "通知文字", "tzwz", "f4"),
        ActSpec("wiring", "投影方式", "tyfs", help="镜像、扩展或只有一块屏"),
        ActSpec("window", "打开投影窗口", "dktyck", help="按 0"),
        ActSpec("one_screen", "本机全屏放映", "bjqpfy", help="Esc 返回"),
    )
    DEFAULT_CSS = """
    RoomPane #room-body { height: 1fr; }
    RoomPane #room-body Rows { width: 31; }
    RoomPane #room-picture { width: 1fr; padding: 0 0 0 1; }
    RoomPane #room-picture Scene { height: 1fr; max-height: 24; }
    RoomPane .room-line { height: auto; max-height: 2; color: $text-muted; }
    RoomPane .room-line.-shared { color: $text-warning; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stage: Stage = stage(desk.book)
        self._message = ""
        self._picture = Scene(clock=desk.book.clock)

    def compose(self) -> ComposeResult:
        """How it is wired, the list beside the picture, the keys."""
        yield Static("", classes="room-line", id="room-wiring")
        with Horizontal(id="room-body"):
            yield Rows((Column("", 2, is_right=True), Column("画面", 0), Column("", 8)))
            with Vertical(id="room-picture"):
                yield self._picture
        yield Static(HanContent(words.KEYS), classes="room-line")

    def reload(self) -> None:
        """Read the stage again."""
        self._stage = now = stage(self.book)
        if now.next is not None and now.next.kind == "message":
            self._message = now.next.text
        elif now.live.kind == "message" and not self._message:
            self._message = now.live.text
        self.query_one(Rows).set_rows(
            Row(
                offer.key,
                (str(number) if number < 10 else "", offer.title, self._state(offer)),
                self._tone(offer),
            )
            for number, offer in enumerate(OFFERS, 1)
        )
        self._draw_picture()
        wiring = self.query_one("#room-wiring", Static)
        line = words.ROOM_LINE_SHARED if now.room_sees_laptop else words.ROOM_LINE
        wiring.set_class(now.room_sees_laptop, "-shared")
        wiring.update(HanContent(line.format(room=ROOM[now.room])))

    def arrive(self, **arguments: int | str) -> None:
        """Start from what is live."""
        del arguments
        self.query_one(Rows).select(key_of(self._stage.live))

    def _state(self, offer: Offer) -> str:
        now = self._stage
        if offer.key == key_of(now.live):
            return words.BLANKED if now.is_blank else words.LIVE
        return words.NEXT if now.next is not None and offer.key == key_of(now.next) else ""

    def _tone(self, offer: Offer) -> str:
        state = self._state(offer)
        return {words.LIVE: "good", words.BLANKED: "warn", words.NEXT: "head"}.get(state, "")

    @property
    def _offer(self) -> Offer:
        key = self.query_one(Rows).cursor_key
        return next((offer for offer in OFFERS if offer.key == key), OFFERS[0])

    def _spec(self, offer: Offer) -> SceneSpec:
        """The scene of a line; where the stage holds one of that line already, that one, ids and all."""
        for held in (self._stage.next, self._stage.live):
            if held is not None and key_of(held) == offer.key and offer.key != "message":
                return held
        return SceneSpec("message", text=self._message) if offer.key == "message" else offer.spec

    def _draw_picture(self) -> None:
        self._picture.show(scene(self.book, self._spec(self._offer)))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The picture follows the cursor."""
        event.stop()
        self._draw_picture()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: prepare the scene; a prepared one goes live."""
        event.stop()
        offer = self._offer
        is_next = self._stage.next is not None and key_of(self._stage.next) == offer.key
        self.desk.act(self.do_show if is_next else self.do_prepare)

    def digit(self, number: int) -> bool:
        """Prepare a scene by its number; 0 opens the display's window."""
        if number == 0:
            self.desk.act(self.do_window)
            return True
        if not 1 <= number <= min(9, len(OFFERS)):
            return False
        self.query_one(Rows).select(OFFERS[number - 1].key)
        self.desk.act(self.do_prepare)
        return True

    async def do_prepare(self) -> None:
        """Make the scene under the cursor the next one."""
        offer = self._offer
        if offer.key == "message" and not self._message:
            await self.do_message()
            return
        acts.preview(self.book, self._spec(offer))
        self.acted(words.PREPARED.format(scene=offer.title))

    async def do_show(self) -> None:
        """Put the scene under the cursor live at once."""
        offer = self._offer
        if offer.key == "message" and not self._message:
            await self.do_message()
            return
        is_next = self._stage.next is not None and key_of(self._stage.next) == offer.key
        if is_next:
            acts.go_live(self.book)
        else:
            acts.show(self.book, self._spec(offer))
        self.acted(words.SHOWN.format(scene=offer.title))

    async def do_message(self) -> None:
        """Type a message and prepare it."""
        field = Field("text", words.MESSAGE_FIELD, self._message, words.MESSAGE_HINT, required=True)
        values = await self.desk.ask(Form(words.MESSAGE_TITLE, [field]))
        if values is None:
            return
        self._message = values["text"]
        acts.preview(self.book, SceneSpec("message", text=self._message))
        self.query_one(Rows).select("message")
        self.acted(words.PREPARED.format(scene=SCENES["message"]))

    async def do_wiring(self) -> None:
        """Ask how the projector is wired."""
        choices = [Choice(code, shown) for code, shown in ROOM.items() if code != "unknown"]
        chosen = await self.desk.ask(
            Choose(words.ROOM_ASKED, choices, note=words.ROOM_NOTE, selected=self._stage.room)
        )
        if chosen is not None:
            acts.set_room(self.book, chosen)
            self.acted(words.ROOM_SET.format(room=ROOM[chosen]))

    async def do_window(self) -> None:
        """Open the display in a window of its own, or say what to type."""
        from tui.display.launch import open_window, typed_command

        if open_window(self.book.path, self.desk.config.path):
            self.desk.say(words.WINDOW_OPENED)
            return
        text = words.WINDOW_TEXT.format(command=typed_command(self.book.path))
        await self.desk.ask(Notice(words.WINDOW_TITLE, text))

    async def do_one_screen(self) -> None:
        """Show the live scene in full on this screen."""
        from tui.console.cover import OneScreen

        compatible = self.desk.config.look.compatible
        screen = OneScreen(self.book, half_blocks=compatible == "off", is_wide=compatible == "on")
        await self.app.push_screen_wait(screen)
        self.acted()
