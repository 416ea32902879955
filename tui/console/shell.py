"""The console's frame: status line, agenda, centre, room, notice, keys; routes keys and acts to the pane in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from db.errors import PingyiError
from db.views.roster import is_untouched
from db.views.status import Status, status
from tui.calm_app import after_first_frame
from tui.console.agenda_panel import AgendaPanel
from tui.console.line import Line
from tui.console.menus import GENERAL, help_for, menu_for, places_menu
from tui.console.notice_line import NoticeLine
from tui.console.pane import Desk, Pane, is_coroutine
from tui.console.places import PLACES, load_pane
from tui.console.room_panel import RoomPanel
from tui.console.sides import Sides
from tui.console.stage_keys import go_live, toggle_blank
from tui.console.upkeep import resume_cleaning, settle_name_order
from tui.keys import BY_KEY
from tui.present.key_line import key_line
from tui.present.status import status_line
from tui.strings import console as words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.events import Resize

    from db.book import Book
    from db.config import Config

Answer = TypeVar("Answer")

POLL_SECONDS = 0.5
"""How often the console looks whether another process wrote (an import by command, a booth)."""

IDLE_SECONDS = 4.0
WARM_SECONDS = 0.2
"""Places are loaded beforehand from the fourth second on, one every fifth of a second."""


class Shell(Screen[None]):
    """The console's one screen. Implements `Desk` for the panes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(f"f{n}", f"press('f{n}')", show=False) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12)),
        Binding("ctrl+p", "press('f12')", show=False),
        Binding("question_mark,？", "press('f1')", show=False),
        Binding("escape", "back", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (120, "-stacked"),
        (150, "-wide"),
        (190, "-xwide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (38, "-tall")]  # noqa: RUF012

    def __init__(self, book: Book, config: Config, *, start: str = "home") -> None:
        super().__init__()
        self.book = book
        self.config = config
        self._place = start
        self._panes: dict[str, Pane] = {}
        self._status: Status = status(book)
        self._version = book.version()
        self._sides = Sides(self)

    # What it is made of

    def compose(self) -> ComposeResult:
        """The frame; the pane in front comes with it, the others on first use."""
        yield Line(self._status_text, "status")
        with Horizontal(id="desk"):
            yield AgendaPanel(self)
            with Vertical(id="centre"):
                yield self._pane(self._place)
            yield RoomPanel(self)
        with Vertical(id="bottom"):
            yield NoticeLine()
            yield Line(self._keys_text, "keys")
        yield Static(Content(words.TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """Focus the work, start looking after the clock and the book."""
        self.set_class(self._status.is_rehearsal, "-rehearsal")
        self.set_interval(1.0, self._tick)
        self.set_interval(POLL_SECONDS, self._look)
        self._cold = [place.id for place in PLACES]
        self.set_timer(IDLE_SECONDS, self._warm)
        self.call_after_refresh(self._arrive)
        after_first_frame(self, self._put_in_order)
        if self._place == "home" and is_untouched(self.book):
            self.call_after_refresh(self.act, self._first_start)

    def _put_in_order(self) -> None:
        """What a start has to put right, once the first frame has gone out."""
        self.act(partial(resume_cleaning, self.book))
        self.act(self._settle_name_order)

    def _settle_name_order(self) -> None:
        if settle_name_order(self.book, self.config):
            self.pane.reload()
            self.changed()

    async def _first_start(self) -> None:
        from tui.console.first_start import first_start

        await first_start(self)

    def _arrive(self, **arguments: int | str) -> None:
        pane = self.pane
        pane.arrive(**arguments)
        pane.focus_default()
        self.query_one("#keys", Line).redraw()

    def _warm(self) -> None:
        """Load one more place while nobody waits, so that the first visit and the palette are as quick as any."""
        if self._cold:
            load_pane(self._cold.pop(0))
            self.set_timer(WARM_SECONDS, self._warm)

    @property
    def pane(self) -> Pane:
        """The pane in front."""
        return self._panes[self._place]

    def _pane(self, place: str) -> Pane:
        if place not in self._panes:
            self._panes[place] = load_pane(place)(self)
        return self._panes[place]

    def on_resize(self, event: Resize) -> None:
        """Under 80 by 24 only a sentence shows."""
        self.set_class(event.size.width < 80 or event.size.height < 24, "-tiny")

    # Lines

    def _status_text(self, width: int) -> Text:
        return status_line(self._status, width, self.book.clock())

    def _keys_text(self, width: int) -> Text:
        return key_line({act.key for act in self.pane.ACTS}, width)

    def _tick(self) -> None:
        if self._status.running_since:
            self.query_one("#status", Line).redraw()
            self.query_one(AgendaPanel).tick()

    def _look(self) -> None:
        version = self.book.version()
        if version != self._version:
            self._version = version
            self.pane.reload()
            self._read_again()

    # Desk

    @property
    def is_rehearsal(self) -> bool:
        """Whether this book is the copy of a rehearsal."""
        return self._status.is_rehearsal

    @property
    def meeting_id(self) -> int | None:
        """The meeting that the console works on."""
        return self._status.meeting_id

    @property
    def _notice(self) -> NoticeLine:
        return self.query_one(NoticeLine)

    async def ask(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """Put a dialog and wait for its answer."""
        return await self.app.push_screen_wait(dialog)

    def say(self, text: str) -> None:
        """Tell what was done."""
        self._notice.tell_done(text)

    def refuse(self, error: PingyiError) -> None:
        """Tell why something was not done; it stays until a key."""
        self._notice.tell_refusal(error)

    def changed(self) -> None:
        """Read the frame again."""
        self._notice.forget_old()
        self._read_again()

    def _read_again(self) -> None:
        self._status = status(self.book)
        self.set_class(self._status.is_rehearsal, "-rehearsal")
        self.query_one("#status", Line).redraw()
        self.query_one(AgendaPanel).reload()
        self.query_one(RoomPanel).reload()

    def go(self, place: str, **arguments: int | str) -> None:
        """Show another place."""
        if place != self._place:
            self.pane.leave()
            self._notice.forget_old()
        self.run_worker(self._go(place, arguments), group="go", exclusive=True)

    async def _go(self, place: str, arguments: dict[str, Any]) -> None:
        try:
            await self._show(place, arguments)
        except PingyiError as error:
            self.refuse(error)

    async def _show(self, place: str, arguments: dict[str, Any]) -> None:
        self._sides.close()
        if place != self._place:
            old, pane = self.pane, self._pane(place)
            with self.app.batch_update():
                old.display = False
                self._place = place
                if not pane.is_attached:
                    await self.query_one("#centre").mount(pane)
                else:
                    pane.display = True
                    pane.reload()
        else:
            self.pane.reload()
        self._arrive(**arguments)

    def act(self, run: Callable[[], Awaitable[None] | None]) -> None:
        """Do something as an act: what the program refuses is told."""
        if is_coroutine(run):
            self.run_worker(self._act(run), group="act", exclusive=True)
            return
        try:
            run()
        except PingyiError as error:
            self.refuse(error)

    async def _act(self, run: Callable[[], Awaitable[None] | None]) -> None:
        try:
            await run()  # type: ignore[misc]
        except PingyiError as error:
            self.refuse(error)

    # Keys

    def on_key(self) -> None:
        """A refusal stays until a key."""
        self._notice.forget_refusal()

    def action_press(self, key: str) -> None:
        """An F-key: the pane's act for it, or the frame's."""
        self._notice.forget_refusal()
        if key not in ("f1", "f2", "f6", "f12"):
            spec = self.pane.act_for_key(key)
            if spec is not None:
                self._run_pane_act(self.pane, spec.id)
                return
        frame = getattr(self, f"_press_{key}", None)
        if frame is None:
            self.say(words.NO_UNDO_HERE if key == "f7" else words.NOTHING_HERE.format(key=BY_KEY[key].label))
        else:
            self.act(frame)

    def _run_pane_act(self, pane: Pane, act: str) -> None:
        why_not = pane.why_not(act)
        if why_not:
            title = next(spec.title for spec in pane.ACTS if spec.id == act)
            self.refuse(PingyiError(why_not, title=f"现在不能“{title}”"))
            return
        pane.run_act(act)

    async def _press_f1(self) -> None:
        await self.ask(help_for(self.pane))

    async def _press_f2(self) -> None:
        pane = self.pane
        chosen = await self.ask(menu_for(pane))
        if chosen is None:
            return
        if chosen.startswith("."):
            self._run_general(chosen[1:])
        else:
            self.call_next(self._run_pane_act, pane, chosen)

    def _run_general(self, act: str) -> None:
        if act == "go":
            self.call_next(self.act, self._choose_place)
        elif act == "quit":
            self.call_next(self.act, self._quit)
        elif act == "rehearse":
            self.call_next(self.act, self._rehearse)
        else:
            self.call_next(self.action_press, act)

    async def _choose_place(self) -> None:
        chosen = await self.ask(places_menu(self._place))
        if chosen is not None:
            self.go(chosen)

    async def _press_f12(self) -> None:
        from tui.console.palette import palette

        chosen = await self.ask(palette(GENERAL))
        if chosen is None:
            return
        place, _, act = chosen.partition(".")
        if not place:
            self._run_general(act)
            return
        if place != self._place:
            self.pane.leave()
            await self._go(place, {})
        if act:
            self.call_next(self._run_pane_act, self.pane, act)

    def _press_f5(self) -> None:
        go_live(self)
        self.pane.reload()

    def _press_f6(self) -> None:
        """Next panel: centre, agenda, room; the sides open as overlays where they are hidden."""
        self._sides.turn()

    def _press_f8(self) -> None:
        toggle_blank(self)
        self.pane.reload()

    def _press_f9(self) -> None:
        from tui.console.clock import toggle_clock

        toggle_clock(self)
        self.pane.reload()

    async def _press_cover(self) -> None:
        from tui.console.cover import Cover

        await self.app.push_screen_wait(Cover())

    def action_back(self) -> None:
        """One level back: close an open side, else go home."""
        if self._sides.is_open:
            self._sides.close()
            self._sides.focus_work()
        elif self._place != "home":
            self.go("home")

    async def _quit(self) -> None:
        from tui.console.leaving import leave

        await leave(self)

    async def _rehearse(self) -> None:
        from tui.console.leaving import leave_for_rehearsal

        await leave_for_rehearsal(self)

    def quit_asking(self) -> None:
        """Ask, then leave."""
        self.act(self._quit)


def _is_desk(shell: Shell) -> Desk:
    """Let the type checker hold that the shell keeps the promises of `Desk`."""
    return shell
